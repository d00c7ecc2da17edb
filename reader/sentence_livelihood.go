package reader

import (
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/zhtext"
	"github.com/luoshi-project/luoshi/zhtext/words"
)

// markLivelihood marks the sentences of the paragraphs that follow the
// announcement of a list of livelihood works (办好十件民生实事：), one numbered
// item a paragraph. Numbered paragraphs that are more or fewer than the works
// announced are no list of them.
func markLivelihood(text string, blocks []block, sentences []sentence) {
	listing := false
	var items []int // sentences of the list so far
	var announced []quantity.Quantity
	paragraphs := int64(0)
	end := func() {
		if listing && (len(announced) == 0 || slices.ContainsFunc(announced, func(q quantity.Quantity) bool { return q.Value.Equal(quantity.NewDecimal(paragraphs, 0)) })) {
			for _, i := range items {
				sentences[i].livelihood = true
			}
		}
		listing, items, paragraphs = false, items[:0], 0
	}
	first := 0
	for _, b := range blocks {
		for first < len(sentences) && sentences[first].start < b.start {
			first++
		}
		last := first
		for last < len(sentences) && sentences[last].start < b.end {
			last++
		}
		at := first
		first = last
		if b.kind != bodyBlock || at == last {
			if b.kind == headingBlock {
				end()
			}
			continue
		}
		if listing && ordinalAt(text[b.start:b.end]) != noForm {
			paragraphs++
			for ; at < last; at++ {
				items = append(items, at)
			}
			continue
		}
		end()
		if s := sentences[last-1]; s.role != RoleReview && announcesWorks(text[s.start:s.end]) {
			listing, announced = true, quantity.Scan(text[s.start:s.end])
		}
	}
	end()
}

// announcesWorks tells whether a sentence announces a list of livelihood works.
func announcesWorks(s string) bool {
	switch {
	case !livelihoodWorks.In(s):
		return false
	case strings.HasSuffix(s, "："):
		return true
	}
	return strings.HasSuffix(s, "。") && (zhtext.Contains(s, "以下") || countsWorks(s))
}

// countsWorks tells whether a sentence says how many works there are (办好15件民生实事), not
// only that there are some (竭力办好民生实事).
func countsWorks(s string) bool {
	for i := 0; i < len(s); i += runeLen(s[i]) {
		if classifiers.Begins(s[i:]) && i > 0 && (digitByte(s[i-1]) || numeralEnds.End(s[:i])) {
			return true
		}
	}
	return false
}

var livelihoodWorks = phrases.list("livelihoodWorks")

var (
	classifiers = words.NewList("件", "项", "个", "大", "方面")
	numeralEnds = words.NewEndings("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百")
)
