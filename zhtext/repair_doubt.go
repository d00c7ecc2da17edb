package zhtext

// longLine is how many characters a line has that ends with a mark.
const longLine = 40

// doubtEnds casts doubt on the ends of long lines that have no mark, where nearly
// all have one: bytes are lost at the ends of sentences, and what is left of two
// characters can be one that goes well with the line.
func (rd *restoration) doubtEnds() {
	var bare []int
	ended, line := 0, 0
	for i, g := range rd.out {
		if g.r != '\n' {
			continue
		}
		if i-line > longLine {
			if last := rd.out[i-1].r; last >= 0 && letter(rd.class(last)) {
				bare = append(bare, i-1)
			} else {
				ended++
			}
		}
		line = i + 1
	}
	if ended < 4*len(bare) {
		return
	}
	for _, i := range bare {
		rd.out[i].doubt = true
	}
}

// Where so many bytes were lost, what is rare is likely what is left of two characters.
const (
	lostSpan  = 400      // tokens for each place of lost bytes at most
	rareCost  = 13 * bit // a character that costs this much,
	rarePair  = 26 * bit // and what follows it this much more
	rareStart = 22 * bit // where a sentence begins, both of them
)

// doubtRare casts doubt, in a text that lost many bytes, on characters that hardly go
// with what stands beside them, though nothing better was found. Price has said what
// they cost.
func (rd *restoration) doubtRare() {
	lost := 0
	for i := range rd.out {
		if rd.out[i].lost && (i == 0 || !rd.out[i-1].lost) {
			lost++
		}
	}
	if lost*lostSpan < len(rd.tokens) {
		return
	}
	k := 0
	for i := range rd.tokens {
		t := &rd.tokens[i]
		for k < len(rd.out)-1 && rd.out[k].end <= t.start {
			k++
		}
		if g := &rd.out[k]; g.start == t.start && !g.lost && han(g.r) && rd.rare(i, k) {
			g.doubt = true
		}
	}
}

// rare reports whether the token at i, which the glyph at k is the reading of, hardly
// goes with what stands beside it.
func (rd *restoration) rare(i, k int) bool {
	opens := rd.beginsAt(k) || k > 0 && rd.out[k-1].doubt && rd.beginsAt(k-1)
	cost := int32(rd.tokens[i].cost)
	if cost < rareCost && !opens || k+1 == len(rd.out) || i+1 == len(rd.tokens) {
		return false
	}
	if stops(wide(rd.out[k+1].r)) {
		return cost >= rareCost
	}
	next := i + 1
	for next+1 < len(rd.tokens) && rd.tokens[next].cost == glossCost {
		next++
	}
	cost += int32(rd.tokens[next].cost)
	return cost >= rarePair || opens && cost >= rareStart
}

// beginsAt reports whether a sentence begins with the glyph at k.
func (rd *restoration) beginsAt(k int) bool { return k > 0 && stops(wide(rd.out[k-1].r)) }
