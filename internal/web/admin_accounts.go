package web

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/xuri/excelize/v2"
)

// An accountsPage lists who can sign in.
type accountsPage struct {
	People []accountShown
	Find   string
	Link   *linkShown // that was just made
	Pages  Pages
	Total  int
	Wait   int // of those found, who have no password yet
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
	all, err := accountsFound(q, q.Text("find"))
	if err != nil {
		return nil, err
	}
	p := accountsPage{Find: q.Text("find"), Link: link, Total: len(all)}
	for i := range all {
		if all[i].waits() {
			p.Wait++
		}
	}
	p.Pages = NewPages(q.Number("page", 1), len(all), accountsAPage)
	from := (p.Pages.Here - 1) * accountsAPage
	p.People = all[min(from, len(all)):min(from+accountsAPage, len(all))]
	return Page{Name: "admin_accounts", Title: q.T("admin.accounts"), Data: p}, nil
}

// waits tells whether somebody was never let in.
func (a *accountShown) waits() bool { return !a.Left && !a.Closed && a.Password == "" }

// accountsFound lists the people with a text in their name, id or seats, all for
// an empty one.
func accountsFound(q *Request, find string) ([]accountShown, error) {
	accounts, err := q.Auth().Accounts(q.Context())
	if err != nil {
		return nil, err
	}
	of := map[string]auth.Account{}
	for _, a := range accounts {
		of[a.Person] = a
	}
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
		if find == "" || strings.Contains(a.Name, find) || strings.Contains(a.ID, find) || strings.Contains(a.Units, find) {
			all = append(all, a)
		}
	}
	return all, nil
}

// inviteAll makes one-time links for all that are found and were never let in, as
// a workbook to hand them over from: in an office of hundreds nobody presses a
// button for each.
func inviteAll(q *Request) (Answer, error) {
	all, err := accountsFound(q, q.Text("find"))
	if err != nil {
		return nil, err
	}
	rows := [][]any{{q.T("me.name"), q.T("sign.account"), q.T("me.seats"), q.T("admin.link_label"), q.T("admin.link_until")}}
	for i := range all {
		a := &all[i]
		if !a.waits() {
			continue
		}
		token, until, err := q.Auth().Invite(q.Context(), q.Person, a.ID)
		if err != nil {
			return nil, err
		}
		rows = append(rows, []any{a.Name, a.ID, a.Units, q.base() + "/begin/" + token, q.Exact(until)})
	}
	data, err := rowsBook(q.T("admin.link_label"), rows, 12, 14, 28, 80, 18)
	return File{Name: q.T("admin.link_label") + ".xlsx", Type: workbookType, Data: data}, err
}

// rowsBook is a workbook of one sheet: rows as they are, columns of some widths.
func rowsBook(name string, rows [][]any, widths ...float64) (data []byte, err error) {
	book := excelize.NewFile()
	defer func() { err = firstOf(err, book.Close()) }()
	if err := book.SetSheetName("Sheet1", name); err != nil {
		return nil, err
	}
	for i, width := range widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err == nil {
			err = book.SetColWidth(name, column, column, width)
		}
		if err != nil {
			return nil, err
		}
	}
	for i, row := range rows {
		if err := book.SetSheetRow(name, "A"+strconv.Itoa(i+1), &row); err != nil {
			return nil, err
		}
	}
	if err := printable(book, name); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = book.Write(&out)
	return out.Bytes(), err
}

func changeAccount(q *Request) (Answer, error) {
	if q.Text("do") == "invite_all" {
		return inviteAll(q)
	}
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
