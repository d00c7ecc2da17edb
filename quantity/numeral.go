package quantity

import "strings"

// A numeral is a number in words, figures or both, without its unit.
type numeral struct {
	end    int
	value  Decimal
	spread Decimal // how far the upper end lies above value: 两三 has 1
	first  figures // the leading run of Arabic digits, if any
	mag    int     // power of ten the only figure is multiplied by: 3.5万亿 has 12
	figure Decimal // that figure
	plain  bool    // nothing but one run of Arabic digits, or of Chinese ones read one by one
	arabic bool
	vague  bool // with 多, 余 or 几 inside
	bare   bool // a magnitude without a digit
	big    bool // with 百 or more among its magnitudes
	serial bool // Chinese digits one by one: 二〇二四
}

// group is a part of a numeral that has met its 万 or 亿.
type group struct {
	value Decimal
	mag   int
}

// numeralReader holds the state of reading one numeral from left to right.
type numeralReader struct {
	text   string
	n      numeral
	groups [4]group
	ng     int
	sec    Decimal // what has met its 十, 百 or 千 since the last group
	cur    Decimal // what has met no magnitude yet
	hasSec bool
	hasCur bool
	single bool // cur is one Chinese digit
	zero   bool // a 零 stands before cur
	last   int  // the last magnitude met; 99 before the first
	runs   int  // figures met
}

// readNumeral reads the number at text[i:]: 2.57万亿, 三千五百, 5万4千, 1亿多, 十几.
func readNumeral(text string, i int) (numeral, bool) {
	r := numeralReader{text: text, last: 99}
	r.n.end = i
	for i = r.step(i); i > 0; i = r.step(i) {
		r.n.end = i
	}
	if r.runs == 0 && !r.n.bare && !r.hasSec && !r.zero {
		return numeral{}, false
	}
	r.finish()
	return r.n, true
}

// step reads one more part at text[i:] and returns its end, or 0 where the
// number is over.
func (r *numeralReader) step(i int) int {
	begun := r.n.end < i || r.runs > 0 || r.hasSec || r.ng > 0 || r.zero || r.n.bare
	q := i
	if begun {
		if q = skipSpace(r.text, i); q > i {
			if c, _ := classAt(r.text, q); !c.isMagnitude() && c != more {
				return 0
			}
		}
	}
	if r.n.vague {
		// After 多 only a magnitude goes on: 1000多万.
		if c, _ := classAt(r.text, q); c != wan && c != yi && c != tens3 {
			return 0
		}
	}
	if _, w := digitAt(r.text, q); w > 0 {
		return r.arabic(q)
	}
	c, w := classAt(r.text, q)
	switch {
	case c.isDigit():
		return r.han(q)
	case c == ten || c == ten+1 || c == tens3:
		return r.small(q, w, c.magnitude())
	case c == wan || c == yi:
		return r.large(q, w, c.magnitude())
	case c == point:
		return r.fraction(q, w)
	case c == more || c == some || c == come:
		return r.several(q, w, c)
	}
	return 0
}

func (r *numeralReader) started() bool {
	return r.hasCur || r.hasSec || r.ng > 0 || r.zero || r.n.bare
}

func (r *numeralReader) arabic(i int) int {
	f, _ := readFigures(r.text, i)
	if r.started() {
		if r.hasCur || r.last == 99 {
			return 0
		}
		// 5万4千 and 2千零30万 go on, 3万2024 does not.
		c, _ := classAt(r.text, skipSpace(r.text, f.end))
		if !c.isMagnitude() || c.magnitude() >= r.last && !r.zero || f.point {
			return 0
		}
	} else {
		r.n.first = f
		r.n.plain = true
	}
	r.n.arabic = true
	r.cur, r.hasCur, r.single = f.value, true, false
	r.runs++
	return f.end
}

// han reads a run of Chinese digits. Two of them in rising order say "about":
// 两三, 七八; more, or with a zero, are read one by one: 二〇二四.
func (r *numeralReader) han(i int) int {
	if r.hasCur || r.n.arabic && !strings.HasPrefix(r.text[i:], "零") {
		return 0
	}
	var digits [24]byte
	n := 0
	for {
		c, w := classAt(r.text, i)
		if !c.isDigit() || n == len(digits) {
			break
		}
		if (n > 0 || r.started()) && isLiang(r.text[i:]) {
			// 两 goes on only before a magnitude: 两万两千, but 两万两 is a weight.
			if m, _ := classAt(r.text, i+w); n > 0 || !m.isMagnitude() {
				break
			}
		}
		if c == zero && n == 0 && r.started() {
			r.zero = true
			i += w
			if c, _ := classAt(r.text, i); !c.isDigit() {
				return i
			}
			continue
		}
		digits[n] = byte(c - zero)
		n++
		i += w
	}
	if n == 0 {
		return 0
	}
	r.runs++
	r.hasCur = true
	r.single = n == 1
	switch {
	case n == 1:
		r.cur = NewDecimal(int64(digits[0]), 0)
	case n == 2 && digits[0] > 0 && digits[1] > digits[0]:
		r.cur = NewDecimal(int64(digits[0]), 0)
		r.n.spread = NewDecimal(int64(digits[1]-digits[0]), 0)
	default:
		for k := range digits[:n] {
			digits[k] += '0'
		}
		r.cur = decimalOf(string(digits[:n]), 0)
		r.n.serial = !r.hasSec && r.ng == 0
	}
	return i
}

func isLiang(text string) bool {
	return strings.HasPrefix(text, "两") || strings.HasPrefix(text, "兩")
}

