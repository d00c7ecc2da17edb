package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/luoshi-project/luoshi/internal/testdb"
	"github.com/luoshi-project/luoshi/workday"
)

func TestMain(m *testing.M) { os.Exit(testdb.Run(m)) }

// A town is a ledger with its site, for tests: two cities, own and other,
// each with a bureau and, in own, a person for every role. The matter of own is
// 2026-00001, that of other 2026-00002.
type town struct {
	testing.TB
	site   *Site
	ledger *ledger.Service
	auth   *auth.Service
	server *httptest.Server
	papers map[string]string // side → id of its report under review

	mu  sync.Mutex
	now time.Time
}

// secret is the password of everybody in a town.
const secret = "一个很长的口令 42"

func (o *town) clock() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.now
}

// wait lets time pass.
func (o *town) wait(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now = o.now.Add(d)
}

// seatOf is the unit where the person of a role sits in own.
func seatOf(role access.Role) string {
	switch role {
	case access.FirstResponsible, access.Manager, access.Handler:
		return "own-bureau"
	}
	return "own"
}

func officeChart() access.Chart {
	c := access.Chart{Units: []access.Unit{
		{ID: "province", Name: "甲省政府", Kind: access.Government, Level: "province"},
		{ID: "own", Name: "乙市政府", Parent: "province", Kind: access.Government, Level: "city"},
		{ID: "own-bureau", Name: "乙市能源局", Parent: "own", Kind: access.Department},
		{ID: "other", Name: "丙市政府", Parent: "province", Kind: access.Government, Level: "city"},
		{ID: "other-bureau", Name: "丙市能源局", Parent: "other", Kind: access.Department},
	}}
	add := func(id, unit string, role access.Role) {
		c.People = append(c.People, access.Person{ID: id, Name: id})
		c.Seats = append(c.Seats, access.Seat{ID: unit + "/" + string(role), Unit: unit, Role: role, Holder: id})
	}
	for _, role := range access.Roles() {
		add(string(role), seatOf(role), role)
	}
	add("other-office", "other", access.SupervisionOffice)
	add("other-handler", "other-bureau", access.Handler)
	return c
}

// engines name a new ledger of each engine.
var engines = map[string]func(testing.TB) string{
	"sqlite":   func(t testing.TB) string { return filepath.Join(t.TempDir(), "office.db") },
	"postgres": testdb.Postgres,
}

// newTown makes a town at ten in the morning of 30 January 2026.
func newTown(t testing.TB) *town {
	t.Helper()
	return newTownIn(t, engines["sqlite"](t))
}

// newTownIn makes it in a ledger of that name.
func newTownIn(t testing.TB, db string) *town {
	t.Helper()
	ctx := t.Context()
	o := &town{TB: t, now: time.Date(2026, 1, 30, 10, 0, 0, 0, workday.Zone())}
	st, err := store.Open(ctx, db, store.Options{Clock: o.clock, Careless: true})
	o.must(err)
	t.Cleanup(func() { _ = st.Close() })
	o.ledger = ledger.New(st, ledger.Options{})
	o.auth = auth.New(st, auth.Options{Clock: o.clock})
	o.must(o.ledger.Init(ctx, officeChart()))
	for _, side := range []string{"own", "other"} {
		by, lead := "supervision_office", side+"-bureau"
		handler := "handler"
		if side == "other" {
			by, handler = "other-office", "other-handler"
		}
		_, err := o.ledger.Docket(ctx, by, ledger.Matter{
			Title: side + "的事项", Source: ledger.Source{Kind: ledger.ByHand}, Regime: "13710", Assigning: side, Suggested: lead,
		}, false)
		o.must(err)
		o.must(o.do(by, side, ledger.Assign{Lead: lead}))
		o.must(o.do(handler, side, ledger.Sign{}))
	}
	o.site, err = New(Options{Ledger: o.ledger, Auth: o.auth, Chain: st, Clock: o.clock, Log: quietLog(t)})
	o.must(err)
	o.papers = map[string]string{}
	for side, by := range map[string]string{"own": "supervision_office", "other": "other-office"} {
		v, err := o.site.review.Read(ctx, by, review.Upload{Name: "报告.txt", Data: []byte(reportOf(side))})
		o.must(err)
		o.papers[side] = v.ID
	}
	o.server = httptest.NewServer(o.site)
	t.Cleanup(o.server.Close)
	return o
}

