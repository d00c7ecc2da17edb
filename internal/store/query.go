package store

import (
	"database/sql"
	"strconv"
	"strings"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// where builds the conditions of a query.
type where struct {
	engine engine
	args   []any
	all    []string
	from   string
}

func (w *where) arg(v any) string {
	w.args = append(w.args, v)
	return "$" + strconv.Itoa(len(w.args))
}

func (w *where) add(condition string) { w.all = append(w.all, condition) }

// in writes a list of values; an empty one holds nothing.
func in[T ~string](w *where, list []T) string {
	if len(list) == 0 {
		return "(NULL)"
	}
	marks := make([]string, len(list))
	for i, v := range list {
		marks[i] = w.arg(string(v))
	}
	return "(" + strings.Join(marks, ", ") + ")"
}

// light is the state of a listing at a parameter's instant, as
// deadline.Clock.State tells it.
func light(now string) string {
	return `CASE WHEN l.base IN ('done', 'paused') THEN l.base
		WHEN l.overdue_after < ` + now + ` THEN 'overdue'
		WHEN l.silent_after < ` + now + ` THEN 'not_reported'
		WHEN l.base = 'no_progress' THEN l.base
		WHEN l.soon_from <= ` + now + ` THEN 'due_soon'
		ELSE l.base END`
}

// colour is the colour of a state, as deadline.Lights tells it.
func colour(state string) string {
	return `CASE ` + state + ` WHEN 'overdue' THEN 'red' WHEN 'not_reported' THEN l.silent_colour WHEN 'no_progress' THEN l.still_colour
		WHEN 'due_soon' THEN 'yellow' WHEN 'made_up' THEN 'yellow' WHEN 'normal' THEN 'green' ELSE 'grey' END`
}

// conditions turns a query into SQL over listing l and, where it needs it,
// matters m.
func (t *tx) conditions(q *ledger.Query) *where {
	w := &where{engine: t.store.engine, from: "listing l"}
	if q.Text != "" {
		w.text(q.Text)
	}
	if len(q.Units) > 0 {
		w.add("l.lead IN " + in(w, q.Units))
	}
	if len(q.Lights) > 0 || len(q.Colours) > 0 {
		now := w.arg(t.now.UnixMicro())
		if len(q.Lights) > 0 {
			w.add(light(now) + " IN " + in(w, q.Lights))
		}
		if len(q.Colours) > 0 {
			w.add(colour("("+light(now)+")") + " IN " + in(w, q.Colours))
		}
	}
	if len(q.Statuses) > 0 {
		w.add("l.status IN " + in(w, q.Statuses))
	}
	if q.Open {
		w.add("l.base <> 'done'")
	}
	if len(q.Lists) > 0 {
		w.add("l.list IN " + in(w, q.Lists))
	}
	if q.InCharge != "" {
		w.add("l.in_charge = " + w.arg(q.InCharge))
	}
	if q.Source != "" {
		w.add("l.source = " + w.arg(string(q.Source)))
	}
	if q.Document != "" {
		w.add("l.n IN (SELECT n FROM matters WHERE document = " + w.arg(q.Document) + " AND document <> '')")
	}
	if q.Parent != "" {
		w.add("l.n IN (SELECT n FROM matters WHERE parent = " + w.arg(q.Parent) + " AND parent <> '')")
	}
	if !q.DueFrom.IsZero() {
		w.add("l.due >= " + w.arg(q.DueFrom.UnixMicro()))
	}
	if !q.DueTo.IsZero() {
		w.add("l.due < " + w.arg(q.DueTo.UnixMicro()))
	}
	if q.Seen != nil {
		w.seen(q.Seen)
	}
	if len(w.all) == 0 {
		w.add("1 = 1")
	}
	return w
}

// text begins with what is found: the join is made in this order.
func (w *where) text(text string) {
	look := w.engine.look(text)
	switch {
	case look == "":
		w.add("1 = 0")
	case w.engine.sqlite:
		w.from = "search f CROSS JOIN listing l ON l.n = f.rowid"
		w.add("f.pairs MATCH " + w.arg(look))
	default:
		w.from = "search f JOIN listing l ON l.n = f.n"
		w.add("f.pairs @@ " + w.arg(look) + "::tsquery")
	}
}

func (w *where) seen(s *ledger.Seen) {
	if len(s.Units) == 0 && len(s.Seats) == 0 {
		w.add("1 = 0")
		return
	}
	units, seats := in(w, s.Units), in(w, s.Seats)
	w.add("(l.lead IN " + units + " OR l.assigning IN " + units + " OR l.in_charge IN " + seats +
		" OR l.n IN (SELECT n FROM others WHERE unit IN " + units + ")" +
		" OR l.n IN (SELECT n FROM matters WHERE proposer <> '' AND proposer IN " + seats + "))")
}

// usual is how many rows a page has where nothing is said.
const usual = 20

// List implements ledger.Reader.
func (t *tx) List(q ledger.Query) (ledger.Page, error) {
	page := ledger.Page{Now: t.now, Total: -1}
	w := t.conditions(&q)
	limit, number := q.Limit, max(q.Page, 1)
	if limit <= 0 {
		limit = usual
	}
	conditions := strings.Join(w.all, " AND ")
	if !q.NoTotal {
		if err := t.row("SELECT count(*) FROM "+w.from+" WHERE "+conditions, w.args, &page.Total); err != nil {
			return page, err
		}
		if page.Total <= (number-1)*limit {
			return page, nil
		}
	}
	find := "SELECT l.n, l.due FROM " + w.from + " WHERE " + conditions +
		" ORDER BY l.due, l.n LIMIT " + w.arg(limit) + " OFFSET " + w.arg((number-1)*limit)
	err := t.each("SELECT "+rowColumns+" FROM ("+find+") p JOIN listing l ON l.n = p.n JOIN matters m ON m.n = p.n ORDER BY p.due, p.n",
		w.args, func(rows *sql.Rows) error {
			r, err := scanRow(rows)
			page.Rows = append(page.Rows, r)
			return err
		})
	return page, err
}

// Lights implements ledger.Reader.
func (t *tx) Lights(q ledger.Query) ([]ledger.LightCount, error) {
	w := t.conditions(&q)
	now := w.arg(t.now.UnixMicro())
	found := map[deadline.State]map[deadline.Colour]int{}
	err := t.each("SELECT "+light(now)+" AS state, l.silent_colour, l.still_colour, count(*) FROM "+w.from+
		" WHERE "+strings.Join(w.all, " AND ")+" GROUP BY 1, 2, 3", w.args, func(rows *sql.Rows) error {
		var state, silent, still string
		var n int
		if err := rows.Scan(&state, &silent, &still, &n); err != nil {
			return err
		}
		s := deadline.State(state)
		if found[s] == nil {
			found[s] = map[deadline.Colour]int{}
		}
		found[s][deadline.Lights{NotReported: deadline.Colour(silent), NoProgress: deadline.Colour(still)}.Colour(s)] += n
		return nil
	})
	var counts []ledger.LightCount
	for _, s := range deadline.States() {
		for _, c := range []deadline.Colour{deadline.Red, deadline.Yellow, deadline.Green, deadline.Grey} {
			if n := found[s][c]; n > 0 {
				counts = append(counts, ledger.LightCount{State: s, Colour: c, Count: n})
			}
		}
	}
	return counts, err
}
