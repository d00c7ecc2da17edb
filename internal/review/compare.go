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
		both = wholeNumbers(a, b, both)
		put(Piece{Text: string(a[i:both.a]), Old: true})
		put(Piece{Text: string(b[k:both.b]), New: true})
		put(Piece{Text: string(a[both.a : both.a+both.n])})
		i, k = both.a+both.n, both.b+both.n
	}
	return list
}

// wholeNumbers takes from a block what is only a part of a number: 441 became
// 460, not 4 and something.
func wholeNumbers(a, b []rune, k block) block {
	digit := func(text []rune, i int) bool {
		return i >= 0 && i < len(text) && (text[i] >= '0' && text[i] <= '9' || text[i] == '.')
	}
	for k.n > 0 && digit(a, k.a) && (digit(a, k.a-1) || digit(b, k.b-1)) {
		k.a, k.b, k.n = k.a+1, k.b+1, k.n-1
	}
	for end := k.a + k.n; k.n > 0 && digit(a, end-1) && (digit(a, end) || digit(b, k.b+k.n)); end = k.a + k.n {
		k.n--
	}
	return k
}