// quietLog shows what is logged only where a test fails.
func quietLog(t testing.TB) *slog.Logger { return slog.New(slog.NewTextHandler(t.Output(), nil)) }

// reportOf is a short report of a side.
func reportOf(side string) string {
	place := map[string]string{"own": "乙市", "other": "丙市"}[side]
	return "政府工作报告\n——2026年1月6日在" + place + "第十届人民代表大会第三次会议上\n各位代表：\n我代表市人民政府，向大会报告工作。\n" +
		"一、2025年工作回顾\n" + place + "生产总值增长5.4%。\n二、2026年工作安排\n" +
		"（一）扩大有效投资。实施重点项目44个。新改建农村公路300公里。建成新型储能15万千瓦。\n（二）改善民生。新建公办托育机构8家。新建社区老年助餐点45个。\n"
}

func (o *town) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// matterOf is the number of a side's matter.
func matterOf(side string) string {
	if side == "own" {
		return "2026-00001"
	}
	return "2026-00002"
}

func (o *town) do(by, side string, c ledger.Command) error {
	_, err := o.ledger.Do(o.Context(), by, matterOf(side), ledger.Any, c)
	return err
}

// A browser keeps cookies and follows nothing by itself.
type browser struct {
	*town
	client *http.Client
}

func (o *town) browser() *browser {
	jar, err := cookiejar.New(nil)
	o.must(err)
	return &browser{town: o, client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as is a browser in which a person has signed in.
func (o *town) as(person string) *browser {
	o.Helper()
	token, _, err := o.auth.Invite(context.Background(), "", person)
	o.must(err)
	_, err = o.auth.Accept(context.Background(), token, secret, auth.Origin{})
	o.must(err)
	b := o.browser()
	if r := b.post("/sign-in", url.Values{"account": {person}, "password": {secret}}); r.status != http.StatusSeeOther {
		o.Fatalf("%s could not sign in: %d %s", person, r.status, r.text())
	}
	return b
}

// A reply is what came back.
type reply struct {
	status int
	head   http.Header
	body   string
}

func (b *browser) send(method, path string, form url.Values, head ...string) reply {
	b.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(b.Context(), method, b.server.URL+path, body)
	b.must(err)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(head); i += 2 {
		r.Header.Set(head[i], head[i+1])
	}
	return b.answer(r)
}

// answer is what came back on a request.
func (b *browser) answer(r *http.Request) reply {
	b.Helper()
	answer, err := b.client.Do(r)
	b.must(err)
	defer func() { _ = answer.Body.Close() }()
	data, err := io.ReadAll(answer.Body)
	b.must(err)
	return reply{answer.StatusCode, answer.Header, string(data)}
}

func (b *browser) get(path string, head ...string) reply {
	b.Helper()
	return b.send(http.MethodGet, path, nil, head...)
}

// post sends a form as a page of this browser would, with its token.
func (b *browser) post(path string, form url.Values, head ...string) reply {
	b.Helper()
	if form.Get("csrf") == "" {
		form.Set("csrf", b.csrf())
	}
	return b.send(http.MethodPost, path, form, head...)
}

var csrfField = regexp.MustCompile(`name="csrf" value="([^"]*)"`)

func (b *browser) csrf() string {
	b.Helper()
	m := csrfField.FindStringSubmatch(b.get("/sign-in?back=/help").body)
	if m == nil {
		m = csrfField.FindStringSubmatch(b.get("/").body)
	}
	if m == nil {
		return ""
	}
	return m[1]
}

// document reads the page.
func (r reply) document(t testing.TB) *goquery.Document {
	t.Helper()
	d, err := goquery.NewDocumentFromReader(strings.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// text is what a page says, in one line.
func (r reply) text() string {
	d, err := goquery.NewDocumentFromReader(strings.NewReader(r.body))
	if err != nil {
		return r.body
	}
	d.Find("script,style").Remove()
	return strings.Join(strings.Fields(d.Text()), " ")
}
