package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/auth"
)

// An accountsPage lists who can sign in.
type accountsPage struct {
	People []accountShown
	Find   string
	Link   *linkShown // that was just made
	Pages  Pages
	Total  int
}

type accountShown struct {
	auth.Account
	ID, Name, Units string
	Left, Locked    bool
}

// A linkShown is a one-time link; it is shown once.
type linkShown struct {
	Name, Address string
	Until         time.Time
}

// accountsAPage is how many people a page of accounts shows.
const accountsAPage = 50

func showAccounts(q *Request) (Answer, error) { return accountsAnswer(q, nil) }

func accountsAnswer(q *Request, link *linkShown) (Answer, error) {
	accounts, err := q.Auth().Accounts(q.Context())
	if err != nil {
		return nil, err
	}
	of := map[string]auth.Account{}
	for _, a := range accounts {
		of[a.Person] = a
	}
	p := accountsPage{Find: q.Text("find"), Link: link}
	chart := q.Rules.Org.Chart()
	var all []accountShown
	for i := range chart.People {
		person := &chart.People[i]
		var units []string
		for _, s := range q.Rules.Org.Held(person.ID) {
			units = append(units, q.UnitName(s.Unit)+" "+q.In(s.Role.Title()))
		}
		a := accountShown{Account: of[person.ID], ID: person.ID, Name: person.Name, Units: strings.Join(units, q.T("list.comma")), Left: person.Left}
		a.Locked = a.Account.Locked.After(q.Now)
		if p.Find == "" || strings.Contains(a.Name, p.Find) || strings.Contains(a.ID, p.Find) || strings.Contains(a.Units, p.Find) {
			all = append(all, a)
		}
	}
	p.Total = len(all)
	p.Pages = NewPages(q.Number("page", 1), len(all), accountsAPage)
	from := (p.Pages.Here - 1) * accountsAPage
	p.People = all[min(from, len(all)):min(from+accountsAPage, len(all))]
	return Page{Name: "admin_accounts", Title: q.T("admin.accounts"), Data: p}, nil
}

func changeAccount(q *Request) (Answer, error) {
	person := q.Text("person")
	p := q.Rules.Org.Person(person)
	if p == nil {
		return nil, problem(http.StatusNotFound, "")
	}
	ctx := q.Context()
	back := See{To: "/admin/accounts?find=" + escaped(person)}
	var err error
	switch q.Text("do") {
	case "invite":
		if p.Left {
			return nil, problem(http.StatusUnprocessableEntity, "has_left")
		}
		token, until, err := q.Auth().Invite(ctx, q.Person, person)
		if err != nil {
			return nil, err
		}
		return accountsAnswer(q, &linkShown{p.Name, q.base() + "/begin/" + token, until})
	case "unlock":
		back.Say, err = "admin.unlocked", q.Auth().Unlock(ctx, q.Person, person)
	case "close":
		if person == q.Person {
			return nil, problem(http.StatusUnprocessableEntity, "own_account")
		}
		back.Say, err = "admin.closed", q.Auth().Close(ctx, q.Person, person)
	case "open":
		back.Say, err = "admin.opened", q.Auth().Open(ctx, q.Person, person)
	case "drop_factor":
		back.Say, err = "admin.factor_dropped", q.Auth().DropFactor(ctx, q.Person, person)
	default:
		return nil, problem(http.StatusUnprocessableEntity, "")
	}
	back.Args = []any{p.Name}
	return back, err
}

// base is the address that the browser used.
func (q *Request) base() string {
	scheme := "http"
	if q.Site.opt.Secure {
		scheme = "https"
	}
	return scheme + "://" + q.Host
}

// A logPage lists what happened to accounts and rights.
type logPage struct {
	Entries []auth.Entry
	Whats   []auth.What
	Person  string
	What    string
	Failed  bool
	Skip    int
	More    bool
}

// entriesAPage is how many entries a page of the log shows.
const entriesAPage = 50

func showLog(q *Request) (Answer, error) {
	p := logPage{Whats: auth.Whats(), Person: q.Text("person"), What: q.Text("what"), Failed: q.Text("failed") != "", Skip: max(0, q.Number("skip", 0))}
	list, err := q.Auth().Log(q.Context(), auth.LogQuery{
		Person: p.Person, What: auth.What(p.What), Failed: p.Failed, Limit: entriesAPage + 1, Skip: p.Skip,
	})
	p.Entries, p.More = list[:min(len(list), entriesAPage)], len(list) > entriesAPage
	return Page{Name: "admin_log", Title: q.T("admin.log"), Data: p}, err
}

// Older is the address of the entries before those shown.
func (p logPage) Older() int { return p.Skip + entriesAPage }
