package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
)

// uploadLimit is how many bytes an upload of a report may have: the file and a
// little for the rest of the form.
const uploadLimit = review.MostBytes + 1<<20

func reportRoutes() []Route {
	see, work := Rule{Roles: business, Scope: OnePaper}, Rule{Roles: office, Scope: OnePaper}
	return []Route{
		{At: "GET /reports", Rule: Rule{Roles: business, Scope: Listed}, Do: listReports},
		{At: "POST /reports", Rule: Rule{Roles: office, Scope: Listed}, Do: uploadReport, Limit: uploadLimit},
		{At: "GET /reports/{paper}", Rule: see, Do: showReport},
		{At: "POST /reports/{paper}", Rule: work, Do: stepInReport},
		{At: "GET /reports/{paper}/entry/{item}", Rule: see, Do: editEntry, NoPage: true},
		{At: "POST /reports/{paper}/read", Rule: work, Do: readReportAgain, Limit: uploadLimit},
		{At: "GET /reports/{paper}/docket", Rule: work, Do: previewDocket},
		{At: "POST /reports/{paper}/docket", Rule: work, Do: docketReport},
	}
}

// reportList is what the list of reports shows.
type reportList struct {
	Papers  []ledger.Paper
	May     bool // upload
	Offices []access.Unit
	Form    uploadForm
	Told    *Told
	Double  string // id of the report that an upload was already
}

type uploadForm struct {
	Text, Stage, Year, Unit string
}

func listReports(q *Request) (Answer, error) { return reportsPage(q, reportList{}) }

func reportsPage(q *Request, data reportList) (Answer, error) {
	var err error
	if data.Papers, err = q.Site.review.Papers(q.Context(), q.Person); err != nil {
		return nil, err
	}
	if data.Offices, err = q.Site.review.Offices(q.Context(), q.Person); err != nil {
		return nil, err
	}
	data.May = len(data.Offices) > 0
	p := Page{Name: "reports", Title: q.T("rail.report"), Data: data}
	if data.Told != nil {
		p.Status = data.Told.Status
	}
	return p, nil
}

func uploadReport(q *Request) (Answer, error) {
	v, err := readUpload(q, "")
	if err == nil {
		c := v.Counts()
		return See{To: "/reports/" + v.ID, Say: "report.read_done", Args: []any{c.Indicators, c.Actions}}, nil
	}
	told, ok := q.Tell(err)
	if !ok {
		return nil, err
	}
	data := reportList{Told: &told, Form: uploadForm{q.Text("text"), q.Text("stage"), q.Text("year"), q.Text("office")}}
	data.Double = doubleOf(err)
	return reportsPage(q, data)
}

// doubleOf is the report that a refused upload was already, "" if it was not.
func doubleOf(err error) string {
	var e *ledger.Error
	if errors.As(err, &e) && e.Key == "read_already" {
		return e.Field
	}
	return ""
}

// readUpload reads the file or the text of a form.
func readUpload(q *Request, paper string) (review.View, error) {
	u := review.Upload{
		Stage: review.Stage(q.Text("stage")), Year: q.Number("year", 0), Unit: q.Text("office"), Paper: paper,
	}
	if !slices.Contains([]review.Stage{review.Unstated, review.Draft, review.Adopted}, u.Stage) {
		u.Stage = review.Unstated
	}
	if u.Year < 1949 || u.Year > 2099 {
		u.Year = 0
	}
	file, head, err := q.FormFile("file")
	switch {
	case err == nil && head.Size > 0:
		u.Name = head.Filename
		if u.Data, err = readAll(file); err != nil {
			return review.View{}, err
		}
	case strings.TrimSpace(q.FormValue("text")) != "":
		u.Name, u.Data = q.T("report.pasted"), []byte(q.FormValue("text"))
	default:
		return review.View{}, problem(http.StatusUnprocessableEntity, "report_missing")
	}
	return q.Site.review.Read(q.Context(), q.Person, u)
}

func readAll(file multipart.File) ([]byte, error) {
	data, err := io.ReadAll(file)
	return data, errors.Join(err, file.Close())
}

func readReportAgain(q *Request) (Answer, error) {
	id := q.PathValue("paper")
	v, err := readUpload(q, id)
	if err == nil {
		return See{To: "/reports/" + v.ID + "?show=changed", Say: "report.read_again_done"}, nil
	}
	told, ok := q.Tell(err)
	if !ok {
		return nil, err
	}
	if doubleOf(err) == id {
		told.What = q.T("report.same_text")
	}
	work := reportWork(q, q.Paper)
	work.Told = &told
	return work.page(), nil
}

// SourcePlace is where the words of a matter stand in a report that was read
// here; nil where they come from elsewhere.
func (q *Request) SourcePlace(src ledger.Source) (*review.Place, error) {
	if src.Kind != ledger.FromDocument || src.Document == "" || src.To == 0 {
		return nil, nil //nolint:nilnil // most matters come from elsewhere
	}
	return q.Site.review.Place(q.Context(), q.Person, src)
}
