package web

import "strings"

// grouped writes a decimal with a comma at each thousand. Beside a field it stands
// in Chinese too: what is typed there has all its digits, and 150 beside 150万
// would be ten thousand times too little.
func grouped(decimal string) string {
	whole, rest, _ := strings.Cut(decimal, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	if strings.Trim(whole, "0123456789") != "" {
		return decimal
	}
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if rest != "" {
		rest = "." + rest
	}
	return sign + whole + rest
}
