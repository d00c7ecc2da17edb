package quantity

import (
	"strings"
	"unicode/utf8"
)

// Scan returns every number token of text from left to right. Tokens do not
// overlap. Dates, ordinals and codes are reported too, under their Kind;
// Chinese numerals only where a unit, a magnitude or a set phrase shows that
// they count something.
func Scan(text string) []Quantity {
	s := scanner{text: text, out: make([]Quantity, 0, len(text)/96+1)}
	for i := 0; i < len(text); {
		b := text[i]
		if b < utf8.RuneSelf {
			switch {
			case b >= '0' && b <= '9':
				i = s.arabic(i)
			case isLetter(b):
				i = s.latin(i)
			default:
				i++
			}
			continue
		}
		if b < 0xE0 || i+2 >= len(text) {
			i++
			continue
		}
		r, w := utf8.DecodeRuneInString(text[i:])
		switch c := classOf(r); {
		case c == none:
			i += w
		case c == figure:
			i = s.arabic(i)
		case c.isDigit() || c.isMagnitude() || c == half:
			i = s.chinese(i)
		case c == nth:
			i = s.nth(i, w)
		case c == front:
			i = s.front(i, w)
		case c == top:
			i = s.top(i, w)
		default:
			i += w
		}
	}
	return s.out
}

// A scanner collects the tokens of one text. Each of its methods reads what
// begins at text[i:] and returns where to go on.
type scanner struct {
	text string
	out  []Quantity
}

// floor is the end of the last token: words before it belong to that.
func (s *scanner) floor() int {
	if len(s.out) == 0 {
		return 0
	}
	return s.out[len(s.out)-1].End
}

// note reports a token that is compared with nothing: a date, ordinal or code.
func (s *scanner) note(start, end int, kind Kind, value Decimal) int {
	s.out = append(s.out, Quantity{Start: start, End: end, From: start, To: end, Value: value, Comparator: Equal, Kind: kind})
	return end
}

func (s *scanner) report(q Quantity, vague bool) int {
	compared(s.text, &q, s.floor(), vague)
	s.out = append(s.out, q)
	return q.End
}

// arabic reads a token that begins with Arabic digits.
func (s *scanner) arabic(i int) int {
	n, ok := readNumeral(s.text, i)
	if !ok {
		return i + 1
	}
	if end, ok := dateAt(s.text, i); ok {
		return s.note(i, end, Date, Decimal{})
	}
	if end, ok := s.bareDate(i, n); ok {
		return s.note(i, end, Date, Decimal{})
	}
	if end, ok := s.codeAt(i, n); ok {
		return s.note(i, end, Code, n.value)
	}
	if end, ok := s.heading(i, n); ok {
		return s.note(i, end, Ordinal, n.value)
	}
	if end, ok := s.proportion(i, n); ok {
		return end
	}
	return s.quantity(i, n)
}

// quantity reports the number n that begins at text[i:] with its unit, or the
// range it opens.
func (s *scanner) quantity(i int, n numeral) int {
	t := tokenOf(s.text, i, n)
	if to, ok := s.rangeFrom(i, t); ok {
		return to
	}
	return s.token(i, t)
}

// A token is a number with its unit.
type token struct {
	numeral
	unit    unit
	hasUnit bool
	end     int
}

func tokenOf(text string, i int, n numeral) token {
	t := token{numeral: n, end: n.end}
	u, end, ok := lex.unitAt(text, skipSpace(text, n.end))
	if !ok || u.arabic && !n.arabic {
		return t
	}
	if u.kind == Duration && u.name == "月" && n.vague {
		return t
	}
	switch {
	case (u.name == "届" || u.name == "次") && ofMeeting(text, end), u.name == "届" && n.value.Cmp(NewDecimal(5, 0)) > 0 && !counts(text, i):
		u.kind = Ordinal
	case u.name == "位" && rankedBefore(text, i):
		u.kind = Rank
	}
	t.unit, t.hasUnit, t.end = u, true, end
	t.vague = t.vague || u.vague
	if !n.arabic && (u.kind == Duration || u.kind == Measure) && strings.HasPrefix(text[end:], "半") {
		if r, _ := utf8.DecodeRuneInString(text[end+len("半"):]); !isHan(r) || strings.ContainsRune("的来时内以左", r) {
			t.value = t.value.Add(NewDecimal(5, -1))
			t.end += len("半")
		}
	}
	return t
}

