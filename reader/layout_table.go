package reader

// markCells marks the cells of tables that lost their columns: many short
// lines in a row that end in no mark, a good part of them a word or a number
// only. What such a cell says cannot be told without its neighbours. Where whole
// sentences stand among them, it is a list with its numbers and names on lines of their own.
func markCells(text string, blocks []block) {
	for i := 0; i < len(blocks); i++ {
		if !cellLike(text, blocks[i]) {
			continue
		}
		cells, words, last := 0, 0, i
		for j := i; j < len(blocks) && j-last < 4; j++ {
			if ordinalAt(text[blocks[j].start:blocks[j].end]).strong() {
				break
			}
			if !cellLike(text, blocks[j]) {
				continue
			}
			cells, last = cells+1, j
			if blocks[j].end-blocks[j].start <= 15 {
				words++
			}
		}
		if n := last - i + 1; cells >= 8 && cells*4 >= n*3 && words*4 >= cells {
			for j := i; j <= last; j++ {
				blocks[j].cell = true
			}
		}
		i = last
	}
}

// cellLike reports whether block b looks like the cell of a table.
func cellLike(text string, b block) bool {
	if b.kind != bodyBlock || b.end-b.start > 96 || b.item {
		return false
	}
	s := text[b.start:b.end]
	return tailOf(s) == endsOpen && ordinalAt(s) == noForm
}
