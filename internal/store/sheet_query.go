package store

import (
	"cmp"
	"database/sql"
	"math"
	"slices"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// A sieve is a query of a sheet: what SQL of the same query says (conditions).
type sieve struct {
	sheet *sheet
	now   int64

	units, statuses, lists, inCharge, source, document set
	parent, waits                                      set
	lit                                                bool // to some lights
	lamps                                              [11]bool
	open                                               bool
	from, to, soonTo                                   int64 // all included
	none                                               bool  // no matter has what is asked for
	asks                                               ledger.Ask
	parted                                             set  // units with others below them
	limited                                            bool // to what somebody may see
	seenUnits, seenSeats                               set
	numbered, text                                     bits
}

// A set holds codes; nil holds all.
type set []bool

func (s set) has(code uint32) bool { return s == nil || int(code) < len(s) && s[code] }

// coded holds the codes of words; known is false where no matter has any of them.
func coded[T ~string](s *sheet, words []T) (all set, known bool) {
	all = make(set, len(s.words))
	for _, w := range words {
		if c, ok := s.codes[string(w)]; ok {
			all[c], known = true, true
		}
	}
	return all, known
}

// limit limits the sieve to words, unless there are none.
func limit[T ~string](v *sieve, s *sheet, into *set, words []T) {
	if len(words) > 0 {
		var known bool
		*into, known = coded(s, words)
		v.none = v.none || !known
	}
}

// sieve turns a query into one of the sheet.
func (t *tx) sieve(s *sheet, q *ledger.Query) (*sieve, error) {
	v := &sieve{sheet: s, now: t.now.UnixMicro(), open: q.Open, from: math.MinInt64, to: math.MaxInt64, soonTo: math.MaxInt64}
	one := func(into *set, word string) {
		if word != "" {
			limit(v, s, into, []string{word})
		}
	}
	limit(v, s, &v.units, q.Units)
	limit(v, s, &v.lists, q.Lists)
	limit(v, s, &v.statuses, q.Statuses)
	if limit(v, s, &v.waits, q.Waits); v.waits != nil {
		v.waits[s.codes[""]] = false
	}
	if v.asks = q.Asks; v.asks != "" {
		v.parted, _ = coded(s, q.Parted)
	}
	one(&v.inCharge, q.InCharge)
	one(&v.source, string(q.Source))
	one(&v.document, q.Document)
	one(&v.parent, q.Parent)
	if len(q.Lights) > 0 || len(q.Colours) > 0 {
		v.lit = true
		for i, l := range lamps {
			v.lamps[i] = (len(q.Lights) == 0 || slices.Contains(q.Lights, l.state)) && (len(q.Colours) == 0 || slices.Contains(q.Colours, l.colour))
		}
	}
	if !q.DueFrom.IsZero() {
		v.from = q.DueFrom.UnixMicro()
	}
	if !q.DueTo.IsZero() {
		v.to = q.DueTo.UnixMicro() - 1
	}
	if !q.SoonTo.IsZero() {
		v.soonTo = q.SoonTo.UnixMicro() - 1
	}
	if q.Seen != nil {
		v.limited = true
		v.seenUnits, _ = coded(s, q.Seen.Units)
		v.seenSeats, _ = coded(s, q.Seen.Seats)
	}
	if v.none {
		return v, nil
	}
	var err error
	if len(q.Numbers) > 0 {
		if v.numbered, err = t.numbered(s, q.Numbers); err != nil {
			return v, err
		}
	}
	if q.Text == "" {
		return v, nil
	}
	v.text, err = t.found(s, q.Text)
	return v, err
}

// numbered marks the lines of some numbers.
func (t *tx) numbered(s *sheet, numbers []string) (bits, error) {
	marked := make(bits, (len(s.lines)+63)/64)
	err := t.eachOf(findNumbered, anys(numbers), func(rows *sql.Rows) error {
		var number string
		var n int64
		err := rows.Scan(&number, &n)
		if i, ok := s.find(n); ok {
			marked.set(i)
		}
		return err
	})
	return marked, err
}

// found marks the lines whose text holds what is looked for.
func (t *tx) found(s *sheet, text string) (bits, error) {
	s.finding.Lock()
	have, ok := s.texts[text]
	s.finding.Unlock()
	if ok {
		return have, nil
	}
	found := make(bits, (len(s.lines)+63)/64)
	look := t.store.engine.look(text)
	if look == "" {
		return found, nil
	}
	q := "SELECT n FROM search WHERE pairs @@ $1::tsquery"
	if t.store.engine.sqlite {
		q = "SELECT rowid FROM search WHERE search MATCH $1"
	}
	err := t.each(q, []any{look}, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		if i, ok := s.find(n); ok {
			found.set(i)
		}
		return err
	})
	if err == nil && t.head.seq == s.seq { // not of a moment before
		s.finding.Lock()
		defer s.finding.Unlock()
		if len(s.texts) >= mostTexts {
			clear(s.texts)
		}
		s.texts[text] = found
	}
	return found, err
}

// mostTexts is how many texts a sheet remembers the finds of.
const mostTexts = 64