// counts reports whether the words before text[:i] count what follows: 连续十四届.
func counts(text string, i int) bool {
	return endsWithAny(text[:i], []string{"连续", "举办", "共", "历", "了", "过", "办好"})
}

// rankedBefore reports whether 5位 at text[i:] is a place in a ranking: 排名5位.
func rankedBefore(text string, i int) bool {
	return endsWithAny(text[:i], []string{"排名", "位列", "名列", "位居", "居", "排", "列全国", "列全省"})
}

// ofMeeting reports whether 届 or 次 before text[i:] counts the sessions of a
// standing body: 十三届人大五次会议.
func ofMeeting(text string, i int) bool {
	if startsWithAny(text[i:], []string{"全国", "全会", "会议", "全体", "人大", "政协", "历次", "党代会", "委员", "省", "市", "县", "区", "中央", "人民"}) {
		return true
	}
	n, ok := readNumeral(text, i)
	return ok && (strings.HasPrefix(text[n.end:], "次") || strings.HasPrefix(text[n.end:], "中"))
}

// token reports one number with its unit.
func (s *scanner) token(i int, t token) int {
	q := Quantity{Start: i, End: t.end, Value: t.value, Bare: t.bare, Chinese: !t.arabic}
	if t.hasUnit {
		q.Kind, q.Unit = t.unit.kind, t.unit.name
	}
	if !t.spread.IsZero() {
		q.Ranged, q.Max = true, t.value.Add(t.spread)
	}
	if q.Kind == Percent {
		s.tenths(&q)
	}
	if q.Kind == Ordinal || q.Kind == Code || q.Kind == Date {
		q.Comparator, q.From, q.To = Equal, q.Start, q.End
		s.out = append(s.out, q)
		return q.End
	}
	q = s.signed(q)
	return s.report(q, t.vague)
}

// tenths turns 八成 into 80 % and 八五折 into 85 %.
func (s *scanner) tenths(q *Quantity) {
	word := s.text[q.Start:q.End]
	if strings.HasSuffix(word, "成") || strings.HasSuffix(word, "折") && q.Value.Cmp(NewDecimal(10, 0)) < 0 {
		q.Value, q.Max = q.Value.Shift(1), q.Max.Shift(1)
	}
}

// signed takes a minus sign before a rate into the token: -2.3%.
func (s *scanner) signed(q Quantity) Quantity {
	if q.Kind != Percent && q.Kind != Points && q.Unit != "℃" || q.Chinese || q.Start == 0 {
		return q
	}
	for _, sign := range [...]string{"-", "−", "－"} {
		start := q.Start - len(sign)
		if start < s.floor() || !strings.HasSuffix(s.text[:q.Start], sign) {
			continue
		}
		if before := lastRune(s.text[:start]); before < utf8.RuneSelf && isAlnum(byte(before)) || before == '%' {
			return q
		}
		q.Start = start
		q.Value, q.Max = q.Value.Neg(), q.Max.Neg()
		return q
	}
	return q
}

// chinese reads a token that begins with a Chinese numeral.
func (s *scanner) chinese(i int) int {
	text := s.text
	if strings.HasPrefix(text[i:], "半") {
		return s.halfOf(i)
	}
	n, ok := readNumeral(text, i)
	if !ok {
		_, w := classAt(text, i)
		return i + w
	}
	if end, ok := s.share(i, n); ok {
		return end
	}
	if end, ok := lex.stopped(text, i); ok {
		return end
	}
	if indefinite(text, i, n) {
		return n.end
	}
	if end, ok := dateAt(text, i); ok {
		return s.note(i, end, Date, Decimal{})
	}
	t := tokenOf(text, i, n)
	if to, ok := s.rangeFrom(i, t); ok {
		return to
	}
	switch {
	case t.hasUnit && t.unit.kind == Fold:
		if !strings.Contains(text[max(s.floor(), i-12):i], "翻") {
			return t.end
		}
	case t.hasUnit:
	case n.big && !n.bare:
	case n.bare:
		if q := (Quantity{Start: i, End: n.end, Bare: true}); (n.mag < 5 || n.end == i+len("亿")) && !strings.HasPrefix(text[n.end:], "级") {
			if cmp, _ := leftComparator(text, &q, s.floor()); cmp == "" {
				return n.end
			}
		}
	case strings.HasPrefix(text[n.end:], "大"):
		if n.mag > 0 && n.value.Cmp(NewDecimal(15, 0)) > 0 {
			return s.note(i, n.end, Ordinal, n.value)
		}
		if r, _ := utf8.DecodeRuneInString(text[n.end+len("大"):]); !isHan(r) {
			return n.end
		}
	default:
		return n.end
	}
	return s.token(i, t)
}

