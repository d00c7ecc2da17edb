package web

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// A found is something that a search found.
type found struct {
	Title, To, More string
	Light           *Light
}

// A finder looks for what somebody typed among one kind of things and returns a
// few of them, how many there are, and the address of the whole list. Areas add
// theirs to finders.
type finder struct {
	key  string // of its title
	find func(q *Request, text string) (list []found, total int, all string, err error)
}

func finders() []finder {
	return []finder{
		{"search.matters", findMatters},
		{"search.units", findUnits},
	}
}

type searchGroup struct {
	Key   string
	List  []found
	Total int
	All   string
}

type searchPage struct {
	Text   string
	Groups []searchGroup
	None   bool
}

var matterNumber = regexp.MustCompile(`^[0-9]{4}-[0-9]{5,}$`)

func showSearch(q *Request) (Answer, error) {
	p := searchPage{Text: q.Text("q")}
	if matterNumber.MatchString(p.Text) {
		// Who types a number wants that matter, not a list of one.
		if _, err := q.Ledger().Matter(q.Context(), q.Person, p.Text); err == nil {
			return See{To: "/matters/" + p.Text}, nil
		}
	}
	if len(numbersIn(p.Text)) > 0 {
		return See{To: "/ledger?text=" + url.QueryEscape(p.Text)}, nil
	}
	if p.Text != "" {
		p.None = true
		for _, f := range finders() {
			list, total, all, err := f.find(q, p.Text)
			if err != nil {
				return nil, err
			}
			if len(list) > 0 {
				p.None = false
				p.Groups = append(p.Groups, searchGroup{f.key, list, total, all})
			}
		}
	}
	return Page{Name: "search", Title: q.T("search.title"), Data: p}, nil
}

func findMatters(q *Request, text string) ([]found, int, string, error) {
	page, err := q.Ledger().List(q.Context(), q.Person, ledger.Query{Text: text, Limit: 20})
	if err != nil {
		return nil, 0, "", err
	}
	var list []found
	for i := range page.Rows {
		r := &page.Rows[i]
		light := q.lightOf(r, page.Now)
		list = append(list, found{r.Title, "/matters/" + url.PathEscape(r.Number), r.Number + " · " + q.UnitName(r.Lead), &light})
	}
	return list, page.Total, "/ledger?text=" + url.QueryEscape(text), nil
}

// findUnits finds units whose matters the person may see.
func findUnits(q *Request, text string) ([]found, int, string, error) {
	tops, _ := q.Rules.Org.Sees(q.Person, q.Today())
	var list []found
	units := q.Rules.Org.Chart().Units
	for i := range units {
		u := &units[i]
		if strings.Contains(u.Name, text) && slices.ContainsFunc(tops, func(top string) bool { return q.Rules.Org.Within(u.ID, top) }) {
			list = append(list, found{Title: u.Name, To: "/ledger?unit=" + url.QueryEscape(u.ID), More: q.UnitName(u.Parent)})
		}
	}
	total := len(list)
	return list[:min(total, 10)], total, "", nil
}
