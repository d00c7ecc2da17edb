package web

import (
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// rowsAWall is how many rows fit on the wall at a size that can be read from
// the back of a room.
const rowsAWall = 10

// A wall is the wall chart (挂图作战): months across, leaders or units down, a
// pin for each light of what is due there.
type wall struct {
	Board  *boardPage
	By     string // leaders or units
	Months []wallMonth
	Sheets [][]wallRow // what is shown at one time
	At     time.Time
	Map    *wallMap // the operator's, nil for none
}

type wallMonth struct {
	Title string
	Here  bool
}

type wallRow struct {
	lightBar
	Cells []wallCell
}

// A wallCell is a month of a row: its matters by light, the gravest first.
type wallCell struct {
	Here bool
	Pins []wallPin
	More int // matters of lights that have no room, 0 for none
	To   string
}

// pinsACell is how many lights of one month have room in a row.
const pinsACell = 2

type wallPin struct {
	ledger.LightCount
	To string
}

// Legend lists the lights that are on the wall, the gravest first, each once.
func (w *wall) Legend() []wallPin {
	found := map[deadline.State]wallPin{}
	for _, sheet := range w.Sheets {
		for i := range sheet {
			for _, cell := range sheet[i].Cells {
				for _, pin := range cell.Pins {
					found[pin.State] = pin
				}
			}
		}
	}
	var list []wallPin
	for _, state := range deadline.States() {
		if pin, ok := found[state]; ok {
			list = append(list, pin)
		}
	}
	return list
}

func showWall(q *Request) (Answer, error) {
	board, err := newBoard(q)
	if err != nil {
		return nil, err
	}
	leads, err := tally(q, ledger.Query{}, ledger.ByLead)
	if err != nil {
		return nil, err
	}
	w := &wall{Board: board, By: "units", At: q.Now, Map: mapOf(q.Site.opt.Map, q.Rules.Org, leads)}
	group, rows, to := ledger.ByLead, board.Units, q.ledgerLedBy
	if q.Text("by") == "leaders" || q.Text("by") == "" && len(board.Leaders) > 1 {
		w.By, group, rows, to = "leaders", ledger.ByInCharge, board.Leaders, ledgerUnder
	}
	lines := make([]wallRow, len(rows))
	at := map[string]*wallRow{}
	for i := range rows {
		lines[i].lightBar = rows[i]
		at[rows[i].To] = &lines[i]
	}
	today := q.Today()
	for month := time.January; month <= time.December; month++ {
		from := workday.Date{Year: today.Year, Month: month, Day: 1}
		until := workday.Date{Year: today.Year, Month: month + 1, Day: 1}
		if month == time.December {
			until = workday.Date{Year: today.Year + 1, Month: time.January, Day: 1}
		}
		here := month == today.Month
		w.Months = append(w.Months, wallMonth{q.T("board.month", int(month)), here})
		asked := ledger.Query{Open: true, DueFrom: from.At(0), DueTo: until.At(0)}
		if month == time.January {
			asked.DueFrom = time.Time{} // what is left from the year before stands at its beginning
		}
		counts, err := tally(q, asked, group)
		if err != nil {
			return nil, err
		}
		for i := range lines {
			lines[i].Cells = append(lines[i].Cells, wallCell{Here: here})
		}
		span := "&to=" + until.AddDays(-1).String()
		if month > time.January {
			span += "&from=" + from.String()
		}
		for _, c := range counts {
			row := at[to(c.Key)]
			if row == nil || c.State == deadline.Done {
				continue
			}
			cell := &row.Cells[len(row.Cells)-1]
			if len(cell.Pins) == pinsACell {
				cell.More, cell.To = cell.More+c.Count, row.To+span
				continue
			}
			cell.Pins = append(cell.Pins, wallPin{c.LightCount, row.To + span + "&light=" + string(c.State)})
		}
	}
	for len(lines) > 0 {
		n := min(rowsAWall, len(lines))
		w.Sheets = append(w.Sheets, lines[:n])
		lines = lines[n:]
	}
	return Page{Name: "wall", Title: q.T("board.wall"), Area: "board", Data: w, Bare: true, Script: []string{"js/wall.js"}}, nil
}
