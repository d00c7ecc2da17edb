package web

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/demo"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/locale"
)

// What is refused is refused in words that say what to do, nothing happens in
// the ledger, and what was typed is still there.
func TestRefusalsInTheBrowser(t *testing.T) {
	s := newScreen(t)
	s.size(1440, 900)
	for _, part := range []struct {
		name string
		do   func(*screen)
	}{
		{"wrong role", wrongRole},
		{"wrong unit", wrongUnit},
		{"bad report", badReport},
		{"bad evidence", badEvidence},
		{"return without a reason", returnWithoutReason},
		{"double click", func(s *screen) { doubleClick(s, false) }},
		{"double click without scripts", func(s *screen) { doubleClick(s, true) }},
		{"lost session", lostSession},
		{"lost session in the review", lostSessionInReview},
		{"two editors", twoEditors},
		{"two reviewers", twoReviewers},
		{"expired link", expiredLink}, // the last: it sets the clock forward
	} {
		t.Run(part.name, func(t *testing.T) {
			s := s.on(t)
			part.do(s)
		})
	}
}

// account gives a person of the sample the password of the others.
func (s *screen) account(person string) {
	s.Helper()
	token, _, err := s.site.opt.Auth.Invite(s.Context(), "", person)
	s.must(err)
	_, err = s.site.opt.Auth.Accept(s.Context(), token, demo.Password, auth.Origin{})
	s.must(err)
}

// handled dockets a matter that the energy bureau handles and returns its number.
func (s *screen) handled() string {
	s.Helper()
	l := s.site.opt.Ledger
	st, err := l.Docket(s.Context(), "ducha", ledger.Matter{
		Title: "核查充电设施", Source: ledger.Source{Kind: ledger.ByHand}, Regime: "13710", Assigning: "province", Suggested: "nyj",
	}, false)
	s.must(err)
	_, err = l.Do(s.Context(), "ducha", st.ID, ledger.Any, ledger.Assign{Lead: "nyj"})
	s.must(err)
	_, err = l.Do(s.Context(), "nyj", st.ID, ledger.Any, ledger.Sign{})
	s.must(err)
	return st.Matter.Number
}

func (s *screen) matterNow(number string) ledger.State {
	s.Helper()
	v, err := s.site.opt.Ledger.Matter(s.Context(), "ducha", number)
	s.must(err)
	return v.State
}

// status is that of the page that is open.
func (s *screen) status(want int, says string) {
	s.Helper()
	got := s.text(`String(performance.getEntriesByType("navigation")[0].responseStatus)`)
	said := s.text(`[...document.querySelectorAll("[role=alert], main h1")].map((e) => e.innerText).join(" ")`)
	if got != strconv.Itoa(want) || !strings.Contains(said, says) {
		s.Errorf("%s and %q, not %d and %q", got, said, want, says)
	}
	s.heard() // the browser notes every refusal
	s.picture("refusal-" + strings.ReplaceAll(s.Name()[strings.Index(s.Name(), "/")+1:], "/", "-"))
}

const reportForm = "form[action$='/report']"

func wrongRole(s *screen) {
	s.signIn("nyj", locale.Chinese)
	s.open("/reports/" + s.paper + "/docket")
	s.status(403, "您的岗位不能打开这个页面")
	s.signIn("canmou", locale.Chinese)
	s.open("/matters/2025-00010")
	if s.has("nav.steps a") {
		s.Error("who only looks is offered steps")
	}
	var status int
	s.eval(`fetch("/matters/2025-00010/clear", {method: "POST", body: new URLSearchParams({csrf: document.querySelector("[name=csrf]").value})}).then((r) => r.status)`, &status)
	if status != 403 {
		s.Errorf("a viewer clears a matter: %d", status)
	}
	s.heard()
}

func wrongUnit(s *screen) {
	number := s.handled()
	s.account("slt")
	s.signIn("slt", locale.Chinese)
	s.open("/matters/" + number)
	s.status(403, "")
	s.open("/search?q=" + number)
	if s.has("main a[href*='/matters/']") {
		s.Error("the search shows another unit's matter")
	}
}

