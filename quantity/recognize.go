package quantity

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Recognized is what Recognize found, in the form the quantities command
// prints. Start and End count code points of the text.
type Recognized struct {
	Text       string     `json:"text"`
	Start      int        `json:"start"`
	End        int        `json:"end"`
	Value      string     `json:"value"`
	ValueMax   string     `json:"value_max"`
	Unit       string     `json:"unit"`
	Comparator Comparator `json:"comparator"`
	From       string     `json:"from"` // of a period, YYYY-MM-DD
	To         string     `json:"to"`
}

// Recognize finds the numbers of one kind in a text, in the convention of the
// Recognizers-Text suite, which reads every numeral rather than report prose:
// "number", "percent" (also 折 and 百分点), "currency", "dimension", and "period",
// which is read relative to year; where that is 0, periods that do not name
// their year have open ends. Any other kind is an error.
func Recognize(kind, text string, year int) ([]Recognized, error) {
	var found []Quantity
	f := fold(text)
	switch kind {
	case "number":
		found = f.each(f.numberAt)
	case "percent":
		found = f.each(f.percentAt)
	case "currency":
		found = f.each(f.currencyAt)
	case "dimension":
		found = f.each(f.dimensionAt)
	case "period":
		return recognizedPeriods(text, year), nil
	default:
		return nil, fmt.Errorf("quantity: unknown kind %q", kind)
	}
	at := counter{text: text}
	out := make([]Recognized, 0, len(found))
	for _, q := range found {
		start, end := f.src[q.Start], f.end[q.End-1]
		compared(f.text, &q, 0, false)
		r := Recognized{Text: text[start:end], Start: at.points(start), End: at.points(end), Value: q.Value.String(), Unit: q.Unit, Comparator: q.Comparator}
		if q.Ranged {
			r.ValueMax = q.Max.String()
		}
		out = append(out, r)
	}
	return out, nil
}

func recognizedPeriods(text string, year int) []Recognized {
	at := counter{text: text}
	out := []Recognized{}
	for _, p := range Periods(text, year) {
		if year == 0 && !p.Named {
			p.From, p.To = Day{}, Day{}
		}
		out = append(out, Recognized{Text: text[p.Start:p.End], Start: at.points(p.Start), End: at.points(p.End), From: p.From.String(), To: p.To.String()})
	}
	return out
}

// A counter turns rising byte offsets into code points.
type counter struct {
	text        string
	byte, point int
}

func (c *counter) points(to int) int {
	c.point += utf8.RuneCountInString(c.text[c.byte:to])
	c.byte = to
	return c.point
}

// each collects what read finds, from left to right. Where read finds nothing
// it still says how far it has looked.
func (f *folded) each(read func(i int) (q Quantity, next int, ok bool)) []Quantity {
	var out []Quantity
	for i := 0; i < len(f.text); {
		q, next, ok := read(i)
		if ok {
			out = append(out, q)
			next = q.End
		}
		if next <= i {
			_, w := utf8.DecodeRuneInString(f.text[i:])
			next = i + w
		}
		i = next
	}
	return out
}

// A signedNumeral is a numeral with 负 or a minus before it.
type signedNumeral struct {
	numeral
	start    int
	negative bool
}

// signedAt reads a numeral with 负 or a minus before it. skip is how far the text
// holds no number.
func (f *folded) signedAt(i int) (n signedNumeral, skip int, ok bool) {
	at := i
	n.start = i
	if strings.HasPrefix(f.text[i:], "负") {
		at, n.negative = i+len("负"), true
	} else if f.text[i] == '-' && (i == 0 || !isAlnum(f.text[i-1])) {
		at, n.negative = i+1, true
	}
	if n.negative && strings.HasPrefix(f.text[at:], ".") {
		// -.5
		if v, ok := readFigures(f.text, at+1); ok && !v.point {
			n.numeral = numeral{end: v.end, value: v.value.Shift(at + 1 - v.end), arabic: true, plain: true}
			return n, v.end, true
		}
	}
	if c, _ := classAt(f.text, at); at < len(f.text) && !c.isDigit() && !c.isMagnitude() {
		if _, w := digitAt(f.text, at); w == 0 {
			return n, at, false
		}
	}
	if at >= len(f.text) {
		return n, at, false
	}
	if n.numeral, ok = readNumeral(f.text, at); !ok {
		return n, at, false
	}
	if end, stop := lex.stopped(f.text, at); stop && !n.arabic && !strings.HasPrefix(f.text[n.end:], "分之") {
		return n, max(end, at+1), false
	}
	return n, n.end, true
}

