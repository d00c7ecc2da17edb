package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"sync"

	"github.com/luoshi-project/luoshi/internal/audit"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// A sheet holds in memory what lists filter and sort by, of all matters, for a
// process that answers many questions. It is no second truth: each transaction
// that asks brings it up to the end of the chain that the transaction sees, by
// the events that came since, whichever process wrote them.
type sheet struct {
	seq   int64            // the event that it stands at
	since map[int64]string // hashes of it and of events before it
	order []int64          // of since, the oldest first

	codes map[string]uint32 // short for the words below
	words []string

	lines  []line
	others []uint32 // the units beside the lead unit of all lines
	gone   int      // how many of these no line points at any more
	byN    []int32  // positions of lines by n
	byDue  []int32  // by due, then n
	byLast []int32  // by last, then n

	finding sync.Mutex
	texts   map[string]bits // what was found of late, by what was looked for
}

// A line is a matter as lists filter and sort it. Instants that never come are
// deadline.Never. It holds no pointers, which spares the collector looking.
type line struct {
	n                               int64
	due, overdue, silent, soon      int64
	last                            int64
	lead, list, assigning, inCharge uint32
	document, parent, proposer      uint32
	status, source, waits, asks     uint32
	others, beside                  uint32 // where in sheet.others they begin, and how many
	base                            base
	silentRed, stillRed             bool
}

// A base is deadline.Clock.Base.
type base uint8

const (
	normal base = iota
	madeUp
	noProgress
	paused
	done
	unassigned
)

var bases = map[string]base{
	string(deadline.Normal): normal, string(deadline.MadeUp): madeUp, string(deadline.NoProgress): noProgress,
	string(deadline.Paused): paused, string(deadline.Done): done, string(deadline.Unassigned): unassigned,
}

// bits mark lines by their position.
type bits []uint64

func (b bits) set(i int32)      { b[i>>6] |= 1 << (i & 63) }
func (b bits) has(i int32) bool { return int(i>>6) < len(b) && b[i>>6]&(1<<(i&63)) != 0 }

// sheets is the sheet of a store, nil until it is read.
type sheets struct {
	mu        sync.RWMutex
	held      *sheet
	following sync.Mutex // who brings it up to date; others read it meanwhile
}

// remembered is how many events a sheet knows to be before its own: those who
// read began a moment ago.
const remembered = 4096

// Hold reads what lists filter by into memory and keeps it there, up to date: a
// server calls it once. Until it returns, and where a question cannot be answered
// from there, lists are read from the database as ever.
func (s *Store) Hold(ctx context.Context) error {
	var made *sheet
	err := s.run(ctx, false, func(t *tx) (err error) {
		made, err = t.readSheet()
		return err
	})
	if err != nil {
		return err
	}
	s.sheets.mu.Lock()
	s.sheets.held = made
	s.sheets.mu.Unlock()
	return nil
}

// letGo forgets the sheet: rows were made anew, maybe under other numbers.
func (s *Store) letGo() {
	s.sheets.mu.Lock()
	s.sheets.held = nil
	s.sheets.mu.Unlock()
}

// onSheet calls f with the sheet as it stands at the end of the chain that the
// transaction sees, or a moment later; done is false where there is none.
func (t *tx) onSheet(f func(*sheet) error) (done bool, err error) {
	if t.write {
		return false, nil // it sees what is not written yet
	}
	all := &t.store.sheets
	for range 3 {
		behind, done, err := all.ask(t.head, f)
		if done || err != nil || behind == nil {
			return done, err
		}
		if err := t.follow(behind); err != nil {
			return false, err
		}
	}
	return false, nil
}

// ask calls f with the sheet if it stands at the end of a chain or after it. It
// returns the sheet where that is behind.
func (all *sheets) ask(h head, f func(*sheet) error) (behind *sheet, done bool, err error) {
	all.mu.RLock()
	defer all.mu.RUnlock()
	switch s := all.held; {
	case s == nil:
		return nil, false, nil
	case s.knows(h):
		return nil, true, f(s)
	case h.seq > s.seq:
		return s, false, nil
	}
	return nil, false, nil // another ledger than it was, or a very old view of it
}

