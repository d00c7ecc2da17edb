package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp/kb"
	"github.com/luoshi-project/luoshi/internal/demo"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/locale"
)

// The way of a matter from the report to its end, in three ways of working:
// with the mouse, with nothing but keys, and where scripts do not run.
func TestMainFlow(t *testing.T) {
	s := newScreen(t)
	files := s.uploads()
	for i, way := range []struct {
		name  string
		lang  locale.Lang
		width int64
		hand  func(*screen) hand
	}{
		{"with the mouse", locale.Chinese, 1440, func(s *screen) hand { return mouse{s} }},
		{"with keys alone", locale.English, 1440, func(s *screen) hand { return keys{s, &far{}} }},
		{"without scripts", locale.Chinese, 390, func(s *screen) hand { return mouse{s} }},
	} {
		t.Run(way.name, func(t *testing.T) {
			s := s.on(t)
			plain := way.name == "without scripts"
			s.run(emulation.SetScriptExecutionDisabled(plain), network.ClearBrowserCookies(), network.SetCookie("lang", string(way.lang)).WithURL(s.url))
			s.size(way.width, 900)
			f := &flow{screen: s, hand: way.hand(s), plain: plain, name: strings.ReplaceAll(way.name, " ", "-")}
			f.walk(files[i])
			if k, ok := f.hand.(keys); ok {
				t.Logf("the longest way took %d steps with Tab, to %s", k.far.steps, k.far.to)
			}
		})
	}
}

// A flow is somebody's work on one matter, seen from their screen.
type flow struct {
	*screen
	hand
	plain  bool // no scripts run
	name   string
	number int
	matter string // its number
}

func (f *flow) walk(file upload) {
	f.signIn("ducha")
	f.upload(file)
	if _, ok := f.hand.(keys); ok {
		f.reviewByKeys()
	} else {
		f.review()
	}
	f.docket()
	f.assign()
	f.signOut()

	f.signIn("nyj")
	f.signFor()
	f.report("第一次反馈：已成立专班。")
	f.signOut()

	f.signIn("ducha")
	f.sendBack("请写明完成时限和责任处室。")
	f.signOut()

	f.signIn("nyj")
	f.report("第二次反馈：已明确责任处室，六月底前完成。")
	f.mayNotClose("nyj")
	f.signOut()

	f.signIn("nyj-head")
	f.apply()
	f.mayNotClose("nyj-head")
	f.signOut()

	f.signIn("ducha")
	f.accept()
	f.clear()
	f.signOut()
	f.ledgerSaysSo()
}

// seen looks at a page on the way; with the mouse it is held to what every page
// must be.
func (f *flow) seen(what string) {
	f.Helper()
	f.number++
	name := strings.ReplaceAll(f.name+"-"+string('a'+rune(f.number-1))+"-"+what, " ", "-")
	if os.Getenv("LUOSHI_SCREENSHOTS") != "" {
		width := int64(1440)
		if f.plain {
			width = 390
		}
		for _, w := range []int64{1830 - width, width} {
			f.size(w, 900)
			f.picture(name + "-" + map[int64]string{1440: "desk", 390: "phone"}[w])
		}
	}
	if f.plain && f.text(`typeof window.htmx`) != "undefined" {
		f.Fatal("scripts run")
	}
	// The long list of a report is held to that in TestReportInTheBrowser.
	if strings.Contains(f.name, "mouse") && !f.has(".workspace") {
		f.check(what)
	}
}

func (f *flow) signIn(person string) {
	f.Helper()
	f.open("/")
	f.write("input[name=account]", person)
	f.write("input[name=password]", demo.Password)
	f.leads(".rail", func() { f.use("form.stack button.primary") })
	f.seen("desk of " + person)
}

func (f *flow) signOut() {
	f.Helper()
	f.use("details.menu summary")
	f.leads("input[name=password]", func() { f.use("details.menu form button") })
}

func (f *flow) upload(up upload) {
	f.Helper()
	f.leads(".page-reports", func() { f.use(`.rail a[href="/reports"]`) })
	f.use(".upload summary")
	f.attach(".upload input[type=file]", up.file)
	f.seen("a file chosen")
	f.leads(".workspace .entry", func() { f.use(".upload form button.primary") })
	var got int
	f.eval(`document.querySelectorAll(".entry").length`, &got)
	if got < up.entries*98/100 || got > up.entries*102/100 {
		f.Errorf("%s shows %d entries, its text has %d", filepath.Base(up.file), got, up.entries)
	}
	f.seen("the report read")
}

