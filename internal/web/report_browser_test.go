package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/luoshi-project/luoshi/internal/locale"
	"github.com/luoshi-project/luoshi/sample"
)

// until waits until the page says so. A page that is just coming says nothing.
func (s *screen) until(what, script string) {
	s.Helper()
	for range 200 {
		var yes bool
		err := chromedp.Run(s.ctx, evaluation("(() => { try { return Boolean("+script+"); } catch { return false; } })()", &yes))
		if !left(err) {
			s.must(err)
		}
		if yes {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	var text string
	s.eval(`document.querySelector("#standing")?.innerText + " / " + document.querySelector("#told")?.innerText + " / " + document.querySelector(".correct .told")?.innerText + " / " + document.activeElement?.outerHTML.slice(0, 200)`, &text)
	s.Fatalf("%s: it did not come about: %s", what, text)
}

// press presses keys, one after the other.
func (s *screen) press(keys ...string) {
	s.Helper()
	for _, k := range keys {
		s.run(chromedp.KeyEvent(k))
	}
}

func (s *screen) text(script string) string {
	s.Helper()
	var text string
	s.eval(script, &text)
	return text
}

// reportFile writes the sample's report with some changes, as a file to upload.
func (s *screen) reportFile(name string, changes ...string) string {
	s.Helper()
	data, err := sample.Files.ReadFile("2025.txt")
	s.must(err)
	file := filepath.Join(s.TempDir(), name)
	s.must(os.WriteFile(file, []byte(strings.NewReplacer(changes...).Replace(string(data))), 0o666))
	return file
}

const reviewed = `Number(document.querySelector("#standing").innerText.match(/\d+/)[0])`

// The whole way of a report by keyboard: upload, review, units, docket, and the
// adopted text. A report is docketed with five clicks: the file, read it, accept
// the rest, docket, do it.
func TestReportInTheBrowser(t *testing.T) {
	s := newScreen(t)
	s.signIn("ducha", locale.Chinese)
	s.size(1440, 900)
	s.open("/reports")
	// In this version the projects are 441, so that it is another text than the sample's own.
	file := s.reportFile("审议稿.txt", "实施省级重点项目440个", "实施省级重点项目441个")
	s.run(
		chromedp.Click(".upload summary", chromedp.ByQuery),
		chromedp.SetUploadFiles(".upload input[type=file]", []string{file}, chromedp.ByQuery),
		chromedp.Click(".upload form button.primary", chromedp.ByQuery),
		chromedp.WaitVisible(".entry.at", chromedp.ByQuery),
	)
	s.check("a report just read")

	s.press(kb.Enter, kb.Enter, kb.Enter)
	s.until("three are accepted", reviewed+` === 3 && document.querySelectorAll(".entry.accepted").length === 3`)
	s.press("d")
	s.until("one is dropped", reviewed+` === 4 && document.querySelectorAll(".entry.dropped").length === 1`)
	s.press("z")
	s.until("that was undone", reviewed+` === 3`)

	// Words of the text show their entry.
	first := s.text(`(() => { const m = document.querySelector(".m.action"); m.click(); return m.dataset.i.split(" ").at(-1) })()`)
	s.until("its entry is chosen", `document.querySelector(".entry.action.at")?.dataset.id === "`+first+`"`)
	s.press("e")
	s.until("the form is open", `document.activeElement.name === "title"`)
	s.check("an entry being corrected")
	s.picture("report-edit")
	s.press(kb.Escape)
	s.until("the form is closed", `!document.querySelector(".correct") && document.querySelector(".entry.at").dataset.id === "`+first+`"`)
	s.press("u")
	s.until("the lead unit is asked for", `document.activeElement.name === "lead"`)
	s.selectAll()
	s.run(chromedp.KeyEvent("省水利厅"))
	s.press(kb.Enter)
	s.until("the unit is chosen", `document.querySelector("#e-`+first+` .chip.on")?.innerText === "省水利厅"`)
	s.press("m")
	s.until("two became one", `!document.querySelector("#e-`+first+`") && document.querySelector(".entry.at")`)
	s.press("s")
	s.until("places to split are offered", `document.activeElement.matches(".cut")`)
	s.press(kb.Escape)
	s.until("the form is closed", `!document.querySelector(".correct")`)
	s.press("z")
	s.until("the merge is undone", `document.querySelector("#e-`+first+`")`)

	// What the reader did not take is added by selecting it.
	s.run(chromedp.Evaluate(`(() => {
		const p = [...document.querySelectorAll("#text p")].find((p) => !p.querySelector(".m") && p.innerText.length > 30);
		const r = document.createRange();
		r.setStart(p.lastChild, 2); r.setEnd(p.lastChild, 14);
		getSelection().removeAllRanges(); getSelection().addRange(r);
		window.words = r.toString();
	})()`, nil))
	s.press("n")
	s.until("the words are an entry", `[...document.querySelectorAll(".entry.accepted .title")].some((e) => window.words.includes(e.innerText) && e.innerText.length > 8)`)

	s.run(chromedp.Click(`#standing button[value=all]`, chromedp.ByQuery))
	s.until("all is reviewed", `!document.querySelector("#standing button[value=all]") && document.querySelector("#standing a.primary")`)
	s.picture("report-reviewed")
	s.check("a report reviewed to its end")
	workspace := s.text(`location.pathname`)
	s.run(chromedp.Click("#standing a.primary", chromedp.ByQuery), chromedp.WaitVisible(".page-report_docket button.primary", chromedp.ByQuery))
	s.picture("report-docket")
	s.check("before docketing")
	s.run(chromedp.Click("main button.primary", chromedp.ByQuery), chromedp.WaitVisible(".said", chromedp.ByQuery))
	if said := s.text(`document.querySelector(".said").innerText`); !strings.Contains(said, "已立项") {
		t.Errorf("it says %q", said)
	}
	if n := s.text(`String(document.querySelectorAll(".entry.action.docketed").length)`); n == "0" {
		t.Error("no entry shows its matter")
	}

	adopted := s.reportFile("通过稿.txt", "实施省级重点项目440个", "实施省级重点项目460个", "推进零基预算改革，", "", "完善林长制、河湖长制", "完善林长制、河湖长制，建设澜江生态走廊")
	s.open(workspace)
	s.run(
		chromedp.Click(".about-report .upload summary", chromedp.ByQuery),
		chromedp.SetUploadFiles(".about-report input[type=file]", []string{adopted}, chromedp.ByQuery),
		chromedp.Click(".about-report .upload form button.primary", chromedp.ByQuery),
		chromedp.WaitVisible(".changes", chromedp.ByQuery),
	)
	s.picture("report-changed")
	s.check("the adopted text")
	var changed int
	if s.eval(`document.querySelectorAll(".entry").length`, &changed); changed == 0 || changed > 9 {
		t.Errorf("%d entries are said to have changed", changed)
	}
	if got := s.text(`document.querySelector(".compare")?.innerText || ""`); !strings.Contains(got, "4") {
		t.Errorf("the change is shown as %q", got)
	}
}