// lamp is the index in lamps of the light of a line.
func (l *line) lamp(now int64) int {
	switch {
	case l.base == done:
		return 9
	case l.base == paused:
		return 8
	case l.base == unassigned:
		return 10
	case l.overdue < now:
		return 0
	case l.silent < now && l.silentRed:
		return 1
	case l.silent < now:
		return 2
	case l.base == noProgress && l.stillRed:
		return 3
	case l.base == noProgress:
		return 4
	case l.soon <= now:
		return 5
	case l.base == madeUp:
		return 6
	}
	return 7
}

// keeps tells whether a line is one of those that are asked for.
func (v *sieve) keeps(l *line, at int32) bool {
	return (!v.open || l.base != done) && v.units.has(l.lead) && v.statuses.has(l.status) && v.lists.has(l.list) && v.inCharge.has(l.inCharge) &&
		v.source.has(l.source) && v.document.has(l.document) && v.parent.has(l.parent) && v.waits.has(l.waits) &&
		l.due >= v.from && l.due <= v.to && l.soon <= v.soonTo &&
		(v.numbered == nil || v.numbered.has(at)) &&
		(v.text == nil || v.text.has(at)) &&
		(!v.lit || v.lamps[l.lamp(v.now)]) &&
		(v.asks == "" || v.asks == v.asked(l)) &&
		(!v.limited || v.sees(l))
}

// asked is what a line asks of the unit that handles it, as where.asks says.
func (v *sieve) asked(l *line) ledger.Ask {
	ask := ledger.Ask(v.sheet.words[l.asks])
	if ask == ledger.AsksPass && !v.parted.has(l.lead) {
		return ledger.AsksReport
	}
	return ask
}

// keep marks the lines that are asked for, in the order in which they stand in
// memory, and counts them.
func (v *sieve) keep() (kept bits, total int) {
	s := v.sheet
	kept = make(bits, (len(s.lines)+63)/64)
	if v.none {
		return kept, 0
	}
	for i := range s.lines {
		if at := int32(i); v.keeps(&s.lines[i], at) { //nolint:gosec // positions fit
			kept.set(at)
			total++
		}
	}
	return kept, total
}

// sees tells whether a line belongs to a unit or a seat on any side.
func (v *sieve) sees(l *line) bool {
	if v.seenUnits.has(l.lead) || v.seenUnits.has(l.assigning) || v.seenSeats.has(l.inCharge) || l.proposer != 0 && v.seenSeats.has(l.proposer) {
		return true
	}
	for _, unit := range v.sheet.besides(l) {
		if v.seenUnits.has(unit) {
			return true
		}
	}
	return false
}

// ordered is the order of a list, and whether it is read from its end.
func (s *sheet) ordered(o ledger.Order) (positions []int32, back bool) {
	switch o {
	case ledger.NumberFirst, ledger.NumberLast:
		return s.byN, o == ledger.NumberLast
	case ledger.ChangedFirst, ledger.ChangedLast:
		return s.byLast, o == ledger.ChangedLast
	}
	return s.byDue, o == ledger.DueLast
}

// listFrom lists the rows of a query by a sheet.
func (t *tx) listFrom(s *sheet, q *ledger.Query, page *ledger.Page) error {
	v, err := t.sieve(s, q)
	if err != nil {
		return err
	}
	limit, number := q.Limit, max(q.Page, 1)
	if limit <= 0 {
		limit = usual
	}
	kept, total := v.keep()
	if !q.NoTotal {
		page.Total = total
	}
	var numbers []any
	positions, back := s.ordered(q.Order)
	for i, skip := 0, (number-1)*limit; i < len(positions) && total > skip && len(numbers) < limit; i++ {
		at := positions[i]
		if back {
			at = positions[len(positions)-1-i]
		}
		switch {
		case !kept.has(at):
		case skip > 0:
			skip--
			total--
		default:
			numbers = append(numbers, s.lines[at].n)
		}
	}
	rows := make(map[int64]ledger.Row, len(numbers))
	err = t.eachOf(findRows, numbers, func(r *sql.Rows) error {
		n, row, err := scanNumbered(r)
		rows[n] = row
		return err
	})
	for _, n := range numbers {
		if row, ok := rows[n.(int64)]; ok { //nolint:forcetypeassert // put in above
			page.Rows = append(page.Rows, row)
		}
	}
	return err
}

// tallyFrom counts the lines of a query by light, and by group unless that is
// empty.
func (t *tx) tallyFrom(s *sheet, q *ledger.Query, by ledger.Group) ([]ledger.Tally, error) {
	v, err := t.sieve(s, q)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(s.words)*len(lamps))
	for i := range s.lines {
		l := &s.lines[i]
		if v.none || !v.keeps(l, int32(i)) { //nolint:gosec // positions fit
			continue
		}
		var group uint32
		switch by {
		case ledger.ByLead:
			group = l.lead
		case ledger.ByList:
			group = l.list
		case ledger.ByInCharge:
			group = l.inCharge
		}
		counts[int(group)*len(lamps)+l.lamp(v.now)]++
	}
	var list []ledger.Tally
	for i, n := range counts {
		if n > 0 {
			lamp := &lamps[i%len(lamps)]
			list = append(list, ledger.Tally{Key: s.words[i/len(lamps)], LightCount: ledger.LightCount{State: lamp.state, Colour: lamp.colour, Count: n}})
		}
	}
	// The lights of a group stand in their order already.
	slices.SortStableFunc(list, func(a, b ledger.Tally) int { return cmp.Compare(a.Key, b.Key) })
	return list, nil
}
