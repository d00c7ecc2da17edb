package zhtext

import "slices"

// glossCost marks a reading that belongs to the character before it.
const glossCost = 1<<16 - 1

// price notes what each token costs after those before it.
func (rd *restoration) price() {
	line := rd.model.id['\n']
	ids := slices.Grow(rd.ids[:0], len(rd.tokens)+3)
	ids = append(ids, line, line, line)
	for i := range rd.tokens {
		t := &rd.tokens[i]
		if t.r == bracket && rd.glossedAt(i) {
			t.cost = glossCost
			continue
		}
		t.cost = 0
		ids = append(ids, rd.model.id[t.class])
	}
	rd.ids = ids
	rd.model.prices(ids)
	costs := ids[3:]
	for i := range rd.tokens {
		t := &rd.tokens[i]
		if t.cost == glossCost {
			continue
		}
		t.cost, costs = costs[0], costs[1:]
		if t.r == bracket || isMark(t.r) {
			t.cost = markCost
		}
	}
}

// A priced is a character with what it costs so far, and the contexts that it ends.
type priced struct {
	id, cost   uint16
	place      int32 // where it is among those that follow the last character, -1 where it is not
	two, three int32
	left       bool // it is not in the context of the last two
}

// priceBlock is how many characters are priced at a time.
const priceBlock = 256

// prices turns characters that follow one another into what step says they cost. It
// goes over each block of them once for each length of the contexts: no character
// waits there for what is looked up for the one before.
func (m *model) prices(ids []uint16) {
	var list [1 + priceBlock]priced
	for len(ids) > 0 {
		n := min(len(ids), priceBlock)
		for i, id := range ids[:n] {
			list[1+i] = m.afterOne(list[i].id, id)
		}
		for i := range n {
			m.afterTwo(list[i].two, &list[1+i])
		}
		for i := range n {
			m.afterThree(&list[i], &list[1+i])
			ids[i] = list[1+i].cost
		}
		list[0] = list[n]
		ids = ids[n:]
	}
}

func (m *model) afterOne(last, id uint16) priced {
	c := priced{id: id}
	at := m.place(last, id)
	if c.place = int32(at); at >= 0 {
		_, cost := m.follower(at)
		c.cost, c.two = uint16(cost), m.longer(at)
	}
	return c
}

func (m *model) afterTwo(two int32, c *priced) {
	if c.place < 0 || two == 0 {
		return
	}
	context := m.context(two)
	at := m.find(context, c.id)
	if at < 0 {
		c.left = true
		c.cost += uint16(context.leave)
		return
	}
	_, cost := m.follower(at)
	c.cost, c.three = uint16(cost), m.longer(at)
}

func (m *model) afterThree(before, c *priced) {
	switch {
	case c.place < 0:
		c.cost = uint16(m.leave(past{one: before.id, two: before.two, three: before.three})) + m.alone[c.id]
	case before.three == 0:
	case c.left:
		c.cost += uint16(m.leaving(before.three))
	default:
		context := m.context(before.three)
		if at := m.find(context, c.id); at >= 0 {
			_, cost := m.follower(at)
			c.cost = uint16(cost)
		} else {
			c.cost += uint16(context.leave)
		}
	}
}
