package quantity

import "strings"

// figures is a run of Arabic digits: 1,234.5.
type figures struct {
	end    int
	value  Decimal
	digits int // before the point
	point  bool
	comma  bool
	zero   bool // begins with a superfluous 0: 05, 0351
}

// maxDigits is the longest run of digits that is still read as a number.
const maxDigits = 40

// readFigures reads the Arabic number at text[i:].
func readFigures(text string, i int) (f figures, ok bool) {
	d, w := digitAt(text, i)
	if w == 0 {
		return f, false
	}
	start := i
	var coef int64
	digits, places := 0, 0
	for {
		for w > 0 {
			if digits < 18 {
				coef = coef*10 + int64(d)
			}
			digits++
			if f.point {
				places++
			} else {
				f.digits++
			}
			i += w
			d, w = digitAt(text, i)
		}
		if f.point {
			break
		}
		if n := groupAt(text, i, f.digits, f.comma); n > 0 {
			f.comma = true
			i += n
			d, w = digitAt(text, i)
			continue
		}
		n := pointAt(text, i)
		if n == 0 {
			break
		}
		if d, w = digitAt(text, i+n); w == 0 {
			break
		}
		f.point = true
		i += n
	}
	f.end = i
	first, _ := digitAt(text, start)
	f.zero = first == 0 && f.digits > 1
	if digits <= 18 {
		f.value = NewDecimal(coef, -places)
	} else {
		f.value = decimalOf(narrowDigits(text[start:min(i, start+3*maxDigits)]), -places)
	}
	return f, true
}

// groupAt returns the width of a comma at text[i:] that groups thousands: one
// to three digits stand before it and exactly three after it.
func groupAt(text string, i, digits int, grouped bool) int {
	n := 0
	if strings.HasPrefix(text[i:], ",") {
		n = 1
	} else if strings.HasPrefix(text[i:], "，") && i > 2 {
		// 20，300 with plain digits is a list.
		if _, w := digitAt(text, i-3); w == 3 {
			n = len("，")
		}
	}
	if n == 0 || digits == 0 || digits > 3 && !grouped {
		return 0
	}
	j := i + n
	for range 3 {
		_, w := digitAt(text, j)
		if w == 0 {
			return 0
		}
		j += w
	}
	if _, w := digitAt(text, j); w > 0 {
		return 0
	}
	return n
}

func pointAt(text string, i int) int {
	if i < len(text) && text[i] == '.' {
		return 1
	}
	if strings.HasPrefix(text[i:], "．") {
		return len("．")
	}
	return 0
}

func narrowDigits(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if d, w := digitAt(s, i); w > 0 {
			b = append(b, '0'+d)
			i += w
			continue
		}
		i++
	}
	return string(b)
}
