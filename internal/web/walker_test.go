package web

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/locale"
)

// A walker does what a person does at a screen, and counts it: each click, each
// key, each text typed into one field, each file chosen, each command typed at
// the console. There is no other way to act in a walk.
type walker struct {
	*screen
	who   string
	lang  locale.Lang
	steps int // since the walk began
	tasks []string
}

// newWalker is somebody who walks through the pages for the first time. The
// language is that of LUOSHI_WALK, Chinese by default.
func (s *screen) newWalker(t *testing.T, who string) *walker {
	w := &walker{screen: s.on(t), who: who, lang: locale.Chinese}
	if os.Getenv("LUOSHI_WALK") == string(locale.English) {
		w.lang = locale.English
	}
	w.size(1440, 900)
	t.Cleanup(func() { t.Logf("%s:\n  %s\n  in all %d", who, strings.Join(w.tasks, "\n  "), w.steps) })
	return w
}

// task does a part of the walk and notes what it took, which is at most a bar; 0
// is none.
func (w *walker) task(what string, most int, do func()) {
	w.Helper()
	before := w.steps
	do()
	took := w.steps - before
	bar := ""
	if most > 0 {
		bar = fmt.Sprintf(" (at most %d)", most)
		if took > most {
			w.Errorf("%s: %s took %d clicks and keys, at most %d are allowed", w.who, what, took, most)
		}
	}
	w.tasks = append(w.tasks, fmt.Sprintf("%2d  %s%s", took, what, bar))
}

// look holds what is on the screen to what every page must be, and keeps its
// picture at a desk and on a phone.
func (w *walker) look(name string) {
	w.Helper()
	w.until("the page is whole", `document.readyState === "complete" && document.querySelector("main")`)
	w.check(w.who + ": " + name)
	if os.Getenv("LUOSHI_SCREENSHOTS") == "" {
		return
	}
	file := fmt.Sprintf("walk-%s-%s-%s", w.who, name, w.lang)
	w.picture(file + "-1440")
	w.size(390, 844)
	w.picture(file + "-390")
	w.size(1440, 900)
}

// click presses the mouse once.
func (w *walker) click(selector string) {
	w.Helper()
	w.until(selector+" is there to be clicked", fmt.Sprintf(`document.querySelector(%q)?.checkVisibility()`, selector))
	w.steps++
	w.run(heard, chromedp.Click(selector, chromedp.ByQuery))
}

// types writes a text where the cursor is.
func (w *walker) types(text string) {
	w.Helper()
	w.until("the cursor is in a field", `/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)`)
	w.steps++
	w.run(chromedp.KeyEvent(text))
}

// hit presses a key as often as it is named.
func (w *walker) hit(keys ...string) {
	w.Helper()
	for _, k := range keys {
		w.steps++
		w.run(chromedp.KeyEvent(k))
	}
}

// send is Ctrl+Enter.
func (w *walker) send() {
	w.Helper()
	w.steps++
	w.run(heard, chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(2)))
}

// attach chooses a file: a click on the field and one in the window that opens.
func (w *walker) attach(selector, file string) {
	w.Helper()
	w.steps += 2
	w.run(chromedp.SetUploadFiles(selector, []string{file}, chromedp.ByQuery))
}

// heard marks what the page said of the step before, so that it does not pass for
// what it says of the next.
var heard = chromedp.Evaluate(`document.querySelectorAll(".said").forEach(e => e.dataset.heard = "")`, nil)

// said waits until the page says that something was done.
func (w *walker) said(words string) {
	w.Helper()
	w.until("it says “"+words+"”", fmt.Sprintf(`document.querySelector(".said:not([data-heard])")?.innerText.includes(%q)`, words))
}

// did waits until the page says that a step was taken.
func (w *walker) did(step access.Step) {
	w.Helper()
	w.said(step.Title().In(w.lang))
}
