package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// The bounds of a topic sentence, in characters.
const (
	longParagraph  = 450 // a paragraph that treats several topics
	longestTopic   = 18
	longestCounted = 32 // of a topic that is counted (一是…)
	leastTreatment = 25 // what follows a topic at least
	leastSpacing   = 60
)

// markTopics marks the sentences that stand inside a paragraph as headings of
// what follows them: 一是狠抓招商引资。积极参加… and, in long paragraphs that go
// from topic to topic, short sentences without an object of their own
// (强化高质量投资。开展…，推进…。扩大消费新需求。实施…).
func markTopics(text string, blocks []block, sections []section, sentences []sentence) {
	first := 0
	for _, b := range blocks {
		for first < len(sentences) && sentences[first].start < b.start {
			first++
		}
		last := first
		for last < len(sentences) && sentences[last].start < b.end {
			last++
		}
		if b.kind == bodyBlock {
			markTopicsOf(text, b, sections, sentences[first:last])
		}
		first = last
	}
}

func markTopicsOf(text string, b block, sections []section, in []sentence) {
	var topics []int
	for i := range in {
		s := &in[i]
		if s.heading || s.role != RolePlan && s.role != RoleOutlook && s.role != RoleSelfGovernment || i+1 == len(in) ||
			s.section >= 0 && sections[s.section].livelihood {
			continue
		}
		words := text[s.start:s.end]
		if !isTopic(words) {
			continue
		}
		if n := enumerator(words); n > 0 && enumerator(text[in[i+1].start:in[i+1].end]) == 0 {
			s.heading = true
			continue
		}
		if strings.HasPrefix(text[in[i+1].start:], "坚持") {
			s.heading = true
			continue
		}
		if codePoints(text[in[i+1].start:in[i+1].end]) >= leastTreatment {
			topics = append(topics, i)
		}
	}
	if len(topics) < 2 || codePoints(text[b.start:b.end]) < longParagraph || !leadsBody(in, topics[0]) {
		return
	}
	for k := 1; k < len(topics); k++ {
		if codePoints(text[in[topics[k-1]].start:in[topics[k]].start]) < leastSpacing {
			return // short sentences in a row are tasks, not topics
		}
	}
	for _, i := range topics {
		in[i].heading = true
	}
}

// leadsBody tells whether at most an introduction stands before sentence i of a paragraph,
// headings apart: one that goes from topic to topic does not come to the first one late.
func leadsBody(in []sentence, i int) bool {
	before := 0
	for _, s := range in[:i] {
		if !s.heading {
			before++
		}
	}
	return before <= 1
}

// isTopic tells whether a sentence is one short clause, or two where it is
// counted, that names nothing one could check.
func isTopic(s string) bool {
	s = topicEnds.trimRight(s)
	longest, counted := longestTopic, enumerator(s) > 0
	if counted {
		longest = longestCounted
	}
	if len(s) > longest*utf8.UTFMax || codePoints(s) > longest {
		return false
	}
	for _, w := range []string{"，", "、", "；", "：", "“", "等", "项目", "工程", "试点", "高铁", "高速", "机场", "行动", "活动"} {
		if !zhtext.Contains(s, w) {
			continue
		}
		if n := strings.Count(s, w); !(counted && (w == "、" || w == "，" && n == 1 || strings.HasSuffix(s, w+"建设"))) {
			return false
		}
	}
	return !holdsDigit(s)
}

// topicEnds are the marks that such a sentence ends with.
var topicEnds = newCharSet("。！")

// enumerator returns the length of 一是, 二要 … that s begins with, or 0.
func enumerator(s string) int {
	n := 0
	for len(s) >= n+3 && hanDigits.at(s, n) {
		n += 3
	}
	if n == 0 || n > 9 || !startsWith(s[n:], "是", "要") || strings.HasPrefix(s[n:], "要素") {
		return 0
	}
	return n + len("是")
}