// knows tells whether the sheet stands at the end of a chain or after it.
func (s *sheet) knows(h head) bool {
	hash, ok := s.since[h.seq]
	return ok && hash == string(h.hash)
}

// remember notes an event that the sheet has taken in.
func (s *sheet) remember(seq int64, hash audit.Hash) {
	s.since[seq] = string(hash)
	s.order = append(s.order, seq)
	if len(s.order) >= 2*remembered {
		for _, old := range s.order[:remembered] {
			delete(s.since, old)
		}
		s.order = slices.Clone(s.order[remembered:])
	}
}

// A news is what became of a matter, in words.
type news struct {
	line   line
	words  [11]string
	beside []string
}

// follow brings the sheet up to the end of the chain that the transaction sees.
func (t *tx) follow(s *sheet) error {
	all := &t.store.sheets
	all.following.Lock()
	defer all.following.Unlock()
	if t.head.seq <= s.seq {
		return nil // somebody else did meanwhile
	}
	type passed struct {
		seq  int64
		hash audit.Hash
	}
	var events []passed
	var matters []any
	seen := map[string]bool{}
	reworded := false
	err := t.each("SELECT seq, stream, kind, hash FROM events WHERE seq >= $1 AND seq <= $2 ORDER BY seq", []any{s.seq, t.head.seq}, func(rows *sql.Rows) error {
		var e passed
		var stream, kind string
		if err := rows.Scan(&e.seq, &stream, &kind, (*[]byte)(&e.hash)); err != nil {
			return err
		}
		events = append(events, e)
		if e.seq > s.seq && !seen[stream] {
			seen[stream] = true
			matters = append(matters, stream)
		}
		reworded = reworded || e.seq > s.seq && (kind == string(ledger.KindDocketed) || kind == string(ledger.KindAmended))
		return nil
	})
	if err != nil {
		return err
	}
	if s.seq > 0 && (len(events) == 0 || events[0].seq != s.seq || !s.knows(head{seq: s.seq, hash: events[0].hash})) {
		t.store.letGo() // another ledger stands in its place
		return nil
	}
	changed, err := t.news(matters)
	if err != nil {
		return err
	}
	all.mu.Lock()
	defer all.mu.Unlock()
	lines := make([]line, len(changed))
	for i := range changed {
		l := &lines[i]
		*l = changed[i].line
		for j, into := range l.words() {
			*into = s.code([]byte(changed[i].words[j]))
		}
		for _, unit := range changed[i].beside {
			s.add(l, []byte(unit))
		}
	}
	s.put(lines)
	if reworded {
		clear(s.texts)
	}
	for _, e := range events {
		if e.seq > s.seq {
			s.remember(e.seq, e.hash)
		}
	}
	s.seq = t.head.seq
	return nil
}

