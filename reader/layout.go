package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// layOut turns the text of a document into the view the grammar reads: one
// line a paragraph.
func layOut(text string) (*zhtext.View, []block) {
	b := zhtext.NewBuilder(text)
	var blocks []block
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		start := b.Len()
		for i := at; i < end; {
			c := text[i]
			if c == ' ' || c == '*' || c == '\t' || c == '\r' {
				i++
				continue
			}
			if strings.HasPrefix(text[i:], "\u3000") {
				i += 3
				continue
			}
			j := i + 1
			for j < end && text[j]&0xC0 == 0x80 {
				j++
			}
			b.Keep(i, j)
			i = j
		}
		if b.Len() > start {
			blocks = append(blocks, block{start: start, end: b.Len()})
			b.Put("\n", end, min(end+1, len(text)))
		}
		at = end + 1
	}
	return b.View(), blocks
}