func (n signedNumeral) quantity(v Decimal, end int, unit string) Quantity {
	if n.negative {
		v = v.Neg()
	}
	q := Quantity{Start: n.start, End: end, Value: v, Unit: unit}
	if !n.spread.IsZero() {
		q.Ranged, q.Max = true, v.Add(n.spread)
	}
	return q
}

// percentAt reads percentages: 百分之五, 25%, 六个百分点, 八成, 对折.
func (f *folded) percentAt(i int) (Quantity, int, bool) {
	for _, half := range [...]struct {
		word  string
		value int64
	}{{"对折", 50}, {"半成", 5}} {
		if strings.HasPrefix(f.text[i:], half.word) {
			end := i + len(half.word)
			return Quantity{Start: i, End: end, Value: NewDecimal(half.value, 0), Unit: "%"}, end, true
		}
	}
	n, skip, ok := f.signedAt(i)
	if !ok {
		return Quantity{}, skip, false
	}
	if strings.HasPrefix(f.text[n.end:], "分之") {
		v, end, ok := f.fractionAfter(n)
		if !ok || !n.bare {
			return Quantity{}, max(end, n.end), false
		}
		v = v.Shift(2)
		if e, to := f.thousands(end); to > end {
			v, end = v.Shift(e), to
		}
		return n.quantity(v, end, "%"), end, true
	}
	if n.bare || !n.spread.IsZero() {
		return Quantity{}, n.end, false
	}
	v := n.value
	e, end := f.thousands(n.end)
	v = v.Shift(e)
	rest := f.text[end:]
	ten := NewDecimal(10, 0)
	switch {
	case strings.HasPrefix(rest, "%"):
		end++
	case strings.HasPrefix(rest, "个百分点"):
		end += len("个百分点")
	case strings.HasPrefix(rest, "百分点"):
		end += len("百分点")
	case strings.HasPrefix(rest, "成"):
		v, end = v.Shift(1), end+len("成")
	case strings.HasPrefix(rest, "折") && !v.Equal(ten):
		end += len("折")
		if v.Cmp(ten) < 0 && !n.serial {
			v = v.Shift(1)
		}
	default:
		return Quantity{}, n.end, false
	}
	return n.quantity(v, end, "%"), end, true
}

// currencyAt reads amounts of money: 1200亿美元, $20, 五元三毛, 20个比特币.
func (f *folded) currencyAt(i int) (Quantity, int, bool) {
	for _, sign := range [...]string{"$", "￥", "¥", "€", "£"} {
		if strings.HasPrefix(f.text[i:], sign) {
			if n, ok := readNumeral(f.text, skipSpace(f.text, i+len(sign))); ok && n.arabic {
				return Quantity{Start: i, End: n.end, Value: n.value, Unit: sign}, n.end, true
			}
		}
	}
	n, skip, ok := f.signedAt(i)
	if !ok || n.bare {
		return Quantity{}, skip, false
	}
	at := trail(f.text, skipSpace(f.text, n.end), "个")
	u, end, ok := lex.unitAt(f.text, at)
	if strings.HasPrefix(f.text[at:], "块") {
		u, end, ok = unit{kind: Money, name: "元"}, at+len("块"), true
	}
	if !ok || u.kind != Money {
		return Quantity{}, n.end, false
	}
	v := n.value
	for _, sub := range [...]struct {
		word string
		exp  int
	}{{"毛", -1}, {"角", -1}, {"分", -2}} {
		m, ok := readNumeral(f.text, end)
		if ok && !m.bare && strings.HasPrefix(f.text[m.end:], sub.word) {
			v, end = v.Add(m.value.Shift(sub.exp)), m.end+len(sub.word)
		}
	}
	return n.quantity(v, end, u.name), end, true
}

// dimensionAt reads measures: 387万亩, 168cm, 两米半.
func (f *folded) dimensionAt(i int) (Quantity, int, bool) {
	n, skip, ok := f.signedAt(i)
	if !ok || n.bare {
		return Quantity{}, skip, false
	}
	u, end, ok := lex.unitAt(f.text, skipSpace(f.text, n.end))
	if !ok || u.kind != Measure {
		return Quantity{}, n.end, false
	}
	v := n.value
	if strings.HasPrefix(f.text[end:], "半") {
		v, end = v.Add(NewDecimal(5, -1)), end+len("半")
	}
	return n.quantity(v, end, u.name), end, true
}