// news reads matters as they stand.
func (t *tx) news(matters []any) ([]news, error) {
	var list []news
	var numbers []any
	at := map[int64]int{}
	err := t.eachOf(findLines, matters, func(rows *sql.Rows) error {
		var n news
		err := scanLine(rows, &n.line, func(i int, word []byte) { n.words[i] = string(word) })
		at[n.line.n], numbers, list = len(list), append(numbers, n.line.n), append(list, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = t.eachOf(findBeside, numbers, func(rows *sql.Rows) error {
		var n int64
		var unit string
		err := rows.Scan(&n, &unit)
		list[at[n]].beside = append(list[at[n]].beside, unit)
		return err
	})
	return list, err
}

// lineColumns are the columns that scan reads, of matters m, clocks l and listing o.
const lineColumns = "m.n, l.lead, l.due, " + overdueAfter + ", l.silent_after, l.soon_from, l.base, " + silentColour + ", " + stillColour + `,
	o.status, o.list, o.source, o.assigning, o.in_charge, o.last_at, o.waits, o.asks, m.document, m.parent, m.proposer`

var (
	findLines  = bulkIn("SELECT "+lineColumns+" FROM matters m JOIN clocks l ON l.n = m.n JOIN listing o ON o.n = m.n WHERE m.id IN ", "")
	findBeside = bulkIn("SELECT n, unit FROM others WHERE n IN ", " ORDER BY n, unit")
	findRows   = bulkIn("SELECT m.n, "+rowColumns+" FROM matters m JOIN clocks l ON l.n = m.n JOIN listing o ON o.n = m.n WHERE m.n IN ", "")
)

// code is short for a word.
func (s *sheet) code(word []byte) uint32 {
	c, ok := s.codes[string(word)]
	if !ok {
		c = uint32(len(s.words)) //nolint:gosec // there are far fewer
		s.codes[string(word)], s.words = c, append(s.words, string(word))
	}
	return c
}

// words are where a line keeps its words, in the order of lineColumns.
func (l *line) words() [11]*uint32 {
	return [...]*uint32{&l.lead, &l.status, &l.list, &l.source, &l.assigning, &l.inCharge, &l.waits, &l.asks, &l.document, &l.parent, &l.proposer}
}

// scanLine reads a line, all but its words: these it hands over.
func scanLine(rows *sql.Rows, l *line, word func(i int, word []byte)) error {
	var overdue, silent, soon sql.NullInt64
	var w [11]sql.RawBytes
	var state, silentColour, stillColour sql.RawBytes
	err := rows.Scan(&l.n, &w[0], &l.due, &overdue, &silent, &soon, &state, &silentColour, &stillColour,
		&w[1], &w[2], &w[3], &w[4], &w[5], &l.last, &w[6], &w[7], &w[8], &w[9], &w[10])
	if err != nil {
		return err
	}
	l.overdue, l.silent, l.soon = orNever(overdue), orNever(silent), orNever(soon)
	l.base = bases[string(state)]
	l.silentRed, l.stillRed = string(silentColour) == string(deadline.Red), string(stillColour) == string(deadline.Red)
	for i := range w {
		word(i, w[i])
	}
	return nil
}

// add adds a unit beside the lead unit. Those of one line come one after the
// other.
func (s *sheet) add(l *line, unit []byte) {
	if l.beside == 0 {
		l.others = uint32(len(s.others)) //nolint:gosec // there are far fewer
	}
	s.others = append(s.others, s.code(unit))
	l.beside++
}

// besides are the units beside the lead unit.
func (s *sheet) besides(l *line) []uint32 { return s.others[l.others : l.others+l.beside] }

// readSheet reads the whole sheet.
func (t *tx) readSheet() (*sheet, error) {
	s := &sheet{seq: t.head.seq, since: map[int64]string{}, codes: map[string]uint32{}, texts: map[string]bits{}}
	s.code(nil)
	s.remember(t.head.seq, t.head.hash)
	// The wide table is read only where it says something: its indexes know where.
	slim := `l.n, l.lead, l.due, ` + overdueAfter + `, l.silent_after, l.soon_from, l.base, ` + silentColour + `, ` + stillColour + `,
		o.status, o.list, o.source, o.assigning, o.in_charge, o.last_at, o.waits, o.asks, '', '', ''`
	var size int
	if err := t.row("SELECT count(*) FROM clocks", nil, &size); err != nil {
		return nil, err
	}
	s.lines = make([]line, 0, size+size/20)
	err := t.each("SELECT "+slim+" FROM clocks l JOIN listing o ON o.n = l.n ORDER BY l.n", nil, func(rows *sql.Rows) error {
		var l line
		words := l.words()
		err := scanLine(rows, &l, func(i int, word []byte) { *words[i] = s.code(word) })
		s.lines = append(s.lines, l)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.sort()
	rest := []struct {
		q   string
		set func(l *line, word []byte)
	}{
		{"SELECT n, unit FROM others ORDER BY n, unit", s.add},
		{"SELECT n, document FROM matters WHERE document <> ''", func(l *line, word []byte) { l.document = s.code(word) }},
		{"SELECT n, parent FROM matters WHERE parent <> ''", func(l *line, word []byte) { l.parent = s.code(word) }},
		{"SELECT n, proposer FROM matters WHERE proposer <> ''", func(l *line, word []byte) { l.proposer = s.code(word) }},
	}
	for _, r := range rest {
		err := t.each(r.q, nil, func(rows *sql.Rows) error {
			var n int64
			var word sql.RawBytes
			err := rows.Scan(&n, &word)
			if i, ok := s.find(n); ok && err == nil {
				r.set(&s.lines[i], word)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return s, nil
}

// find is the position of the line of a matter.
func (s *sheet) find(n int64) (int32, bool) {
	at, ok := slices.BinarySearchFunc(s.byN, n, func(i int32, n int64) int { return cmp.Compare(s.lines[i].n, n) })
	if !ok {
		return 0, false
	}
	return s.byN[at], true
}

func (s *sheet) compareN(a, b int32) int { return cmp.Compare(s.lines[a].n, s.lines[b].n) }

func (s *sheet) compareDue(a, b int32) int {
	return cmp.Or(cmp.Compare(s.lines[a].due, s.lines[b].due), s.compareN(a, b))
}

func (s *sheet) compareLast(a, b int32) int {
	return cmp.Or(cmp.Compare(s.lines[a].last, s.lines[b].last), s.compareN(a, b))
}

// sort puts all positions in their orders.
func (s *sheet) sort() {
	s.byN = s.byN[:0]
	for i := range s.lines {
		s.byN = append(s.byN, int32(i)) //nolint:gosec // simulate.Check bounds what anybody ever saw to ten million
	}
	if !slices.IsSortedFunc(s.byN, s.compareN) {
		slices.SortFunc(s.byN, s.compareN)
	}
	s.byDue, s.byLast = append(s.byDue[:0], s.byN...), append(s.byLast[:0], s.byN...)
	slices.SortFunc(s.byDue, s.compareDue)
	slices.SortFunc(s.byLast, s.compareLast)
}

// many changes are taken in faster by sorting all.
const many = 500

// put takes lines in.
func (s *sheet) put(changed []line) {
	defer s.tidy()
	if len(changed) > many {
		for i := range changed {
			if at, ok := s.find(changed[i].n); ok {
				s.gone += int(s.lines[at].beside)
				s.lines[at] = changed[i]
			} else {
				s.lines = append(s.lines, changed[i])
			}
		}
		s.sort()
		return
	}
	for i := range changed {
		at, ok := s.find(changed[i].n)
		if ok {
			s.byDue = s.without(s.byDue, at, s.compareDue)
			s.byLast = s.without(s.byLast, at, s.compareLast)
			s.gone += int(s.lines[at].beside)
			s.lines[at] = changed[i]
		} else {
			at = int32(len(s.lines)) //nolint:gosec // as above
			s.lines = append(s.lines, changed[i])
			s.byN = s.with(s.byN, at, s.compareN)
		}
		s.byDue = s.with(s.byDue, at, s.compareDue)
		s.byLast = s.with(s.byLast, at, s.compareLast)
	}
}

// tidy drops the units that no line points at, when they have become many.
func (s *sheet) tidy() {
	if s.gone <= 1000+len(s.lines)/2 {
		return
	}
	others := make([]uint32, 0, len(s.others)-s.gone)
	for i := range s.lines {
		l := &s.lines[i]
		begin := uint32(len(others)) //nolint:gosec // as above
		others = append(others, s.besides(l)...)
		l.others = begin
	}
	s.others, s.gone = others, 0
}

func (s *sheet) with(order []int32, at int32, compare func(a, b int32) int) []int32 {
	i, _ := slices.BinarySearchFunc(order, at, compare)
	return slices.Insert(order, i, at)
}

func (s *sheet) without(order []int32, at int32, compare func(a, b int32) int) []int32 {
	i, ok := slices.BinarySearchFunc(order, at, compare)
	if !ok {
		return order
	}
	return slices.Delete(order, i, i+1)
}
