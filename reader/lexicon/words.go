package lexicon

import "github.com/luoshi-project/luoshi/zhtext/words"

// Words is a set of words that is looked up at the start of a text.
type Words struct {
	list *words.List
}

// Match returns the length in bytes of the longest word of the set at the start
// of text, or 0.
func (w *Words) Match(text string) int {
	_, n := w.list.Longest(text)
	return n
}

func loadWords(src source, file, column string) (*Words, error) {
	rows, err := src.table(file, column)
	if err != nil {
		return nil, err
	}
	list := make([]string, 0, len(rows))
	seen := make(map[string]int, len(rows))
	for _, r := range rows {
		if err := unique(seen, r, r.cells[0]); err != nil {
			return nil, err
		}
		list = append(list, r.cells[0])
	}
	return &Words{words.NewList(list...)}, nil
}

// unique keeps the line where each word stands first, and refuses a second.
func unique(seen map[string]int, r row, word string) error {
	if line, ok := seen[word]; ok {
		return r.errorf("%q stands already on line %d", word, line)
	}
	seen[word] = r.line
	return nil
}
