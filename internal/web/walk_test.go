package web

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	downloads "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp/kb"
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/audit"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
)

// Four people see their first page and do their day, the fifth is in
// walk_operator_test.go. What each part takes is printed with -v. A report takes
// a clerk at most four clicks and keys, docketing a reviewed report an officer at
// most six; text typed into one field counts as one.
func TestWalks(t *testing.T) {
	s := newScreen(t)
	for _, walk := range []struct {
		who string
		do  func(*walker)
	}{
		{"clerk", clerkWalks},
		{"head", headWalks},
		{"officer", officerWalks},
		{"auditor", auditorWalks},
	} {
		t.Run(walk.who, func(t *testing.T) { walk.do(s.newWalker(t, walk.who)) })
	}
}

// owedRows are the rows of what is to be reported now.
const owedRows = `document.querySelectorAll(".desk section:first-child tbody tr:not(.folded)").length`

// A clerk reports on all that is owed today: the cursor is in the form of what is
// most pressing.
func clerkWalks(w *walker) {
	counted := w.assigned("新增储能电站并网", ledger.Indicator{ID: "stations", Name: "并网电站", Unit: "座", Target: "12"})
	_, err := w.site.opt.Ledger.Do(w.Context(), "nyj", counted.ID, ledger.Any, ledger.Sign{})
	w.must(err)
	w.signIn("nyj", w.lang)
	w.look("desk")
	before := w.text("String(" + owedRows + ")")
	title := w.text(`document.querySelector(".desk tbody tr.at td a").innerText`)
	w.task("report on what is most pressing: a sentence", 4, func() {
		w.types("青禾市热源厂已签订三年用煤合同，首批到厂。")
		w.send()
		w.did(access.Report)
	})
	w.until("it is no longer owed", `!document.querySelector(".desk section:first-child tbody tr.at td a")?.innerText.includes("`+title+`")`)
	if after := w.text("String(" + owedRows + ")"); after == before {
		w.Errorf("%s rows are owed before and after", before)
	}
	w.look("reported")
	w.task("report on the next: a sentence and the rest as last time", 4, func() {
		w.types("累计完成改造机组12台，占年度任务六成。")
		w.send()
		w.did(access.Report)
	})
	w.task("report on what comes next: a sentence and a number", 4, func() {
		w.types("已召开部署会，两座电站并网。")
		w.click(".fold input[inputmode=decimal]")
		w.types("2")
		w.send()
		w.said("新增储能电站并网")
	})
	w.task("see what a matter waits for, and come back", 0, func() {
		w.click(".desk section tbody tr td a[data-peek]")
		w.until("the panel is open", `!document.querySelector("#peek").hidden && document.querySelector("#peek h2")`)
		w.look("peek")
		w.hit(kb.Escape)
		w.until("the panel is closed", `document.querySelector("#peek").hidden`)
	})
}

// rowOf is the selector of a section's first row whose button takes a step.
func rowOf(step string) string { return `.desk a[data-fold][href$="do=` + step + `"]` }

// assigned dockets a matter and assigns it to the bureau of energy.
func (w *walker) assigned(title string, counts ...ledger.Indicator) ledger.State {
	w.Helper()
	l := w.site.opt.Ledger
	st, err := l.Docket(w.Context(), "ducha", ledger.Matter{
		Title: title, Source: ledger.Source{Kind: ledger.FromMeeting, Name: "省政府专题会议"}, Regime: "13710", Assigning: "province", InCharge: "province/leader", Suggested: "nyj", Indicators: counts,
	}, false)
	w.must(err)
	_, err = l.Do(w.Context(), "ducha", st.ID, ledger.Any, ledger.Assign{Lead: "nyj"})
	w.must(err)
	return st
}

// The head of a bureau signs for what came in, passes a matter on with a name,
// and applies to close one that is done.
func headWalks(w *walker) {
	w.assigned("梳理度夏电力保供清单")
	w.signIn("nyj-head", w.lang)
	w.look("desk")
	w.task("sign for a matter", 0, func() {
		w.click(rowOf("sign"))
		w.until("its form is open", `document.querySelector("#fold form")`)
		w.look("sign")
		w.click("#fold form button.primary")
		w.said("梳理度夏电力保供清单")
	})
	w.task("pass a matter on with a name", 0, func() {
		w.click(rowOf("pass"))
		w.until("names are offered", `document.activeElement?.name === "to"`)
		w.look("pass")
		w.hit(kb.ArrowDown)
		w.click("#fold form button.primary")
		w.did(access.Pass)
	})
	w.task("apply to close what is done", 0, func() {
		w.click(rowOf("apply-close"))
		w.until("the result is asked for", `document.activeElement?.name?.startsWith("say.")`)
		w.look("close")
		w.types("合同已签、煤已到厂，热源厂存煤可用二十天。")
		w.send()
		w.did(access.ApplyClose)
	})
	w.look("after")
}

