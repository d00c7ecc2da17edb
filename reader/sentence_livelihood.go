package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext/words"
)

// markLivelihood marks the sentences of the paragraphs that follow the
// announcement of a list of livelihood works (办好十件民生实事：), one numbered
// item a paragraph.
func markLivelihood(text string, blocks []block, sentences []sentence) {
	listing := false
	first := 0
	for _, b := range blocks {
		for first < len(sentences) && sentences[first].start < b.start {
			first++
		}
		last := first
		for last < len(sentences) && sentences[last].start < b.end {
			last++
		}
		in := sentences[first:last]
		first = last
		if b.kind != bodyBlock || len(in) == 0 {
			if b.kind == headingBlock {
				listing = false
			}
			continue
		}
		if listing && ordinalAt(text[b.start:b.end]) != noForm {
			for i := range in {
				in[i].livelihood = true
			}
			continue
		}
		end := in[len(in)-1]
		listing = end.role != RoleReview && announcesWorks(text[end.start:end.end])
	}
}

// announcesWorks tells whether a sentence announces a list of livelihood works.
func announcesWorks(s string) bool {
	if !strings.HasSuffix(s, "：") && !strings.HasSuffix(s, "。") {
		return false
	}
	return livelihoodWorks.In(s)
}

var livelihoodWorks = words.NewList("民生实事", "惠民实事", "为民实事", "民心工程", "民生工程", "民生事项")