// toActions shows the actions alone: with keys the entries are far from the top.
func (f *flow) toActions() {
	f.Helper()
	f.use(`a.skip[href="#entries"]`)
	f.leads(`.entry.action`, func() { f.use(`#entry-filters a[href$="show=action"]`) })
}

// reviewByKeys is review with the keys of the workspace.
func (f *flow) reviewByKeys() {
	f.Helper()
	f.toActions()
	first := "#e-" + f.text(`document.querySelector(".entry.at").dataset.id`)
	f.press("e")
	f.until("the form of an entry is open", `document.activeElement.name === "title"`)
	f.write(first+" [name=lead]", "省能源局")
	f.seen("an entry corrected")
	f.use(first + " button.primary")
	f.until("it is accepted", `document.querySelector("`+first+`.accepted") && document.querySelector("`+first+` .chip.on").innerText.includes("省能源局")`)
	f.press(kb.ArrowDown, "d")
	f.until("one is dropped", `document.querySelector(".entry.dropped")`)
	f.press("A")
	f.until("all is reviewed", `document.querySelector("#standing a.primary") && !document.querySelector("#standing button[value=all]")`)
	f.seen("the report reviewed")
}

// review gives one action its lead unit, drops another and accepts the rest.
func (f *flow) review() {
	f.Helper()
	ids := strings.Fields(f.text(`[...document.querySelectorAll(".entry.action.open")].slice(0, 2).map((e) => e.dataset.id).join(" ")`))
	first, second := "#e-"+ids[0], "#e-"+ids[1]
	f.use(first + " [data-edit]")
	f.until("the form of an entry is open", `document.querySelector("`+first+` [name=lead]")`)
	f.write(first+" [name=lead]", "省能源局")
	f.seen("an entry corrected")
	f.use(first + " button.primary")
	f.until("it is accepted", `document.querySelector("`+first+`.accepted") && document.querySelector("`+first+` .chip.on").innerText.includes("省能源局")`)
	f.use(second + ` button[value^="drop"]`)
	f.until("one is dropped", `document.querySelector("`+second+`.dropped")`)
	f.use("#standing button[value=all]")
	f.until("all is reviewed", `document.querySelector("#standing a.primary") && !document.querySelector("#standing button[value=all]")`)
	f.seen("the report reviewed")
}

func (f *flow) docket() {
	f.Helper()
	f.leads(".page-report_docket main button.primary", func() {
		if _, ok := f.hand.(keys); ok {
			f.press("l")
		} else {
			f.use("#standing a.primary")
		}
	})
	f.choose("input[name=assign]", "1") // it is assigned by hand
	f.seen("before docketing")
	f.leads(".page-report .said", func() { f.use("main form button.primary") })
	f.seen("docketed")
	f.matter = f.text(`document.querySelector(".entry.docketed .state a").textContent`)
}

func (f *flow) assign() {
	f.Helper()
	if _, ok := f.hand.(keys); ok {
		f.toActions()
	}
	f.leads(".page-matter", func() { f.use(`.entry.docketed .state a`) })
	f.seen("to be assigned")
	if lead := f.text(`document.querySelector("form[action$='/assign'] [name=lead]").value`); lead != "省能源局" {
		f.Errorf("the lead unit chosen in the review is not suggested, but %q", lead)
	}
	f.leads(".said", func() { f.use("form[action$='/assign'] button.primary") })
	f.seen("assigned")
	f.is(ledger.Assigned)
}

// is holds the matter to a status.
func (f *flow) is(want ledger.Status) ledger.State {
	f.Helper()
	v, err := f.site.opt.Ledger.Matter(f.Context(), "ducha", f.matter)
	f.must(err)
	if v.State.Status != want {
		f.Fatalf("the matter is %s, not %s", v.State.Status, want)
	}
	return v.State
}

// find goes to the page of the matter by its number.
func (f *flow) find() {
	f.Helper()
	f.write("#search", f.matter)
	f.leads(".page-matter", func() { f.press(kb.Enter) })
}

