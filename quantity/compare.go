package quantity

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// MayBeRough reports whether text holds a word that makes a figure an approximate
// one. Where it is false, Scan finds no comparator About; it costs much less.
func MayBeRough(text string) bool {
	return slices.ContainsFunc(lex.rough, func(word string) bool { return strings.Contains(text, word) })
}

// compared fills in From, To and Comparator from the words beside the token.
// Words before floor belong to an earlier token.
func compared(text string, q *Quantity, floor int, vague bool) {
	left, from := leftComparator(text, q, floor)
	right, to := rightComparator(text, q)
	q.From, q.To = from, to
	q.Comparator = settle(left, right, vague)
	if q.Ranged {
		q.Comparator = Range
	}
}

// settle weighs the words on both sides: 超过…以上 is above, 控制在…以内 at most.
func settle(left, right Comparator, vague bool) Comparator {
	switch {
	case right == AtLeast && left == Above:
		return Above
	case right == About && left != "" && left != Equal:
		return left
	case right != "":
		return right
	case left != "" && left != Equal:
		return left
	case vague:
		return Above
	}
	return Equal
}

// leftComparator reads the words before the token: 不低于, 超过, 近.
func leftComparator(text string, q *Quantity, floor int) (cmp Comparator, from int) {
	from = q.Start
	at := trimSpace(text, from, floor)
	for range 3 {
		is, start, ok := lex.left.before(text, at)
		if !ok || start < floor {
			_, start, filler := lex.fillers.before(text, at)
			if !filler || start < floor || cmp != "" || q.Kind == Points {
				return cmp, from
			}
			at = trimSpace(text, start, floor)
			continue
		}
		if is == Equal || !suits(text, q, start, at) {
			return cmp, from
		}
		if cmp == "" || cmp == About {
			cmp = is
		}
		from = start
		at = trimSpace(text, start, floor)
	}
	return cmp, from
}

// suits reports whether the word text[start:end] compares this quantity. 上 does
// so only before a bare magnitude (上万, 跃上千亿元), 过 before amounts (过百亿, 过5亿元); 近三年 is the last three years;
// 高于 says with points how far two figures are apart.
func suits(text string, q *Quantity, start, end int) bool {
	switch text[start:end] {
	case "上", "迈上", "跃上", "跨上", "站上", "登上":
		return q.Bare
	case "过":
		return q.Bare || q.Kind == Money || q.Kind == Percent
	case "近":
		return q.Kind != Duration
	case "高于", "低于", "大于", "小于", "高出", "超出":
		return q.Kind != Points && trimSpace(text, q.Start, end) == end
	}
	return true
}

// rightComparator reads the words after the token: 以上, 左右, 以内.
func rightComparator(text string, q *Quantity) (Comparator, int) {
	at := skipSpace(text, q.End)
	is, end, ok := lex.right.after(text, at)
	if ok {
		return is, end
	}
	switch q.Kind {
	case Percent: // 两成多的农户
		if !strings.HasSuffix(text[:q.End], "成") {
			break
		}
		fallthrough
	case Duration, Measure, Times, Fold:
		if c, w := classAt(text, at); c == more && endsPhrase(text, at+w) {
			return Above, at + w
		}
		if strings.HasPrefix(text[at:], "内") && q.Unit != "年" && !insideNext(text, at+len("内")) {
			return AtMost, at + len("内")
		}
	}
	return "", q.End
}

// endsPhrase reports whether 多 before text[i:] stands by itself: 三年多来.
func endsPhrase(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return !isHan(r) || r == '的' || r == '来' || r == '时' || r == '以'
}
