package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	screenshot "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/demo"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/locale"
	"github.com/luoshi-project/luoshi/internal/store"
)

// A screen is a browser at a site that has lived the sample year.
type screen struct {
	*testing.T
	site  *Site
	url   string
	ctx   context.Context //nolint:containedctx // chromedp keeps the browser in it
	axe   string
	paper string        // id of the report that is being reviewed
	ahead *atomic.Int64 // nanoseconds that the site's clock was set forward
	*complaints
}

// complaints are gathered while pages are open.
type complaints struct {
	mu       sync.Mutex
	outside  []string // requests that left the machine
	problems []string // what the browser complained of
}

// on is the same screen, for a part of a test.
func (s *screen) on(t *testing.T) *screen {
	c := *s
	c.T = t
	return &c
}

// newScreen starts a browser at a site that has lived the sample year.
func newScreen(t *testing.T) *screen {
	t.Helper()
	s := newBrowser(t)
	s.serve()
	return s
}

// newBrowser starts a browser. Without chromium or what npm fetches the test is
// skipped; on continuous integration it fails.
func newBrowser(t *testing.T) *screen {
	t.Helper()
	missing := func(what string) {
		if os.Getenv("CI") == "true" {
			t.Fatal(what)
		}
		t.Skip(what)
	}
	if testing.Short() {
		t.Skip("in a browser; not with -short")
	}
	if _, err := exec.LookPath("chromium"); err != nil {
		missing("there is no chromium: tools/browser")
	}
	axe, err := os.ReadFile("../../tools/assets/node_modules/axe-core/axe.min.js")
	if err != nil {
		missing("axe-core was not fetched: tools/assets/fetch")
	}
	s := &screen{T: t, axe: string(axe), ahead: &atomic.Int64{}, complaints: &complaints{}}
	s.browse()
	return s
}

// browse starts a browser of its own at the site. On a busy machine one may be slow
// to come or not come at all, so a second is tried.
func (s *screen) browse() {
	s.Helper()
	opts := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath("chromium"), chromedp.NoSandbox,
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("force-color-profile", "srgb"),
		chromedp.WSURLReadTimeout(time.Minute))
	for attempt := 1; ; attempt++ {
		ctx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
		s.Cleanup(stop)
		s.ctx, stop = chromedp.NewContext(ctx)
		s.Cleanup(stop)
		err := chromedp.Run(s.ctx) // the browser lives as long as this context
		if err == nil {
			break
		}
		if attempt == 2 {
			s.Fatal(err)
		}
		s.Logf("the browser did not start, another is tried: %v", err)
	}
	s.listen(s.ctx)
	s.run(network.Enable(), log.Enable(), runtime.Enable())
}

// serve starts a site on a ledger that has lived the sample year.
func (s *screen) serve() {
	s.Helper()
	ctx := s.Context()
	begun := time.Now()
	clock := func() time.Time { return demo.Ends.Add(time.Since(begun) + time.Duration(s.ahead.Load())) }
	st, err := store.Open(ctx, filepath.Join(s.TempDir(), "demo.db"), store.Options{Clock: clock, Careless: true})
	s.must(err)
	s.Cleanup(func() { _ = st.Close() })
	l := ledger.New(st, ledger.Options{})
	a := auth.New(st, auth.Options{Clock: clock})
	s.must(demo.People(ctx, l, a))
	s.must(demo.Year(ctx, l))
	s.site, err = New(Options{Ledger: l, Auth: a, Chain: st, Clock: clock, Log: quietLog(s.T)})
	s.must(err)
	s.paper, err = demo.Reports(ctx, s.site.review)
	s.must(err)
	server := httptest.NewServer(s.site)
	s.Cleanup(server.Close)
	s.url = server.URL
}

func (s *screen) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// run does things in the browser, together within three minutes.
func (s *screen) run(actions ...chromedp.Action) {
	s.Helper()
	ctx, stop := context.WithTimeout(s.ctx, 3*time.Minute)
	defer stop()
	s.must(chromedp.Run(ctx, actions...))
}

// listen gathers what leaves the machine and what the browser complains of.
func (s *screen) listen(ctx context.Context) {
	chromedp.ListenTarget(ctx, func(event any) {
		s.mu.Lock()
		defer s.mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			u := e.Request.URL
			if !strings.HasPrefix(u, s.url) && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:") && !strings.HasPrefix(u, "about:") {
				s.outside = append(s.outside, u)
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == log.LevelError {
				s.problems = append(s.problems, e.Entry.Text+" "+e.Entry.URL)
			}
		case *runtime.EventExceptionThrown:
			s.problems = append(s.problems, e.ExceptionDetails.Error())
		}
	})
}

// heard is what the browser complained of since it was asked last.
func (s *screen) heard() (outside, problems []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	outside, problems = s.outside, s.problems
	s.outside, s.problems = nil, nil
	return outside, problems
}

