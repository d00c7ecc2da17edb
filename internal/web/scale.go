package web

import "strings"

// scales are the words that Chinese numbers are cut by, the larger first.
var scales = []struct {
	word   string
	digits int
}{{"亿", 8}, {"万", 4}}

// scaled writes a decimal in 亿 or 万 where it has so many digits: 18426 and 亿.
// No digit is lost.
func scaled(value string) (short, word string) {
	whole, _, _ := strings.Cut(strings.TrimPrefix(value, "-"), ".")
	for _, s := range scales {
		if len(whole) > s.digits {
			return shifted(value, -s.digits), s.word
		}
	}
	return value, ""
}

// inBillions writes a decimal with commas, and in billions where it has so many.
func inBillions(value string) string {
	if whole, _, _ := strings.Cut(strings.TrimPrefix(value, "-"), "."); len(whole) > 9 {
		return grouped(shifted(value, -9)) + " bn"
	}
	return grouped(value)
}

// unscaled is the number that somebody wrote with 万 or 亿 behind it or before its
// unit, and the unit alone.
func unscaled(value, unit string) (number, bare string) {
	by := 0
	take := func(text string, cut func(string, string) (string, bool)) string {
		for again := true; again; {
			again = false
			for _, s := range scales {
				if rest, ok := cut(text, s.word); ok {
					text, by, again = rest, by+s.digits, true
				}
			}
		}
		return text
	}
	value = take(strings.TrimSpace(value), strings.CutSuffix)
	unit = take(strings.TrimSpace(unit), strings.CutPrefix)
	return shifted(value, by), unit
}

// shifted moves the point of a decimal; what is no decimal stays as it is.
func shifted(value string, by int) string {
	sign := ""
	if rest, minus := strings.CutPrefix(value, "-"); minus {
		sign, value = "-", rest
	}
	whole, fraction, _ := strings.Cut(value, ".")
	if by == 0 || whole == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return sign + value
	}
	if by > 0 {
		fraction += strings.Repeat("0", max(0, by-len(fraction)))
		whole, fraction = whole+fraction[:by], fraction[by:]
	} else {
		whole = strings.Repeat("0", max(0, 1-by-len(whole))) + whole
		whole, fraction = whole[:len(whole)+by], whole[len(whole)+by:]+fraction
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		fraction = "." + fraction
	}
	return sign + whole + fraction
}
