package web

import (
	"cmp"
	"net/url"
	"slices"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// boardRoutes are the first picture for leaders and the wall chart.
func boardRoutes() []Route {
	listed := Rule{Roles: business, Scope: Listed}
	return []Route{
		{At: "GET /board", Rule: listed, Do: showBoard},
		{At: "GET /board/wall", Rule: listed, Do: showWall},
		{At: "GET /board/circular", Rule: listed, Do: showCircular},
	}
}

// redsShown is how many red matters the first picture names.
const redsShown = 20

// A lightBar counts the matters of one unit, list, leader or place by colour.
// Each number opens the matters behind it.
type lightBar struct {
	Name   string
	To     string // address of all its open matters
	Red    int
	Yellow int
	Green  int
	Paused int
	Idle   int // not assigned: neither in time nor late
	Done   int // cleared
	Per    int // share cleared of what was assigned, in whole per cent
}

// Open is how many matters are not cleared.
func (b *lightBar) Open() int { return b.Red + b.Yellow + b.Green + b.Paused + b.Idle }

// All counts what is cleared too.
func (b *lightBar) All() int { return b.Open() + b.Done }

// Assigned is how many were ever assigned: what was not cannot be cleared.
func (b *lightBar) Assigned() int { return b.All() - b.Idle }

// Of is the address of the matters of one colour or light.
func (b *lightBar) Of(light string) string {
	u, err := url.Parse(b.To)
	if err != nil {
		return b.To
	}
	query := u.Query()
	query.Set("light", light)
	if light == string(deadline.Done) {
		query.Del("open")
	}
	u.RawQuery = query.Encode()
	return u.String()
}

func (b *lightBar) add(c ledger.LightCount) {
	switch {
	case c.State == deadline.Done:
		b.Done += c.Count
	case c.Colour == deadline.Red:
		b.Red += c.Count
	case c.Colour == deadline.Yellow:
		b.Yellow += c.Count
	case c.Colour == deadline.Green:
		b.Green += c.Count
	case c.State == deadline.Unassigned:
		b.Idle += c.Count
	default:
		b.Paused += c.Count
	}
}

func (b *lightBar) share() {
	if all := b.Assigned(); all > 0 {
		b.Per = b.Done * 100 / all
	}
}

// A boardPage is the first picture.
type boardPage struct {
	Whole   lightBar
	Units   []lightBar
	Lists   []lightBar
	Leaders []lightBar
	Places  []lightBar
	Reds    []redLine
	MoreRed int
	Year    int // share of the year that is over, in whole per cent
}

// A redLine is a red matter with its reason.
type redLine struct {
	ledger.Row
	Light Light
	Why   string
}

func showBoard(q *Request) (Answer, error) {
	p, err := newBoard(q)
	if err != nil {
		return nil, err
	}
	reds, err := q.Ledger().List(q.Context(), q.Person, ledger.Query{Colours: []deadline.Colour{deadline.Red}, Open: true, Limit: redsShown})
	if err != nil {
		return nil, err
	}
	p.MoreRed = reds.Total - len(reds.Rows)
	standings, err := q.Ledger().Standings(q.Context(), q.Person, reds.Rows)
	if err != nil {
		return nil, err
	}
	for i := range reds.Rows {
		state, colour := reds.Rows[i].Light(reds.Now)
		p.Reds = append(p.Reds, redLine{reds.Rows[i], Light{State: state, Colour: colour}, standings[i].Light.Reason(q.Lang)})
	}
	return Page{Name: "board", Title: q.T("rail.board"), Data: p}, nil
}

func newBoard(q *Request) (*boardPage, error) {
	p := &boardPage{Whole: lightBar{Name: q.T("board.whole"), To: "/ledger?open=1"}}
	leads, err := tally(q, ledger.Query{}, ledger.ByLead)
	if err != nil {
		return nil, err
	}
	for i := range leads {
		p.Whole.add(leads[i].LightCount)
	}
	p.Whole.share()
	p.Units = bars(leads, func(key string) (string, string) {
		return q.UnitName(key), q.ledgerLedBy(key)
	})
	p.Places = placesOf(q, leads)
	lists, err := tally(q, ledger.Query{}, ledger.ByList)
	if err != nil {
		return nil, err
	}
	p.Lists = bars(lists, func(key string) (string, string) { return key, "/ledger?open=1&list=" + url.QueryEscape(key) })
	leaders, err := tally(q, ledger.Query{}, ledger.ByInCharge)
	if err != nil {
		return nil, err
	}
	p.Leaders = bars(leaders, func(key string) (string, string) {
		name := key
		if seat := q.Rules.Org.Seat(key); seat != nil {
			name = q.PersonName(seat.Holder)
		}
		return name, ledgerUnder(key)
	})
	day := q.Today()
	first := day
	first.Month, first.Day = 1, 1
	p.Year = day.Sub(first) * 100 / 365
	return p, nil
}

// ledgerLedBy is the address of the open matters that a unit itself leads.
func (q *Request) ledgerLedBy(unit string) string {
	if q.Rules.Org.Parted(unit) {
		return ledgerOf(unit) + "&alone=1"
	}
	return ledgerOf(unit)
}

// ledgerUnder is the address of the open matters in the charge of a leader's seat.
func ledgerUnder(seat string) string { return "/ledger?open=1&leader=" + url.QueryEscape(seat) }

// bars adds counts up by name, those with most red first. Matters without a
// unit, list or leader are left out.
func bars(tally []ledger.Tally, name func(key string) (string, string)) []lightBar {
	at := map[string]int{}
	var list []lightBar
	for i := range tally {
		if tally[i].Key == "" {
			continue
		}
		n, to := name(tally[i].Key)
		j, ok := at[to]
		if !ok {
			j = len(list)
			at[to], list = j, append(list, lightBar{Name: n, To: to})
		}
		list[j].add(tally[i].LightCount)
	}
	for i := range list {
		list[i].share()
	}
	slices.SortStableFunc(list, func(a, b lightBar) int {
		return cmp.Or(b.Red-a.Red, b.Yellow-a.Yellow, b.Open()-a.Open(), cmp.Compare(a.To, b.To))
	})
	return list
}
