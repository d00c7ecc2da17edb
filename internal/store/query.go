package store

import (
	"database/sql"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// where builds the conditions of a query.
type where struct {
	engine  engine
	args    []any
	all     []string
	from    string
	listing bool // a condition is on listing o
}

func (w *where) arg(v any) string {
	w.args = append(w.args, v)
	return "$" + strconv.Itoa(len(w.args))
}

func (w *where) add(condition string) { w.all = append(w.all, condition) }

// more adds a condition on listing o.
func (w *where) more(condition string) {
	w.listing = true
	w.add(condition)
}

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

// A lamp is a state in a colour, with the condition under which a row of clocks l
// shows it at the instant @. Of a matter that is done, paused or not assigned no
// instant comes (ledger.RowOf), so the conditions are those of deadline.Clock.State.
type lamp struct {
	state  deadline.State
	colour deadline.Colour
	shown  string
}

// Nothing has run out: neither a result nor a report.
const inTime = " AND coalesce(" + overdueAfter + ", @) >= @ AND coalesce(l.silent_after, @) >= @"

// Only a report has run out.
const silent = "l.silent_after < @ AND coalesce(" + overdueAfter + ", @) >= @"

// lamps holds every state in every colour a regime may give it, each excluding
// the others.
var lamps = [...]lamp{
	{deadline.Overdue, deadline.Red, overdueAfter + " < @"},
	{deadline.NotReported, deadline.Red, silent + " AND " + silentColour + " = 'red'"},
	{deadline.NotReported, deadline.Yellow, silent + " AND " + silentColour + " <> 'red'"},
	{deadline.NoProgress, deadline.Red, "l.base = 'no_progress' AND " + stillColour + " = 'red'" + inTime},
	{deadline.NoProgress, deadline.Yellow, "l.base = 'no_progress' AND " + stillColour + " <> 'red'" + inTime},
	{deadline.DueSoon, deadline.Yellow, "l.soon_from <= @ AND l.base <> 'no_progress'" + inTime},
	{deadline.MadeUp, deadline.Yellow, "l.base = 'made_up' AND (l.soon_from IS NULL OR l.soon_from > @)" + inTime},
	{deadline.Normal, deadline.Green, "l.base = 'normal' AND (l.soon_from IS NULL OR l.soon_from > @)" + inTime},
	{deadline.Paused, deadline.Grey, "l.base = 'paused'"},
	{deadline.Done, deadline.Grey, "l.base = 'done'"},
	{deadline.Unassigned, deadline.Grey, "l.base = 'unassigned'"},
}

// shownAt writes a condition for the instant in a parameter.
func shownAt(condition, now string) string { return strings.ReplaceAll(condition, "@", now) }

// lit limits to some states and colours; an empty list stands for all.
func (w *where) lit(states []deadline.State, colours []deadline.Colour, now time.Time) {
	var any []string
	for _, l := range lamps {
		if (len(states) == 0 || slices.Contains(states, l.state)) && (len(colours) == 0 || slices.Contains(colours, l.colour)) {
			any = append(any, l.shown)
		}
	}
	condition := "(" + strings.Join(any, " OR ") + ")"
	switch {
	case len(any) == 0:
		condition = "1 = 0"
	case strings.Contains(condition, "@"):
		condition = shownAt(condition, w.arg(now.UnixMicro()))
	}
	w.add(condition)
}

// conditions turns a query into SQL over clocks l and, where it needs
// them, search f and listing o.
func (t *tx) conditions(q *ledger.Query) *where {
	w := &where{engine: t.store.engine, from: "clocks l"}
	if q.Text != "" {
		w.text(q.Text)
	}
	if len(q.Numbers) > 0 {
		w.add("l.n IN (SELECT n FROM matters WHERE number IN " + in(w, q.Numbers) + ")")
	}
	if len(q.Lights) > 0 || len(q.Colours) > 0 {
		w.lit(q.Lights, q.Colours, t.now) // before units: comparing numbers is cheaper
	}
	if len(q.Units) > 0 {
		w.add("l.lead IN " + in(w, q.Units))
	}
	if len(q.Statuses) > 0 {
		w.more("o.status IN " + in(w, q.Statuses))
	}
	if q.Open {
		w.add("l.base <> 'done'")
	}
	if len(q.Lists) > 0 {
		w.more("o.list IN " + in(w, q.Lists))
	}
	if q.InCharge != "" {
		w.more("o.in_charge = " + w.arg(q.InCharge))
	}
	if q.Source != "" {
		w.more("o.source = " + w.arg(string(q.Source)))
	}
	if q.Document != "" {
		w.add("l.n IN (SELECT n FROM matters WHERE document = " + w.arg(q.Document) + " AND document <> '')")
	}
	if q.Parent != "" {
		w.add("l.n IN (SELECT n FROM matters WHERE parent = " + w.arg(q.Parent) + " AND parent <> '')")
	}
	if len(q.Waits) > 0 {
		w.more("o.waits IN " + in(w, q.Waits) + " AND o.waits <> ''")
	}
	if q.Asks != "" {
		w.asks(q.Asks, q.Parted)
	}
	if !q.DueFrom.IsZero() {
		w.add("l.due >= " + w.arg(q.DueFrom.UnixMicro()))
	}
	if !q.DueTo.IsZero() {
		w.add("l.due < " + w.arg(q.DueTo.UnixMicro()))
	}
	if !q.SoonTo.IsZero() {
		w.add("l.soon_from < " + w.arg(q.SoonTo.UnixMicro()))
	}
	if q.Seen != nil {
		w.seen(q.Seen)
	}
	if w.everything() {
		w.add("1 = 1")
	}
	if w.listing {
		w.from += " JOIN listing o ON o.n = l.n"
	}
	return w
}

// everything tells whether nothing limits what is shown.
func (w *where) everything() bool { return len(w.all) == 0 || len(w.all) == 1 && w.all[0] == "1 = 1" }

// text begins with what is found: the join is made in this order.
func (w *where) text(text string) {
	look := w.engine.look(text)
	switch {
	case look == "":
		w.add("1 = 0")
	case w.engine.sqlite:
		w.from = "search f CROSS JOIN clocks l ON l.n = f.rowid"
		w.add("search MATCH " + w.arg(look))
	default:
		w.from = "search f JOIN clocks l ON l.n = f.n"
		w.add("f.pairs @@ " + w.arg(look) + "::tsquery")
	}
}

// asks limits to what matters ask of the unit that handles them. Where that has no
// others below it, what may be passed on is to be reported on.
func (w *where) asks(what ledger.Ask, parted []string) {
	if what == ledger.AsksClose {
		w.more("o.asks = 'close'")
		return
	}
	passable := "1 = 0"
	if len(parted) > 0 {
		passable = "o.asks = 'pass' AND l.lead IN " + in(w, parted)
	}
	if what == ledger.AsksPass {
		w.more(passable)
		return
	}
	w.more("o.asks <> 'close' AND NOT (" + passable + ")")
}

func (w *where) seen(s *ledger.Seen) {
	if len(s.Units) == 0 && len(s.Seats) == 0 {
		w.add("1 = 0")
		return
	}
	units, seats := in(w, s.Units), in(w, s.Seats)
	w.more("(l.lead IN " + units + " OR o.assigning IN " + units + " OR o.in_charge IN " + seats +
		" OR l.n IN (SELECT n FROM others WHERE unit IN " + units + ")" +
		" OR l.n IN (SELECT n FROM matters WHERE proposer <> '' AND proposer IN " + seats + "))")
}

// usual is how many rows a page has where nothing is said.
const usual = 20

// order is what a list is sorted by, and which way.
func (w *where) order(o ledger.Order) (key, way string) {
	switch o {
	case ledger.DueLast, ledger.NumberLast, ledger.ChangedLast:
		way = " DESC"
	}
	switch o {
	case ledger.NumberFirst, ledger.NumberLast:
		return "l.n", way
	case ledger.ChangedFirst, ledger.ChangedLast:
		if !w.listing {
			w.listing = true
			w.from += " JOIN listing o ON o.n = l.n"
		}
		return "o.last_at", way
	}
	return "l.due", way
}

// List implements ledger.Reader.
func (t *tx) List(q ledger.Query) (ledger.Page, error) {
	page := ledger.Page{Now: t.now, Total: -1}
	done, err := t.onSheet(func(s *sheet) error { return t.listFrom(s, &q, &page) })
	if done || err != nil {
		return page, err
	}
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
	key, way := w.order(q.Order)
	find := "SELECT l.n, " + key + " AS k FROM " + w.from + " WHERE " + conditions +
		" ORDER BY k" + way + ", l.n" + way + " LIMIT " + w.arg(limit) + " OFFSET " + w.arg((number-1)*limit)
	err = t.each("SELECT "+rowColumns+" FROM ("+find+") p JOIN clocks l ON l.n = p.n JOIN listing o ON o.n = p.n JOIN matters m ON m.n = p.n ORDER BY p.k"+way+", p.n"+way,
		w.args, func(rows *sql.Rows) error {
			r, err := scanRow(rows)
			page.Rows = append(page.Rows, r)
			return err
		})
	return page, err
}

// Lights implements ledger.Reader. It counts all lights in one pass over the rows:
// grouping a million of them by light would sort them first.
func (t *tx) Lights(q ledger.Query) ([]ledger.LightCount, error) {
	var counts []ledger.LightCount
	done, err := t.onSheet(func(s *sheet) error {
		tally, err := t.tallyFrom(s, &q, "")
		for i := range tally {
			counts = append(counts, tally[i].LightCount)
		}
		return err
	})
	if done || err != nil {
		return counts, err
	}
	w := t.conditions(&q)
	var numbers [len(lamps)]int
	var each []string
	var into []any
	for i := range lamps {
		each = append(each, "count(*) FILTER (WHERE k = "+strconv.Itoa(i)+")")
		into = append(into, &numbers[i])
	}
	// The limit, which is none, keeps which light it is from being asked for each.
	rows := "SELECT " + w.which(t.now) + " AS k FROM " + w.from + " WHERE " + strings.Join(w.all, " AND ") + " LIMIT " + w.arg(math.MaxInt64)
	if err := t.row("SELECT "+strings.Join(each, ", ")+" FROM ("+rows+") p", w.args, into...); err != nil {
		return nil, err
	}
	for i, n := range numbers {
		if n > 0 {
			counts = append(counts, ledger.LightCount{State: lamps[i].state, Colour: lamps[i].colour, Count: n})
		}
	}
	return counts, nil
}

// which writes the index in lamps of a row's light.
func (w *where) which(now time.Time) string {
	at, which := w.arg(now.UnixMicro()), "CASE"
	for i, l := range lamps {
		which += " WHEN " + shownAt(l.shown, at) + " THEN " + strconv.Itoa(i)
	}
	return which + " END"
}

// Tally implements ledger.Reader.
func (t *tx) Tally(q ledger.Query, by ledger.Group) ([]ledger.Tally, error) {
	var counts []ledger.Tally
	done, err := t.onSheet(func(s *sheet) (err error) {
		counts, err = t.tallyFrom(s, &q, by)
		return err
	})
	if done || err != nil {
		return counts, err
	}
	w := t.conditions(&q)
	group := "''"
	switch by {
	case ledger.ByLead:
		group = "l.lead"
	case ledger.ByList, ledger.ByInCharge:
		group = "o." + string(by)
		if !w.listing {
			w.from += " JOIN listing o ON o.n = l.n"
		}
	}
	err = t.each("SELECT "+group+", "+w.which(t.now)+", count(*) FROM "+w.from+" WHERE "+strings.Join(w.all, " AND ")+" GROUP BY 1, 2 ORDER BY 1, 2", w.args,
		func(rows *sql.Rows) error {
			var key string
			var i, n int
			if err := rows.Scan(&key, &i, &n); err != nil {
				return err
			}
			counts = append(counts, ledger.Tally{Key: key, LightCount: ledger.LightCount{State: lamps[i].state, Colour: lamps[i].colour, Count: n}})
			return nil
		})
	return counts, err
}