// size sets the window, as that of a desk or of a phone.
func (s *screen) size(width, height int64) {
	s.Helper()
	s.run(emulation.SetDeviceMetricsOverride(width, height, 1, width < 500))
}

// signIn signs a person of the sample in and everybody else out.
func (s *screen) signIn(person string, lang locale.Lang) {
	s.Helper()
	s.run(
		network.ClearBrowserCookies(),
		network.SetCookie("lang", string(lang)).WithURL(s.url),
		chromedp.Navigate(s.url+"/sign-in"),
		chromedp.SetValue("input[name=account]", person),
		chromedp.SetValue("input[name=password]", demo.Password),
		chromedp.Submit("input[name=password]"),
		chromedp.WaitVisible(".rail", chromedp.ByQuery),
	)
}

// open goes to a page of the site.
func (s *screen) open(path string) {
	s.Helper()
	s.run(chromedp.Navigate(s.url+path), chromedp.WaitReady("main", chromedp.ByQuery))
}

// eval asks the page.
func (s *screen) eval(script string, into any) {
	s.Helper()
	s.run(evaluation(script, into))
}

func evaluation(script string, into any) chromedp.Action {
	return chromedp.Evaluate(script, into, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) })
}

// left tells whether a script was not answered because its page was left.
func left(err error) bool {
	e := new(cdproto.Error)
	return errors.As(err, &e) && strings.Contains(e.Message, "navigated")
}

// picture keeps a screenshot where LUOSHI_SCREENSHOTS names a folder.
func (s *screen) picture(name string) {
	s.Helper()
	dir := os.Getenv("LUOSHI_SCREENSHOTS")
	if dir == "" {
		return
	}
	var data []byte
	s.run(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		data, err = screenshot.CaptureScreenshot().WithCaptureBeyondViewport(false).Do(ctx)
		return err
	}))
	s.must(os.MkdirAll(dir, 0o777))
	s.must(os.WriteFile(filepath.Join(dir, name+".png"), data, 0o666))
}

// untranslated finds keys of texts that nobody wrote.
var untranslated = regexp.MustCompile(`(?m)(?:^|\s)[a-z_]+(?:\.[a-z0-9_]+)+(?:$|\s)`)

// check holds the page that is open to what every page must be.
func (s *screen) check(name string) {
	s.Helper()
	var seen struct {
		Wide   int    `json:"wide"`
		Window int    `json:"window"`
		What   string `json:"what"`
		Text   string `json:"text"`
	}
	s.eval(`(() => {
		const window = document.documentElement.clientWidth;
		const out = [...document.querySelectorAll("body *")].find((e) => e.getBoundingClientRect().right > window + 1 && !e.closest(".wide, .rail, .unseen, svg, [hidden]"));
		return {wide: document.documentElement.scrollWidth, window, what: out ? out.outerHTML.slice(0, 160) : "", text: document.body.innerText};
	})()`, &seen)
	if seen.Wide > seen.Window {
		s.Errorf("%s: %d wide in a window of %d: %s", name, seen.Wide, seen.Window, seen.What)
	}
	if m := untranslated.FindString(seen.Text); m != "" {
		s.Errorf("%s: untranslated: %s", name, strings.TrimSpace(m))
	}
	if strings.ContainsRune(seen.Text, '\uFFFD') {
		s.Errorf("%s: a character is broken", name)
	}
	outside, problems := s.heard()
	if len(outside) > 0 {
		s.Errorf("%s: asks other machines: %v", name, outside)
	}
	if len(problems) > 0 {
		s.Errorf("%s: the browser complains: %v", name, problems)
	}
	s.accessible(name)
}

// accessible runs axe-core over the page.
func (s *screen) accessible(name string) {
	s.Helper()
	var there bool
	s.eval(s.axe+`; true`, &there)
	var found string
	s.eval(`axe.run({resultTypes: ["violations"]}).then((r) => JSON.stringify(r.violations.filter((v) => ["serious", "critical"].includes(v.impact))
		.map((v) => ({id: v.id, help: v.help, where: v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200))}))))`, &found)
	var violations []struct {
		ID    string   `json:"id"`
		Help  string   `json:"help"`
		Where []string `json:"where"`
	}
	s.must(json.Unmarshal([]byte(found), &violations))
	for _, v := range violations {
		s.Errorf("%s: axe %s: %s: %v", name, v.ID, v.Help, v.Where)
	}
}

// A visit is a page that the test opens beside those that the table of routes
// names by itself.
type visit struct {
	person string
	path   string
}

// visits lists pages with a query, or that look different to different people.
func visits() []visit {
	var list []visit
	for _, u := range demo.Users() {
		list = append(list, visit{u.Person, "/"})
	}
	return list
}

