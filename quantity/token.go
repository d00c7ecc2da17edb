package quantity

import (
	"strings"
	"unicode/utf8"
)

// A token is a number with its unit.
type token struct {
	numeral
	unit    unit
	hasUnit bool
	end     int
}

func tokenOf(text string, i int, n numeral) token {
	t := token{numeral: n, end: n.end}
	at := skipSpace(text, n.end)
	if strings.HasPrefix(text[at:], "个") {
		at = t.afterCounter(text, at)
	}
	u, end, ok := lex.unitAt(text, at)
	if !ok || u.arabic && !n.arabic && !n.big {
		return t
	}
	if u.kind == Duration && u.name == "月" {
		if n.vague {
			return t
		}
		if strings.HasSuffix(text[:at], "个半") {
			u.name = "个月"
		}
	}
	switch {
	case (u.name == "届" || u.name == "次") && ofMeeting(text, end), u.name == "届" && n.value.Cmp(NewDecimal(5, 0)) > 0 && !lex.countings.endBefore(text, i):
		u.kind = Ordinal
	case u.name == "期" && !n.arabic && !isLiang(text[i:]), (u.kind == Measure || u.kind == Money) && strings.HasPrefix(text[end:], "级"):
		u.kind = Ordinal // 三期工程, 4000吨级码头
	case u.name == "位" && lex.placings.endBefore(text, i):
		u.kind = Rank
	}
	if u.name == "%" && strings.HasSuffix(text[:end], "成") {
		// 九成五
		if c, w := classAt(text, end); c > zero && c <= nine {
			if r, _ := utf8.DecodeRuneInString(text[end+w:]); t.spread.IsZero() && (!isHan(r) || strings.ContainsRune("以左的多", r)) {
				t.value, end = t.value.Add(NewDecimal(int64(c-zero), -1)), end+w
			}
		}
	}
	t.unit, t.hasUnit, t.end = u, true, end
	t.vague = t.vague || u.vague
	if strings.HasPrefix(text[end:], "半") && u.takesHalf(n.arabic, text[:end]) {
		if r, _ := utf8.DecodeRuneInString(text[end+len("半"):]); !isHan(r) || strings.ContainsRune("的来时内以左", r) {
			t.value = t.value.Add(NewDecimal(5, -1))
			t.end += len("半")
		}
	}
	return t
}

// takesHalf reports whether a half may follow the unit, which text ends in: 一年半,
// 两倍半, 八成半.
func (u unit) takesHalf(arabic bool, text string) bool {
	switch u.kind {
	case Duration:
		return true
	case Measure, Times, Fold:
		return !arabic
	case Percent:
		return strings.HasSuffix(text, "成")
	}
	return false
}

// afterCounter reads what 个 at text[at:] brings into the number itself, and returns
// where its unit begins: 3个半小时 is 3.5 小时, 突破10个亿 is a thousand million. Where
// 个 counts or belongs to the unit, that is at.
func (t *token) afterCounter(text string, at int) int {
	const one, half, yi = "个", "半", "亿"
	after := at + len(one)
	switch rest := text[after:]; {
	case strings.HasPrefix(rest, half):
		if u, _, ok := lex.unitAt(text, after+len(half)); ok && (u.kind == Duration || u.kind == Points) {
			t.value = t.value.Add(NewDecimal(5, -1))
			return after + len(half)
		}
	case strings.HasPrefix(rest, yi):
		if r, _ := utf8.DecodeRuneInString(rest[len(yi):]); !isHan(r) && t.mag == 0 {
			t.value, t.mag, t.big, t.plain, t.end = t.value.Shift(8), 8, true, false, after+len(yi)
			return t.end
		}
	}
	return at
}

// ofMeeting reports whether 届 or 次 before text[i:] counts the sessions of a
// standing body: 十三届人大五次会议.
func ofMeeting(text string, i int) bool {
	if lex.sessions.beginAt(text, i) {
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
		if q.Ranged {
			q.Comparator = Range
		}
		s.out = append(s.out, q)
		return q.End
	}
	q = s.signed(q)
	return s.report(q, t.vague)
}

// tenths turns 八成 into 80 % and 八五折 into 85 %.
func (s *scanner) tenths(q *Quantity) {
	word := s.text[q.Start:q.End]
	if strings.Contains(word, "成") || strings.HasSuffix(word, "折") && q.Value.Cmp(NewDecimal(10, 0)) < 0 {
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
