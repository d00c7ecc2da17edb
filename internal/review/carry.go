package review

import (
	"cmp"
	"slices"
)

// carry brings the items of one reading over to the next: old ones from the
// text that c maps from, fresh ones as the reader found them in the new text.
// What a person decided moves with its characters. It returns the items of the
// new reading, without ids where they are new, and those whose text is gone.
func carry(c *carrier, old, fresh []Item) (items, gone []Item) {
	cr := &carrying{carrier: c, fresh: fresh, used: make([]bool, len(fresh)), taken: map[spot]bool{}}
	// What was decided goes first, so that it is never pushed aside.
	order := slices.Clone(old)
	slices.SortStableFunc(order, func(a, b Item) int { return rank(&a) - rank(&b) })
	for i := range order {
		it, ok := cr.bring(order[i])
		at := spot{it.Kind, it.Start, it.End}
		if !ok || cr.taken[at] {
			lost := order[i]
			lost.Change = Gone
			gone = append(gone, lost)
			continue
		}
		cr.taken[at] = true
		items = append(items, it)
	}
	kept := slices.Clone(items)
	for i := range fresh {
		it := &fresh[i]
		if cr.used[i] || slices.ContainsFunc(kept, func(k Item) bool { return k.Kind == it.Kind && overlap(&k, it) }) {
			continue
		}
		added := *it
		added.ID, added.Change = "", Added
		items = append(items, added)
	}
	sortItems(items)
	sortItems(gone)
	return items, gone
}

func rank(it *Item) int {
	if it.decided() {
		return 0
	}
	return 1
}

type spot struct {
	kind       Kind
	start, end int
}

type carrying struct {
	*carrier
	fresh []Item
	used  []bool // fresh items that stand for an old one
	taken map[spot]bool
}

// bring takes one item over, or tells that its text is gone.
func (c *carrying) bring(it Item) (Item, bool) {
	end, start, to := c.land(it.Start, it.End)
	was := it.Quote
	it.Change, it.Was, it.Touched = "", "", 0
	switch end {
	case stays, moves:
		before := clause(c.a, it.Start, it.End)
		it.Start, it.End = start, to
		if end == moves {
			it.Change = Moved
		}
		same := c.at(&it)
		if it.Kind == Indicator && it.decided() && before != clause(c.b, start, to) && !reads(same, &it) {
			// The number stands, but what is said of it does not.
			it.Status, it.Change, it.Was = Open, Uncertain, before
		}
		if same != nil {
			it = merged(it, same)
		}
	case rewords:
		it.Start, it.End, it.Quote = start, to, string(c.b[start:to])
		found := c.nearest(&it)
		if found == nil && !it.decided() {
			return it, false
		}
		if found != nil {
			it = taken(it, found)
		}
		it.Status, it.Change, it.Was = Open, Reworded, was
	case uncertain:
		it.Start, it.End = start, to
		same := c.at(&it)
		if !it.decided() {
			if same == nil {
				return it, false
			}
			return merged(it, same), true
		}
		it.Status, it.Change, it.Was = Open, Uncertain, was
	default:
		return it, false
	}
	return it, true
}

// reads tells whether the reader says the same of a figure as before.
func reads(fresh, it *Item) bool {
	return fresh != nil && fresh.Figure != nil && it.Figure != nil && *fresh.Figure == *it.Figure
}

// at finds the fresh item of the same kind and range.
func (c *carrying) at(it *Item) *Item {
	for i := range c.fresh {
		if f := &c.fresh[i]; !c.used[i] && f.Kind == it.Kind && f.Start == it.Start && f.End == it.End {
			c.used[i] = true
			return f
		}
	}
	return nil
}

// nearest finds the fresh item of the same kind that shares most with a range.
func (c *carrying) nearest(it *Item) *Item {
	best, most := -1, 0
	for i := range c.fresh {
		f := &c.fresh[i]
		if c.used[i] || f.Kind != it.Kind || !overlap(f, it) {
			continue
		}
		if n := shared(f, it); n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		return nil
	}
	c.used[best] = true
	return &c.fresh[best]
}

func shared(a, b *Item) int { return min(a.End, b.End) - max(a.Start, b.Start) }

// overlap tells whether two ranges share at least half of the shorter one.
func overlap(a, b *Item) bool {
	n := shared(a, b)
	return n > 0 && 2*n >= min(a.End-a.Start, b.End-b.Start)
}

// merged is an old item with what the reader says of the same characters now;
// what a person decided stays.
func merged(it Item, fresh *Item) Item {
	it.Section, it.Suggestions, it.Doubt = fresh.Section, fresh.Suggestions, fresh.Doubt
	if !it.decided() {
		it.Fields = fresh.Fields
	}
	return it
}

// taken is an old item that stands on the range of a fresh one now. A title
// that a person wrote stays; figures are those of the new text.
func taken(it Item, fresh *Item) Item {
	title := it.Title
	it.Start, it.End, it.Quote, it.Section = fresh.Start, fresh.End, fresh.Quote, fresh.Section
	it.Fields, it.Suggestions, it.Doubt = fresh.Fields, fresh.Suggestions, fresh.Doubt
	if it.Fixed {
		it.Title = cmp.Or(title, it.Title)
	}
	return it
}