// indefinite reports whether the numeral belongs to a vague count or a
// denominator, which state no number: 数百, 几十, 每万.
func indefinite(text string, i int, n numeral) bool {
	switch lastRune(text[:i]) {
	case '数', '几':
		return n.bare || n.value.Cmp(NewDecimal(10, 0)) == 0
	case '每':
		return n.bare
	}
	return false
}

// halfOf reads 半年 and 半数.
func (s *scanner) halfOf(i int) int {
	end := i + len("半")
	if stop, ok := lex.stopped(s.text, i); ok {
		return stop
	}
	if strings.HasPrefix(s.text[end:], "数") {
		return s.report(Quantity{Start: i, End: end + len("数"), Value: NewDecimal(50, 0), Unit: "%", Kind: Percent, Chinese: true}, false)
	}
	u, e, ok := lex.unitAt(s.text, end)
	if !ok || u.kind != Duration {
		return end
	}
	if r := lastRune(s.text[:i]); r == '上' || r == '下' {
		return s.note(i-len("上"), e, Date, Decimal{})
	}
	return s.report(Quantity{Start: i, End: e, Value: NewDecimal(5, -1), Unit: u.name, Kind: Duration, Chinese: true}, u.vague)
}

// share reads parts of a whole in words: 一半, 百分百, 三分之一, 百分之五, 千分之三,
// and 两位数.
func (s *scanner) share(i int, n numeral) (int, bool) {
	rest := s.text[i:]
	q := Quantity{Start: i, Unit: "%", Kind: Percent, Chinese: true}
	switch {
	case strings.HasPrefix(rest, "一半"):
		q.End, q.Value = i+len("一半"), NewDecimal(50, 0)
		return s.report(q, false), true
	case strings.HasPrefix(rest, "百分百"):
		q.End, q.Value = i+len("百分百"), NewDecimal(100, 0)
		return s.report(q, false), true
	case strings.HasPrefix(s.text[n.end:], "位数"):
		if v, ok := n.integer(); ok && v > 1 && v < 7 {
			q.End = n.end + len("位数")
			q.Value = NewDecimal(1, v-1)
			end := s.report(q, false)
			s.out[len(s.out)-1].Comparator = AtLeast
			return end, true
		}
		return 0, false
	}
	f, ok := fractionAt(s.text, n)
	if !ok {
		return 0, false
	}
	q.End, q.Value, q.Unit, q.Chinese = f.end, f.value, f.unit, !f.arabic
	return s.report(q, f.vague), true
}

// A part is a fraction in words: 三分之一 as 33.33 %.
type part struct {
	end    int
	value  Decimal
	unit   string
	arabic bool
	vague  bool
}

func fractionAt(text string, n numeral) (part, bool) {
	const of = "分之"
	at := skipSpace(text, n.end)
	if !strings.HasPrefix(text[at:], of) || n.value.Sign() <= 0 {
		return part{}, false
	}
	top, ok := readNumeral(text, skipSpace(text, at+len(of)))
	if !ok {
		return part{}, false
	}
	p := part{end: top.end, unit: "%", arabic: top.arabic, vague: top.vague}
	hundred := NewDecimal(100, 0)
	switch {
	case n.value.Equal(hundred):
		p.value = top.value
	case n.value.Equal(NewDecimal(1000, 0)):
		p.value, p.unit = top.value, "‰"
	default:
		p.value = top.value.Mul(hundred).Quo(n.value, 2)
		if n.value.Cmp(NewDecimal(1000, 0)) > 0 {
			p.value = top.value.Mul(hundred).Quo(n.value, 12)
		}
	}
	return p, true
}

// integer returns the value of n where that is a small whole number.
func (n numeral) integer() (int, bool) {
	if n.value.exp < 0 || n.value.exp > 6 || n.value.big != nil || n.value.coef > 1e9 {
		return 0, false
	}
	return int(n.value.coef * pow10[n.value.exp]), true
}