// An officer's day: review what waits, chase what is late, docket the report that
// is reviewed, a new matter from a phone call.
func officerWalks(w *walker) {
	_, err := w.site.review.Do(w.Context(), "ducha", w.paper, ledger.Any, review.AcceptSection{})
	w.must(err)
	w.signIn("ducha", w.lang)
	w.look("desk")
	w.task("accept what waits longest", 0, func() {
		w.click(rowOf("review"))
		w.until("it can be judged", `document.querySelector("#fold button[value=accept]")`)
		w.look("review")
		if w.has("#fold input[name=grade]") { // an application to close is graded
			w.click("#fold input[name=grade]")
		}
		w.click("#fold button[value=accept]")
		w.did(access.Review)
	})
	w.task("return the next with a reason", 0, func() {
		w.click(rowOf("review"))
		w.click("#fold textarea[name=reason]")
		w.types("成果材料没有附后，请补充。")
		w.click("#fold button[value=return]")
		w.did(access.Review)
	})
	w.task("chase all red ones", 0, func() {
		w.click(`main a[href="/ledger?light=red&open=1"]`)
		w.click("input[data-all]")
		w.click(".bar details:nth-of-type(2) summary")
		w.look("chase")
		red := w.text(`String(document.querySelectorAll("[name=chosen]:checked").length)`)
		w.click(`.bar button[value=chase]`)
		w.said(red)
	})
	w.open("/")
	w.task("docket a whole reviewed report", 6, func() {
		w.click(`a[href="/reports/` + w.paper + `/docket"]`)
		w.until("it says what will happen", `document.querySelector(".page-report_docket button.primary")`)
		w.look("docket")
		w.click("main button.primary")
		w.said("")
	})
	w.open("/")
	w.task("docket a matter by hand", 0, func() {
		w.hit("n")
		w.until("the form is there", `document.activeElement?.name === "title"`)
		w.types("核实老旧电梯改造补贴发放进度")
		w.look("new")
		w.hit(kb.Tab, kb.Tab)
		w.types("省住建厅")
		w.send()
		w.said("")
	})
}

// An auditor verifies the chain, looks for what somebody did, and takes an export
// away that can be verified elsewhere.
func auditorWalks(w *walker) {
	into := w.TempDir()
	w.run(downloads.SetDownloadBehavior(downloads.SetDownloadBehaviorBehaviorAllow).WithDownloadPath(into))
	w.signIn("shenji", w.lang)
	w.look("desk")
	w.task("verify the chain", 0, func() {
		w.click("main form button.primary")
		w.until("it is verified", `document.querySelector("#said")?.innerText`)
	})
	w.look("verified")
	w.task("find what happened to a matter", 0, func() {
		w.click(`main a[href="/admin/trail"]`)
		w.click("input[name=matter]")
		w.types("2025-00010")
		w.hit(kb.Enter)
		w.until("its events are listed", `location.search.includes("2025-00010") && document.querySelectorAll("table.trail tbody tr").length > 3`)
		w.look("trail")
	})
	w.task("take an export away", 0, func() { w.click(`form[action="/admin/trail/export"] button`) })
	file, err := os.Open(handedOver(w, into))
	w.must(err)
	defer file.Close()
	result, err := audit.VerifyExport(file, "")
	w.must(err)
	if result.Fault != nil || result.Events < 1000 {
		w.Errorf("the export: %d events, %v", result.Events, result.Fault)
	}
}

// handedOver waits for the file that the browser puts into a folder. It is there
// under its name, empty, while the browser still writes it under another.
func handedOver(w *walker, into string) string {
	w.Helper()
	for range 400 {
		files, err := os.ReadDir(into)
		w.must(err)
		if len(files) == 1 && filepath.Ext(files[0].Name()) == ".jsonl" {
			if info, err := files[0].Info(); err == nil && info.Size() > 0 {
				return filepath.Join(into, files[0].Name())
			}
		}
		time.Sleep(25 * time.Millisecond)
	}
	w.Fatal("nothing was handed over")
	return ""
}
