package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// phraseAt returns the length and form of the phrase that may head the
// paragraph s, or 0: 扩大有效益的投资。 before what is to be done for it.
func phraseAt(s string) (int, ordinalForm) {
	k := sentenceEnd(s[:min(len(s), coupletTitle+6)])
	if k < 12 || k > coupletTitle || len(s)-k < 60 || !strings.HasSuffix(s[:k], "。") {
		return 0, noForm
	}
	switch words := s[:k-len("。")]; phraseWords(words) {
	case 1:
		if k <= phraseTitle {
			return k, phraseForm
		}
	case 2:
		if urgeWords.Begins(words) {
			return k, coupletForm
		}
	}
	return 0, noForm
}

// phraseWords counts the phrases of s, the first sentence of a paragraph. It is
// 0 where they cannot head the paragraph: they tell something by themselves.
func phraseWords(s string) int {
	quoted, phrases := 0, 1
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case digit(c) && quoted == 0:
			return 0
		case c == '%':
			return 0
		case c == 0xEF && i+2 < len(s) && s[i+1] == 0xBC: // ；：？！ and ，
			switch s[i+2] {
			case 0x9B, 0x9A, 0x9F, 0x81:
				return 0
			case 0x8C:
				if phrases++; phrases > 2 {
					return 0
				}
			}
		case c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80:
			if s[i+2] == 0x9C {
				quoted++
			} else if s[i+2] == 0x9D {
				quoted--
			}
		}
	}
	if narrateWords.Begins(s) || zhtext.Contains(s, "是") || zhtext.Contains(s, "我们") || zhtext.Contains(s, "主要做了") || zhtext.Contains(s, "以下") {
		return 0
	}
	return phrases
}

// boldHeadings returns the headings that bold type sets off inside block i
// after its first heading.
func boldHeadings(text string, b block, i, after int) []heading {
	var out []heading
	for _, m := range b.bold {
		if m.start < after || m.start <= b.start || m.end-m.start > phraseTitle || m.end-m.start < 12 || m.end >= b.end {
			continue
		}
		end := m.end
		for _, stop := range [...]string{"。", "：", "！"} {
			if strings.HasPrefix(text[m.end:b.end], stop) {
				end = m.end + len(stop)
			}
		}
		inside := strings.HasSuffix(text[m.start:m.end], "。")
		if end == m.end && !inside || strings.Contains(strings.TrimSuffix(text[m.start:m.end], "。"), "。") || end == b.end {
			continue
		}
		out = append(out, heading{block: i, last: i, start: m.start, title: m.start, end: end, titleEnd: m.end, form: boldForm, runIn: true})
	}
	return out
}

// keepPhrases keeps the phrases that head a paragraph where the section has
// several, or where the document is written so throughout. Two phrases with a
// comma are a promise more often than a heading: they need more company.
func keepPhrases(text string, heads []heading) []heading {
	all := 0
	for _, h := range heads {
		if h.form == phraseForm {
			all++
		}
	}
	out := heads[:0]
	for i := 0; i < len(heads); {
		if heads[i].form < phraseForm {
			out = append(out, heads[i])
			i++
			continue
		}
		j, phrases, couplets := i, 0, 0
		for ; j < len(heads) && heads[j].form >= phraseForm; j++ {
			switch heads[j].form {
			case phraseForm:
				phrases++
			case coupletForm:
				couplets++
			}
		}
		paragraphs := heads[j-1].block - heads[i].block + 1
		usual := false
		if len(out) > 0 && all >= 8 {
			// Written so throughout, below the parts themselves.
			form := out[len(out)-1].form
			usual = form != hanForm && form != majorForm
		}
		for _, h := range heads[i:j] {
			keep := len(out) > 0
			switch h.form {
			case phraseForm:
				keep = keep && (phrases > 1 && (phrases+couplets)*5 >= paragraphs*2 || usual && urgeWords.Begins(text[h.title:h.titleEnd]))
			case coupletForm:
				keep = keep && couplets > 1 && phrases+couplets > 2 && (phrases+couplets)*5 >= paragraphs*3
			}
			if keep {
				out = append(out, h)
			}
		}
		i = j
	}
	return out
}