// measured is the indicator of the sample year that was reported most often, with
// its matter: it has readings, a forecast and a history; silent is the page of one
// that never was. Ids change with what the reader reads.
func (s *screen) measured() (matter, indicator, silent string) {
	s.Helper()
	page, err := s.site.opt.Ledger.List(s.Context(), "ducha", ledger.Query{Limit: 500, Order: ledger.NumberFirst})
	s.must(err)
	most := 0
	for i := range page.Rows {
		v, err := s.site.opt.Ledger.Matter(s.Context(), "ducha", page.Rows[i].ID)
		s.must(err)
		for _, in := range v.State.Matter.Indicators {
			n := 0
			for _, r := range v.State.Reports {
				if r.Values[in.ID] != "" {
					n++
				}
			}
			if n > most {
				most, matter, indicator = n, page.Rows[i].Number, in.ID
			}
			if n == 0 && in.Target != "" {
				silent = "/indicators/" + page.Rows[i].Number + "/" + in.ID
			}
		}
	}
	if most == 0 || silent == "" {
		s.Fatal("no indicator of the sample year has a reading, or all have")
	}
	return matter, indicator, silent
}

// sampleOf is what stands for a wildcard in the sample year.
var sampleOf = map[string]string{"matter": "2025-00010", "unit": "nyj", "person": "nyj", "token": "no-such-token"}

// visitors are who opens the pages of the table, the first whose roles may.
var visitors = []struct{ role, person string }{
	{"supervision_office", "ducha"},
	{"leader", "fengguan"},
	{"handler", "nyj"},
	{"first_responsible", "nyj-head"},
	{"system_admin", "xitong"},
	{"security_admin", "anquan"},
	{"audit_admin", "shenji"},
}

// tour lists all pages to look at: every GET route of the table, and visits.
func (s *screen) tour() []visit {
	s.Helper()
	matter, indicator, silent := s.measured()
	list := append(visits(), visit{"ducha", silent})
	for i := range s.site.routes {
		r := &s.site.routes[i]
		if r.writes() || r.NoPage || r.Rule.Open && r.pattern() != "/sign-in" {
			continue
		}
		path := wildcard.ReplaceAllStringFunc(r.pattern(), func(w string) string {
			name := wildcard.FindStringSubmatch(w)[1]
			switch {
			case name == "paper":
				return s.paper
			case name == "indicator":
				return url.PathEscape(indicator)
			case name == "matter" && strings.Contains(r.pattern(), "{indicator}"):
				return matter
			}
			if sampleOf[name] == "" {
				s.Fatalf("%s: say in sampleOf what stands for {%s}", r.At, name)
			}
			return url.PathEscape(sampleOf[name])
		})
		v := visit{"", path}
		for _, who := range visitors {
			if v.person == "" && slices.ContainsFunc(r.Rule.Roles, func(r access.Role) bool { return string(r) == who.role }) {
				v.person = who.person
			}
		}
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	slices.SortStableFunc(list, func(a, b visit) int { return strings.Compare(a.person, b.person) })
	return list
}

// printed holds the ledger to what paper must show: its rows, and nothing to
// press.
func (s *screen) printed() {
	s.Helper()
	s.signIn("ducha", locale.Chinese)
	s.size(1440, 900)
	s.open("/ledger?open=1")
	s.run(emulation.SetEmulatedMedia().WithMedia("print"))
	var rows, pressed int
	s.eval(`[...document.querySelectorAll("table.ledger tbody tr")].filter((e) => e.checkVisibility()).length`, &rows)
	s.eval(`[...document.querySelectorAll("button, input, select, .button")].filter((e) => e.checkVisibility()).length`, &pressed)
	if rows < 20 || pressed > 0 {
		s.Errorf("printed, the ledger has %d rows and %d things to press", rows, pressed)
	}
	s.run(emulation.SetEmulatedMedia())
}

// Every page, at a desk and on a phone, in both languages: nothing runs over,
// nothing is untranslated, nothing leaves the machine, axe-core finds nothing
// serious. LUOSHI_SCREENSHOTS=folder keeps the pictures.
func TestPages(t *testing.T) {
	s := newScreen(t)
	only := os.Getenv("LUOSHI_PAGES") // part of an address, to look at a few
	for _, lang := range locale.Langs() {
		signed := ""
		for _, v := range s.tour() {
			if only != "" && !strings.Contains(v.path, only) {
				continue
			}
			if v.person != "" && v.person != signed {
				s.signIn(v.person, lang)
				signed = v.person
			}
			if v.person == "" {
				s.run(network.ClearBrowserCookies(), network.SetCookie("lang", string(lang)).WithURL(s.url))
			}
			for _, width := range []int64{1440, 390} {
				s.size(width, 900)
				s.open(v.path)
				name := fmt.Sprintf("%s-%s-%s-%d", strings.Trim(regexp.MustCompile(`[^\w-]+`).ReplaceAllString(v.path, "_"), "_"), v.person, lang, width)
				s.picture(name)
				s.check(fmt.Sprintf("%s as %q in %s at %d", v.path, v.person, lang, width))
			}
		}
	}
	if only == "" || strings.Contains("/print", only) {
		s.printed()
	}
}
