package reckon

import (
	"fmt"

	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/reader"
)

// A unitRow is what a unit measures and how many of the base unit it is.
type unitRow struct {
	dimension string
	factor    quantity.Decimal
}

func (w *Words) loadUnits() error {
	rows, err := embedded("units.tsv", 3)
	if err != nil {
		return err
	}
	for _, r := range rows {
		f, err := quantity.ParseDecimal(r.cells[2])
		if err != nil {
			return fmt.Errorf("units.tsv:%d: %w", r.line, err)
		}
		w.units[r.cells[0]] = unitRow{r.cells[1], f}
	}
	return nil
}

// An amount is the number of an indicator in the base unit of its dimension,
// negative where something falls.
type amount struct {
	low, high quantity.Decimal // equal but for a range
	dimension string
}

var (
	one     = quantity.NewDecimal(1, 0)
	hundred = quantity.NewDecimal(100, 0)
)

// amountOf reads the value of an indicator; ok is false where it has none.
func (w *Words) amountOf(ind *reader.Indicator) (a amount, ok bool) {
	low, err := quantity.ParseDecimal(ind.Value)
	if err != nil {
		return a, false
	}
	high := low
	if ind.ValueMax != "" {
		if high, err = quantity.ParseDecimal(ind.ValueMax); err != nil {
			return a, false
		}
	}
	row, known := w.units[ind.Unit]
	switch {
	case known:
	case ind.Unit == "" && ind.Measure != "count":
		row = unitRow{"number", one}
	default:
		row = unitRow{"things", one}
	}
	if ind.Measure == "growth" {
		switch row.dimension {
		case "times": // 增长1.6倍
			row = unitRow{"percent", hundred}
		case "doublings": // 翻一番
			if low.Equal(one) && high.Equal(one) {
				row = unitRow{"percent", hundred}
			}
		}
	}
	a = amount{low: low.Mul(row.factor), high: high.Mul(row.factor), dimension: row.dimension}
	if ind.Direction == "down" && (ind.Measure == "growth" || ind.Measure == "change") {
		a.low, a.high = a.high.Neg(), a.low.Neg()
	}
	return a, true
}

// sameDimension tells whether two amounts can be set beside each other. People
// and things are both counted.
func sameDimension(a, b string) bool {
	counted := func(d string) bool { return d == "people" || d == "things" || d == "number" }
	return a == b || counted(a) && counted(b)
}
