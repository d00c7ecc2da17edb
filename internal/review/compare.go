package review

// A Piece is a stretch of two texts laid side by side: in both, or only in the
// old one, or only in the new one.
type Piece struct {
	Text string
	Old  bool // only in the old one
	New  bool // only in the new one
}

// Compare lays two short texts side by side.
func Compare(was, now string) []Piece {
	a, b := []rune(was), []rune(now)
	al := &aligner{a: a, b: b}
	al.between(0, len(a), 0, len(b), "")
	var list []Piece
	put := func(p Piece) {
		if p.Text != "" {
			list = append(list, p)
		}
	}
	i, k := 0, 0
	for _, both := range append(joined(al.blocks), block{len(a), len(b), 0}) {
		put(Piece{Text: string(a[i:both.a]), Old: true})
		put(Piece{Text: string(b[k:both.b]), New: true})
		put(Piece{Text: string(a[both.a : both.a+both.n])})
		i, k = both.a+both.n, both.b+both.n
	}
	return list
}