// small reads 十, 百 or 千.
func (r *numeralReader) small(i, w, mag int) int {
	if r.started() && (r.unitBegins(i) || strings.HasPrefix(r.text[i+w:], "分点")) {
		return 0
	}
	v := NewDecimal(1, 0)
	switch {
	case r.hasCur:
		v = r.cur
	case r.started() && mag > 1 && !r.zero, r.hasSec && !r.zero:
		return 0
	case mag > 1:
		r.n.bare = !r.started()
	default:
		r.runs++
	}
	if r.hasSec && mag >= r.last {
		return 0
	}
	r.n.spread = r.n.spread.Shift(mag)
	r.sec = r.sec.Add(v.Shift(mag))
	r.met(mag, v)
	r.hasSec = true
	r.last = mag
	return i + w
}

// large reads 万 or 亿.
func (r *numeralReader) large(i, w, mag int) int {
	if r.unitBegins(i) && r.started() {
		return 0
	}
	fresh := r.hasCur || r.hasSec
	v := r.sec
	if r.hasCur {
		v = v.Add(r.cur)
	}
	fig := v
	if !r.started() {
		r.n.bare = true
		v, fig = NewDecimal(1, 0), NewDecimal(1, 0)
		fresh = true
	} else if r.hasSec && r.mixed() {
		fig = Decimal{}
	}
	popped, top := false, mag
	for r.ng > 0 && r.groups[r.ng-1].mag <= mag {
		r.ng--
		v = v.Add(r.groups[r.ng].value)
		if popped = true; !fresh {
			top = mag + r.groups[r.ng].mag // 万亿
		}
	}
	if !fresh && !popped || r.ng == len(r.groups) || top > 24 {
		return 0
	}
	r.groups[r.ng] = group{v.Shift(mag), top}
	r.ng++
	r.n.spread = r.n.spread.Shift(mag)
	if fresh && r.hasCur && !r.hasSec {
		r.met(mag, r.cur)
	} else {
		r.met(mag, fig)
	}
	r.sec, r.hasSec = Decimal{}, false
	r.last = mag
	return i + w
}

// mixed reports whether more than one figure has been met.
func (r *numeralReader) mixed() bool { return r.runs > 1 }

// met notes that the current figure has got its magnitude.
func (r *numeralReader) met(mag int, figure Decimal) {
	if r.n.mag == 0 {
		r.n.figure = figure
	}
	r.n.mag += mag
	if mag >= 2 {
		r.n.big = true
	}
	r.cur, r.hasCur, r.zero, r.single = Decimal{}, false, false, false
}

// unitBegins reports whether a unit such as 千瓦 or 千米 begins at text[i:], so
// that its first character is no magnitude.
func (r *numeralReader) unitBegins(i int) bool {
	_, _, ok := lex.plainUnit(r.text, i)
	return ok
}

// fraction reads the decimals after 点.
func (r *numeralReader) fraction(i, w int) int {
	if !r.started() || r.n.first.point || r.n.arabic && r.hasCur {
		return 0
	}
	i += w
	exp := 0
	v := Decimal{}
	for {
		c, w := classAt(r.text, i)
		if !c.isDigit() || exp < -30 || isLiang(r.text[i:]) {
			break
		}
		exp--
		v = v.Add(NewDecimal(int64(c-zero), exp))
		i += w
	}
	if exp == 0 {
		return 0
	}
	r.cur = r.abbreviated().Add(v)
	r.hasCur, r.single, r.zero = true, false, false
	r.n.spread = Decimal{}
	return i
}

// several reads 多, 余, 来 and 几 inside a number: 4000多万, 十几, 二十几万.
func (r *numeralReader) several(i, w int, c class) int {
	next := i + w
	switch c {
	case some:
		if !r.hasSec && !(r.zero && r.ng > 0) || r.hasCur {
			return 0
		}
	case come:
		if !r.hasSec || r.hasCur {
			return 0
		}
		if m, _ := classAt(r.text, next); !m.isMagnitude() {
			if _, _, ok := lex.plainUnit(r.text, next); !ok {
				return 0
			}
		}
	default:
		if !r.started() {
			return 0
		}
		if lex.notMore.beginAt(r.text, i) {
			return 0
		}
	}
	r.n.vague = true
	return next
}

// abbreviated returns the current figure, which after a magnitude counts in the
// next lower one: 两千五 is 2500, 九万四 94000.
func (r *numeralReader) abbreviated() Decimal {
	if r.single && !r.zero && r.last > 1 && r.last < 99 {
		return r.cur.Shift(r.last - 1)
	}
	return r.cur
}

func (r *numeralReader) finish() {
	if r.hasCur {
		r.n.value = r.abbreviated()
	}
	r.n.bare = r.n.bare && r.runs == 0
	r.n.plain = r.n.plain && r.n.mag == 0 && !r.n.vague || r.n.serial
	if r.n.mag == 0 {
		r.n.figure = r.n.value
	} else if r.runs > 1 || r.hasCur {
		r.n.figure = Decimal{}
	}
	r.n.value = r.n.value.Add(r.sec)
	for _, g := range r.groups[:r.ng] {
		r.n.value = r.n.value.Add(g.value)
	}
}

// integer returns the value of n where that is a small whole number.
func (n numeral) integer() (int, bool) {
	if n.value.exp < 0 || n.value.exp > 6 || n.value.big != nil || n.value.coef > 1e9 {
		return 0, false
	}
	return int(n.value.coef * pow10[n.value.exp]), true
}
