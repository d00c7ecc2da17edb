package workday

// Each answer here comes with settled: whether it rests on official notices
// alone (see IsWorkday). An answer that is not settled is provisional.

// RollForward is d itself if it is worked, else the next day that is.
func (c *Calendar) RollForward(d Date) (day Date, settled bool) { return c.roll(d, 1) }

// RollBack is d itself if it is worked, else the last day before that is.
func (c *Calendar) RollBack(d Date) (day Date, settled bool) { return c.roll(d, -1) }

func (c *Calendar) roll(d Date, step int) (Date, bool) {
	n, settled := d.Number(), true
	for ; ; n += step {
		k := c.kind(n)
		settled = settled && k&official != 0
		if k&worked != 0 {
			return FromNumber(n), settled
		}
	}
}

// Next is the first working day after d.
func (c *Calendar) Next(d Date) (day Date, settled bool) { return c.AddWorkdays(d, 1) }

// AddWorkdays is the n-th working day after d, which is not counted itself;
// with a negative n, the n-th before d; with 0, d itself whatever day it is.
// It takes time in proportion to n.
func (c *Calendar) AddWorkdays(d Date, n int) (day Date, settled bool) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	at, settled := d.Number(), true
	for n > 0 {
		at += step
		k := c.kind(at)
		settled = settled && k&official != 0
		if k&worked != 0 {
			n--
		}
	}
	return FromNumber(at), settled
}

// CountWorkdays counts the working days after from up to and including to. For
// a to before from it is minus the number of working days from to up to the
// day before from, so that CountWorkdays(d, AddWorkdays(d, n)) is n for every n.
func (c *Calendar) CountWorkdays(from, to Date) (n int, settled bool) {
	a, b, sign := from.Number()+1, to.Number()+1, 1
	if b < a {
		a, b, sign = b-1, a-1, -1
	}
	settled = true
	for ; a < b; a++ {
		k := c.kind(a)
		settled = settled && k&official != 0
		if k&worked != 0 {
			n += sign
		}
	}
	return n, settled
}
