package web

import (
	"io"
	"net/url"
	"time"

	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

func escaped(s string) string { return url.QueryEscape(s) }

// A chainChecked is what the last verification of the chain found, and who asked
// for it.
type chainChecked struct {
	At     time.Time    `json:"at"`
	By     string       `json:"by"`
	Events int64        `json:"events"`
	Heads  int          `json:"heads"`
	Hash   string       `json:"hash"`
	Fault  ledger.Words `json:"fault,omitzero"`
}

// OK tells whether nothing was wrong.
func (c *chainChecked) OK() bool { return c.Fault.IsZero() }

// everyone is in whose drawer what concerns all auditors is put by: no person's
// id is empty.
const everyone = ""

func lastCheck(q *Request) (*chainChecked, error) {
	var c chainChecked
	found, err := q.Auth().Kept(q.Context(), everyone, "admin.chain", &c)
	if !found || err != nil {
		return nil, err
	}
	return &c, nil
}

// A trailPage is the events of the ledger, for who audits it.
type trailPage struct {
	ledger.Trail
	Check  *chainChecked
	Matter string
	Person string
	Kind   string
	Kinds  []ledger.Kind
}

// eventsAPage is how many events a page of the trail shows.
const eventsAPage = 50

func showTrail(q *Request) (Answer, error) {
	p := trailPage{Matter: q.Text("matter"), Person: q.Text("person"), Kind: q.Text("kind"), Kinds: ledger.Kinds()}
	var err error
	if p.Check, err = lastCheck(q); err != nil {
		return nil, err
	}
	p.Trail, err = q.Ledger().Trail(q.Context(), q.Person, ledger.TrailQuery{
		Matter: p.Matter, Person: q.personNamed(p.Person), Kind: ledger.Kind(p.Kind), Before: int64(q.Number("before", 0)), Limit: eventsAPage,
	})
	return Page{Name: "admin_trail", Title: q.T("admin.trail"), Data: p}, err
}

// Body is what an event says, as it is chained.
func (p trailPage) Body(e ledger.Event) (string, error) {
	data, err := ledger.EncodeBody(e.Body)
	return string(data), err
}

// Subject names what an event is about: a matter by number and title, a report
// by its title.
func (p trailPage) Subject(q *Shown, e ledger.Event) ledger.Subject {
	switch e.Stream {
	case ledger.OrgStream:
		return ledger.Subject{Title: q.T("admin.org")}
	case ledger.RulesStream:
		return ledger.Subject{Title: q.T("admin.rules")}
	}
	return p.About[e.Stream]
}

// personNamed is the id of the person that somebody named by id or by name; what
// was asked where nobody is called so.
func (q *Request) personNamed(asked string) string {
	if asked == "" || q.Rules.Org.Person(asked) != nil {
		return asked
	}
	for _, p := range q.Rules.Org.Chart().People {
		if p.Name == asked {
			return p.ID
		}
	}
	return asked
}

func verifyTrail(q *Request) (Answer, error) {
	result, err := q.Site.opt.Chain.Verify(q.Context(), "")
	if err != nil {
		return nil, err
	}
	c := chainChecked{At: q.Now, By: q.Person, Events: result.Events, Heads: result.Heads, Hash: result.Hash.String()}
	if result.Fault != nil {
		c.Fault = ledger.Words{ZH: result.Fault.ZH, EN: result.Fault.EN}
	}
	if err := q.Auth().Keep(q.Context(), everyone, "admin.chain", c); err != nil {
		return nil, err
	}
	e := auth.Entry{Person: q.Person, By: q.Person, What: auth.Verified, OK: c.OK(), From: q.origin().Address, Detail: c.Fault.ZH}
	if err := q.Auth().Note(q.Context(), e); err != nil {
		return nil, err
	}
	say := "admin.verified"
	if !c.OK() {
		say = "admin.verified_fault"
	}
	return See{To: "/admin/trail", Say: say, Args: []any{c.Events}}, nil
}

func exportTrail(q *Request) (Answer, error) {
	err := q.Auth().Note(q.Context(), auth.Entry{Person: q.Person, By: q.Person, What: auth.Exported, OK: true, From: q.origin().Address})
	write := func(out io.Writer) error { return q.Site.opt.Chain.Export(q.Context(), out) }
	return Stream{Name: "luoshi-trail-" + q.Today().String() + ".jsonl", Type: "application/jsonl", Write: write}, err
}
