package web

import (
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/orgfile"
	"github.com/luoshi-project/luoshi/internal/tablefile"
)

func readFull(r io.Reader, into []byte) (int, error) { return io.ReadFull(r, into) }

// unwrapped is the cause of an error of the ledger, if it has one.
func unwrapped(err error) error {
	var e *ledger.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return nil
}

// An orgPage shows units with their seats, and what an import would change.
type orgPage struct {
	Units    []unitShown
	Find     string
	Told     *Told
	Problems []string
	Preview  *access.Chart
	Begin    bool // nothing was imported yet
	Kept     *keptFile
}

// A keptFile is a file that was looked at: the page holds it, so that it is not
// asked for twice.
type keptFile struct{ Name, Data string }

// largestKept is the largest file that a page holds, in bytes.
const largestKept = 1 << 20

// orgFile is the file that was uploaded, or that the page held.
func (q *Request) orgFile() (name string, data []byte, wrong *Told) {
	if name, data, wrong = q.upload("file"); wrong == nil || q.Text("kept") == "" {
		return name, data, wrong
	}
	data, err := base64.StdEncoding.DecodeString(q.Text("kept"))
	if err != nil {
		return "", nil, q.wrongIn("file", "admin.no_file")
	}
	return q.Text("kept_name"), data, nil
}

type unitShown struct {
	access.Unit
	Depth int
	Seats []holderShown
}

type holderShown struct {
	Role, Title, Holder string
	Vacant              bool
	Cover               string
}

func showOrg(q *Request) (Answer, error) { return orgAnswer(q, orgPage{}) }

func orgAnswer(q *Request, p orgPage) (Answer, error) {
	p.Find, p.Begin = q.Text("find"), q.beginning()
	org := q.Rules.Org
	chart := org.Chart()
	var walk func(id string, depth int)
	walk = func(id string, depth int) {
		u := org.Unit(id)
		shown := unitShown{Unit: *u, Depth: depth}
		match := p.Find == "" || strings.Contains(u.Name, p.Find) || u.ID == p.Find
		for _, s := range org.Seats(id, access.Roles()...) {
			h := holderShown{Role: q.In(s.Role.Title()), Title: s.Title, Holder: org.PersonName(s.Holder)}
			holder := org.Person(s.Holder)
			h.Vacant = holder == nil || holder.Left
			for _, acting := range org.Acting(s, q.Today()) {
				if acting != s.Holder {
					h.Cover = org.PersonName(acting)
				}
			}
			match = match || p.Find != "" && (strings.Contains(h.Holder, p.Find) || s.Holder == p.Find)
			shown.Seats = append(shown.Seats, h)
		}
		if match {
			p.Units = append(p.Units, shown)
		}
		for _, below := range org.Subtree(id)[1:] {
			if org.Unit(below).Parent == id {
				walk(below, depth+1)
			}
		}
	}
	for i := range chart.Units {
		if chart.Units[i].Parent == "" {
			walk(chart.Units[i].ID, 0)
		}
	}
	page := Page{Name: "admin_org", Title: q.T("admin.org"), Data: p}
	if p.Told != nil {
		page.Status = p.Told.Status
	}
	return page, nil
}

// exportOrg gives units and people as they stand as a workbook: a form to fill in
// on the first day, the list to correct on any other.
func exportOrg(q *Request) (Answer, error) {
	data, err := orgfile.Write(q.Rules.Org.Chart())
	return File{Name: q.T("admin.org") + ".xlsx", Type: workbookType, Data: data}, err
}

// importOrg reads a file into units and people: first to look, then to keep.
func importOrg(q *Request) (Answer, error) {
	name, data, wrong := q.orgFile()
	if wrong != nil {
		return orgAnswer(q, orgPage{Told: wrong})
	}
	change, err := orgfile.Read(name, data, q.Rules.Org.Chart())
	var invalid *orgfile.Invalid
	switch {
	case errors.As(err, &invalid):
		p := orgPage{Told: q.wrongIn("file", "admin.rows_wrong")}
		for _, problem := range invalid.Problems {
			p.Problems = append(p.Problems, q.T("admin.row", problem.Sheet, problem.Row, problem.Column, q.In(problem.Words)))
		}
		return orgAnswer(q, p)
	case err != nil:
		why := err.Error()
		var wrong *tablefile.Wrong
		if errors.As(err, &wrong) {
			why = q.In(wrong.Words)
		}
		return orgAnswer(q, orgPage{Told: &Told{Status: http.StatusUnprocessableEntity, Field: "file", What: q.T("admin.org_wrong"), Do: why}})
	case q.Text("look") != "":
		p := orgPage{Preview: &change}
		if len(data) <= largestKept {
			p.Kept = &keptFile{name, base64.StdEncoding.EncodeToString(data)}
		}
		return orgAnswer(q, p)
	}
	if err := q.Ledger().ChangeOrg(q.Context(), q.Person, change, q.Text("note")); err != nil {
		told, err := q.told(err)
		if err != nil {
			return nil, err
		}
		return orgAnswer(q, orgPage{Told: told})
	}
	return See{To: "/admin/org", Say: "admin.org_done", Args: []any{len(change.Units), len(change.People), len(change.Seats)}}, nil
}