func (f *flow) signFor() {
	f.Helper()
	f.use(`tr:has(a[href$="/matters/` + f.matter + `"]) td.c-do a`)
	f.until("the form to sign stands below the row", `document.querySelector("form[action$='/sign']")`)
	f.seen("to be signed for")
	f.leads(".said", func() { f.use("form[action$='/sign'] button.primary") })
	f.seen("signed for")
	f.is(ledger.Handling)
}

// sayAll writes the same into every field of the form that wants words.
func (f *flow) sayAll(form, text string) {
	f.Helper()
	for _, name := range strings.Fields(f.text(`[...document.querySelectorAll("` + form + ` textarea")].map((e) => e.name).join(" ")`)) {
		f.write(form+" [name='"+name+"']", text)
	}
}

func (f *flow) report(text string) {
	f.Helper()
	f.find()
	const form = "form[action$='/report']"
	f.sayAll(form, text)
	f.seen("a report written")
	f.leads(".said", func() { f.use(form + " button.primary") })
	f.seen("reported")
}

func (f *flow) sendBack(reason string) {
	f.Helper()
	f.find()
	const form = "form[action$='/review']"
	f.write(form+" [name=reason]", reason)
	f.seen("a report to review")
	f.leads(".said", func() { f.use(form + ` button[value="return"]`) })
	f.seen("returned")
	if s := f.is(ledger.Handling); s.Reports[len(s.Reports)-1].Review != ledger.SendBack {
		f.Error("the report was not returned")
	}
}

func (f *flow) apply() {
	f.Helper()
	f.find()
	f.leads(".page-matter", func() { f.use(`nav.steps a[href$="do=apply-close"]`) })
	const form = "form[action$='/apply-close']"
	f.sayAll(form, "任务已全部完成，成果经核验。")
	f.seen("an application to close")
	f.leads(".said", func() { f.use(form + " button.primary") })
	f.seen("applied to close")
	f.is(ledger.Closing)
}

func (f *flow) accept() {
	f.Helper()
	f.find()
	const form = "form[action$='/review']"
	f.choose(form+" [name=grade]", string(ledger.Good))
	f.seen("closing to review")
	f.leads(".said", func() { f.use(form + ` button[value="accept"]`) })
	f.seen("accepted")
	f.is(ledger.Accepted)
}

func (f *flow) clear() {
	f.Helper()
	f.leads(".said", func() { f.use("form[action$='/clear'] button.primary") })
	f.seen("cleared")
}

// mayNotClose holds that who did the work is offered no way to judge it, and
// that the ledger refuses them whatever their page says.
func (f *flow) mayNotClose(person string) {
	f.Helper()
	if f.has(`nav.steps a[href$="do=review"], nav.steps a[href$="do=clear"], form[action$="/review"], form[action$="/clear"]`) {
		f.Errorf("the page offers %s to judge the own work", person)
	}
	for _, c := range []ledger.Command{ledger.Review{Closing: true, Verdict: ledger.Accept, Grade: ledger.Excellent}, ledger.Clear{}} {
		if _, err := f.site.opt.Ledger.Do(f.Context(), person, f.matter, ledger.Any, c); ledger.CodeOf(err) != ledger.Forbidden {
			f.Errorf("%s by %s: %v", c.Step(), person, err)
		}
	}
}

// ledgerSaysSo asks the ledger itself what the pages did.
func (f *flow) ledgerSaysSo() {
	f.Helper()
	f.is(ledger.Cleared)
	v, err := f.site.opt.Ledger.Matter(f.Context(), "ducha", f.matter)
	f.must(err)
	var kinds []string
	for i := range v.Events {
		if k := v.Events[i].Body.Kind(); k != ledger.KindDated { // what follows from a step
			kinds = append(kinds, string(k))
		}
	}
	want := "docketed assigned signed reported reviewed reported close_applied reviewed cleared"
	if got := strings.Join(kinds, " "); got != want {
		f.Errorf("the ledger has\n%s, not\n%s", got, want)
	}
	result, err := f.site.opt.Chain.Verify(f.Context(), "")
	f.must(err)
	if result.Fault != nil {
		f.Errorf("the chain does not hold: %v", result.Fault)
	}
}
