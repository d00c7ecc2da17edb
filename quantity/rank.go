package quantity

import (
	"strings"
	"unicode/utf8"
)

// nth reads 第N: a rank (第2位, 全国第一) or an ordinal (第十四届, 第一产业).
func (s *scanner) nth(i, w int) int {
	text := s.text
	n, ok := readNumeral(text, skipSpace(text, i+w))
	if !ok || n.bare || n.vague {
		return i + w
	}
	q := Quantity{Start: i, End: n.end, Value: n.value, Unit: "位", Kind: Rank, Chinese: !n.arabic}
	if next, _, ok := joinerAt(text, n.end); ok {
		if m, ok := readNumeral(text, next); ok && m.value.Cmp(n.value) > 0 {
			q.Max, q.Ranged, q.End = m.value, true, m.end
		}
	}
	at := skipSpace(text, q.End)
	rest := text[at:]
	switch {
	case strings.HasPrefix(rest, "位"):
		q.End = at + len("位")
		return s.report(q, false)
	case strings.HasPrefix(rest, "名"):
		q.End, q.Unit = at+len("名"), "名"
		return s.report(q, false)
	case strings.HasPrefix(rest, "季度"):
		return s.note(i, at+len("季度"), Date, Decimal{})
	}
	if _, end, ok := lex.ordinals.after(text, at); ok {
		return s.note(i, end, Ordinal, n.value)
	}
	if ordinalList(text, q.End) {
		return s.note(i, q.End, Ordinal, n.value)
	}
	if !s.ranked(i, q.End) || opens(lastRune(text[:trimSpace(text, i, 0)])) {
		return s.note(i, q.End, Ordinal, n.value)
	}
	return s.report(q, false)
}

// ordinalList reports whether 第一 before text[i:] shares the noun of the numbers
// listed after it: 第一、二、三产业, 第一、第二产业.
func ordinalList(text string, i int) bool {
	for range 4 {
		if !strings.HasPrefix(text[i:], "、") {
			return false
		}
		n, ok := readNumeral(text, trail(text, i+len("、"), "第"))
		if !ok {
			return false
		}
		i = n.end
		if lex.ordinals.beginAt(text, i) {
			return true
		}
	}
	return false
}

// ranked reports whether the words around text[start:end] speak of a ranking.
func (s *scanner) ranked(start, end int) bool {
	before := trimSpace(s.text, start, 0)
	if lex.maxims.endBefore(s.text, before) {
		return false
	}
	if lex.ranks.endBefore(s.text, before) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s.text[end:])
	return !isHan(r) && r != '“' && r != '”' || r == '的' || r == '并'
}

// front reads 前N as a rank (前十, 前三位) or a stretch of the calendar (前三季度).
func (s *scanner) front(i, w int) int {
	text := s.text
	if lex.fronts.endBefore(text, i+w) {
		return i + w
	}
	n, ok := readNumeral(text, skipSpace(text, i+w))
	if !ok || n.bare || n.vague || !n.spread.IsZero() {
		return i + w
	}
	at := skipSpace(text, n.end)
	rest := text[at:]
	q := Quantity{Start: i, End: n.end, Value: n.value, Unit: "位", Kind: Rank, Chinese: !n.arabic}
	switch {
	case strings.HasPrefix(rest, "季度"), strings.HasPrefix(rest, "个季度"), strings.HasPrefix(rest, "个月"):
		_, end, _ := lex.unitAt(text, at)
		return s.note(i, end, Date, Decimal{})
	case strings.HasPrefix(rest, "位"):
		q.End = at + len("位")
	case strings.HasPrefix(rest, "名"):
		q.End, q.Unit = at+len("名"), "名"
	case strings.HasPrefix(rest, "强"):
	default:
		if _, _, ok := lex.unitAt(text, at); ok || !s.ranked(i, n.end) {
			return i + w
		}
	}
	end := s.report(q, false)
	last := &s.out[len(s.out)-1]
	last.Comparator = AtMost
	return end
}

// top reads 首位 as the first rank.
func (s *scanner) top(i, w int) int {
	const first = "首位"
	if !strings.HasPrefix(s.text[i:], first) || startsWithAny(s.text[i+len(first):], []string{"度", "产业", "战略"}) {
		return i + w
	}
	if lex.layings.endBefore(s.text, i) {
		return i + len(first)
	}
	return s.report(Quantity{Start: i, End: i + len(first), Value: NewDecimal(1, 0), Unit: "位", Kind: Rank, Chinese: true}, false)
}