func badReport(s *screen) {
	s.signIn("ducha", locale.Chinese)
	h := mouse{s}
	for _, file := range []struct {
		name, text, says string
	}{
		{"报告.exe", "MZ\x00\x00\x01", "读不出这个文件的文字"},
		{"报告.docx", "PK\x03\x04 这不是一份文件", "文件已损坏"},
		{"报告.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), "另存为 .docx"},
		{"报告.txt", "机密★一年\n政府工作报告\n今年生产总值增长5%。\n", "标有密级"},
	} {
		path := filepath.Join(s.TempDir(), file.name)
		s.must(os.WriteFile(path, []byte(file.text), 0o600))
		s.open("/reports")
		h.use(".upload summary")
		h.attach(".upload input[type=file]", path)
		h.write(".upload [name=year]", "2031")
		s.leads(".told", func() { h.use(".upload form button.primary") })
		s.status(422, file.says)
		if year := s.text(`document.querySelector(".upload [name=year]").value`); year != "2031" {
			s.Errorf("%s: the year that was typed is %q", file.name, year)
		}
	}
}

func badEvidence(s *screen) {
	number := s.handled()
	s.signIn("nyj", locale.Chinese)
	s.open("/matters/" + number)
	h := mouse{s}
	path := filepath.Join(s.TempDir(), "照片.png")
	s.must(os.WriteFile(path, []byte("MZ\x00\x00\x01"), 0o600))
	h.write(reportForm+" textarea", "已经部署")
	h.attach(reportForm+" [type=file]", path)
	s.leads(".told", func() { h.use(reportForm + " button.primary") })
	s.status(422, "照片.png")
	if text := s.text(`document.querySelector("` + reportForm + ` textarea").value`); text != "已经部署" {
		s.Errorf("what was typed is %q", text)
	}
	if n := len(s.matterNow(number).Reports); n != 0 {
		s.Errorf("%d reports", n)
	}
}

func returnWithoutReason(s *screen) {
	number := s.handled()
	_, err := s.site.opt.Ledger.Do(s.Context(), "nyj", number, ledger.Any, ledger.SubmitReport{Key: "1", Says: map[string]string{"arrangement": "已部署"}})
	s.must(err)
	s.signIn("ducha", locale.Chinese)
	s.open("/matters/" + number + "?do=review")
	s.leads(".told", func() { mouse{s}.use("form[action$='/review'] button[value=return]") })
	s.status(422, "退回理由")
}

// doubleClick sends a report twice with one impatient hand.
func doubleClick(s *screen, plain bool) {
	number := s.handled()
	s.run(emulation.SetScriptExecutionDisabled(plain))
	defer s.run(emulation.SetScriptExecutionDisabled(false))
	s.signIn("nyj", locale.Chinese)
	s.open("/matters/" + number)
	h := mouse{s}
	h.write(reportForm+" textarea", "已经部署")
	s.leads(".said", func() { s.run(chromedp.DoubleClick(reportForm+" button.primary", chromedp.ByQuery)) })
	s.picture("double-click-" + strconv.FormatBool(plain))
	if n := len(s.matterNow(number).Reports); n != 1 {
		s.Errorf("one double click made %d reports", n)
	}
	s.heard()
}

// lostSession loses the session while a report is being written.
func lostSession(s *screen) {
	number := s.handled()
	s.signIn("nyj", locale.Chinese)
	s.open("/matters/" + number)
	h := mouse{s}
	h.write(reportForm+" textarea", "已经部署，\n明天开工")
	s.run(network.ClearBrowserCookies())
	s.leads("[name=password]", func() { h.use(reportForm + " button.primary") })
	s.picture("lost-session-sign-in")
	if !strings.Contains(s.text(`document.body.innerText`), "您填写的内容已保留") {
		s.Error("nobody says that what was typed is kept")
	}
	h.write("[name=account]", "nyj")
	h.write("[name=password]", demo.Password)
	s.leads(reportForm, func() { h.use("button.primary") })
	s.picture("lost-session-again")
	if text := s.text(`document.querySelector("` + reportForm + ` textarea").value`); text != "已经部署，\n明天开工" {
		s.Errorf("what was typed is %q", text)
	}
	s.leads(".said", func() { h.use(reportForm + " button.primary") })
	if r := s.matterNow(number).Reports; len(r) != 1 || r[0].Says["arrangement"] != "已经部署，\r\n明天开工" && r[0].Says["arrangement"] != "已经部署，\n明天开工" {
		s.Errorf("the ledger has %+v", r)
	}
	s.heard()
}

// lostSessionInReview loses the session in a page that sends steps by itself.
func lostSessionInReview(s *screen) {
	s.signIn("ducha", locale.Chinese)
	s.open("/reports/" + s.paper)
	before := s.text(reviewed + ` + ""`)
	s.run(network.ClearBrowserCookies())
	s.press("d")
	s.until("it is said", `document.querySelector("[role=alert]")?.innerText.includes("登录已过期")`)
	s.picture("lost-session-review")
	s.until("nothing looks as if it had been done", `!document.querySelector(".entry.dropped")`)
	s.signIn("ducha", locale.Chinese)
	s.open("/reports/" + s.paper)
	if now := s.text(reviewed + ` + ""`); now != before {
		s.Errorf("%s are reviewed, not %s", now, before)
	}
	s.heard()
}

// another is a second browser at the same site.
func (s *screen) another() *screen {
	s.Helper()
	c := s.on(s.T)
	c.browse()
	c.size(1440, 900)
	return c
}

// twoEditors write about one matter at once.
func twoEditors(s *screen) {
	number := s.handled()
	s.signIn("nyj", locale.Chinese)
	s.open("/matters/" + number)
	head := s.another()
	head.signIn("nyj-office", locale.Chinese)
	head.open("/matters/" + number + "?do=comment")
	h := mouse{head}
	h.write("form[action$='/comment'] textarea", "请写明责任处室")
	head.leads(".said", func() { h.use("form[action$='/comment'] button.primary") })

	h = mouse{s}
	h.write(reportForm+" textarea", "已经部署")
	s.leads(".since", func() { h.use(reportForm + " button.primary") })
	s.status(409, "")
	if since := s.text(`document.querySelector(".since").innerText`); !strings.Contains(since, "请写明责任处室") {
		s.Errorf("what the other did is shown as %q", since)
	}
	if text := s.text(`document.querySelector("` + reportForm + ` textarea").value`); text != "已经部署" {
		s.Errorf("what was typed is %q", text)
	}
	s.leads(".said", func() { h.use(reportForm + " button.primary") })
	if n := len(s.matterNow(number).Reports); n != 1 {
		s.Errorf("%d reports", n)
	}
	s.heard()
}

// twoReviewers decide on the same entry of a report.
func twoReviewers(s *screen) {
	s.signIn("ducha", locale.Chinese)
	s.open("/reports/" + s.paper)
	other := s.another()
	second := access.Seat{ID: "province/second", Unit: "province", Role: access.SupervisionOffice, Holder: "bgt"}
	s.must(s.site.opt.Ledger.ChangeOrg(s.Context(), "xitong", access.Chart{Seats: []access.Seat{second}}, ""))
	s.account("bgt")
	other.signIn("bgt", locale.Chinese)
	other.open("/reports/" + s.paper)
	id := s.text(`document.querySelector(".entry.open").dataset.id`)
	s.press("d")
	s.until("the one drops it", `document.querySelector("#e-`+id+`.dropped") && !document.querySelector("#told [role=alert]")`)
	other.press(kb.Enter)
	other.until("the other is told", `document.querySelector("#told [role=alert]")`)
	if said := other.text(`document.querySelector("#told").innerText`); !strings.Contains(said, "刚被他人改动") {
		s.Errorf("the other is told %q", said)
	}
	other.until("the other sees what was decided", `document.querySelector("#e-`+id+`.dropped")`)
	other.picture("two-reviewers")
	v, err := s.site.review.Paper(s.Context(), "ducha", s.paper)
	s.must(err)
	if st := v.Item(id).Status; st != "dropped" {
		s.Errorf("the entry is %s", st)
	}
	s.heard()
}

// expiredLink opens a link to begin with too late, and one that was used.
func expiredLink(s *screen) {
	s.run(network.ClearBrowserCookies())
	token, _, err := s.site.opt.Auth.Invite(s.Context(), "", "jtt")
	s.must(err)
	s.open("/begin/" + token)
	h := mouse{s}
	h.write("[name=password]", demo.Password)
	h.write("[name=again]", demo.Password)
	s.ahead.Add(int64(73 * time.Hour))
	s.leads("[role=alert]", func() { h.use("button.primary") })
	s.status(410, "这个链接已过期或者已用过")
	s.open("/begin/" + token)
	s.status(410, "请向安全管理员要一个新的")
}
