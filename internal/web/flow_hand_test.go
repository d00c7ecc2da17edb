package web

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	browserpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A hand is how somebody works at a screen. Things are named by CSS selectors.
type hand interface {
	use(what string) // a link, a button or a summary
	write(field, text string)
	choose(field, value string) // a box, one of several, or from a list
	attach(field, file string)
}

// leads does what leads to another page, and waits for that.
func (s *screen) leads(to string, do func()) {
	s.Helper()
	s.run(chromedp.Evaluate(`document.documentElement.dataset.left = "1"`, nil))
	do()
	for range 400 {
		var there bool
		// The page may be between two documents: then it is asked again.
		ctx, stop := context.WithTimeout(s.ctx, 10*time.Second)
		err := chromedp.Run(ctx, chromedp.Evaluate(`!document.documentElement.dataset.left && document.readyState === "complete"`, &there))
		stop()
		if err == nil && there {
			break
		}
		time.Sleep(25 * time.Millisecond)
	}
	if !s.has(to) {
		s.Fatalf("it did not lead to %s: %s", to, s.text(`location.href + " " + document.querySelector("main")?.innerText.slice(0, 800)`))
	}
}

func (s *screen) has(what string) bool {
	s.Helper()
	var yes bool
	s.eval("Boolean(document.querySelector("+strconv.Quote(what)+"))", &yes)
	return yes
}

// selectAll is Ctrl+A.
func (s *screen) selectAll() {
	s.Helper()
	s.run(chromedp.KeyEvent("a", chromedp.KeyModifiers(input.ModifierCtrl)))
}

// A mouse points, clicks and types.
type mouse struct{ *screen }

// use brings a thing to the middle of the window, as people do, sees to it that
// nothing lies above it, and clicks.
func (h mouse) use(what string) {
	h.Helper()
	where := ""
	for range 40 { // what stands above may still be growing
		where = h.text(`((e) => {
			if (!e) return "is not there";
			e.scrollIntoView({block: "center", behavior: "instant"});
			const box = e.getBoundingClientRect(), top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
			return e.contains(top) ? "" : "lies under " + top?.outerHTML.slice(0, 200);
		})(document.querySelector(` + strconv.Quote(what) + `))`)
		if where == "" {
			break
		}
		time.Sleep(25 * time.Millisecond)
	}
	if where != "" {
		h.Fatalf("%s %s", what, where)
	}
	h.run(chromedp.Click(what, chromedp.ByQuery))
}

func (h mouse) write(field, text string) {
	h.Helper()
	h.use(field)
	h.selectAll()
	h.run(chromedp.KeyEvent(text))
}

func (h mouse) choose(field, value string) {
	h.Helper()
	if h.text(`document.querySelector(`+strconv.Quote(field)+`).tagName`) == "SELECT" {
		h.run(chromedp.SetValue(field, value, chromedp.ByQuery))
		return
	}
	h.use(field + "[value=" + strconv.Quote(value) + "]")
}

func (h mouse) attach(field, file string) {
	h.Helper()
	h.run(chromedp.SetUploadFiles(field, []string{file}, chromedp.ByQuery))
}

// Keys are a keyboard: nothing is pointed at. Wherever the focus comes on the
// way it must be seen, and no page may need more than so many steps.
type keys struct {
	*screen
	far *far
}

// A far is the longest way that was gone.
type far struct {
	steps int
	to    string
}

// farthest is how often somebody may have to press Tab for one thing.
const farthest = 90

// focused says where the focus is, and whether an eye finds it: an outline or
// another sign of it, within the window, and nothing above it.
const focused = `((wanted) => {
	const e = document.activeElement, it = e && e !== document.body ? e : null;
	if (!it) return JSON.stringify({});
	const eye = it.classList.contains("unseen") ? it.labels[0] : it; // a hidden box shows on its label
	const style = getComputedStyle(eye), box = eye.getBoundingClientRect();
	const sign = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
	const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2, y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
	const top = document.elementFromPoint(x, y);
	return JSON.stringify({there: it.matches(wanted), inside: Boolean(it.closest("main")), sign,
		shown: Boolean(top && (eye.contains(top) || top.contains(eye))), what: it.outerHTML.slice(0, 160)});
})`

type focus struct {
	There  bool   `json:"there"`
	Inside bool   `json:"inside"`
	Sign   bool   `json:"sign"`
	Shown  bool   `json:"shown"`
	What   string `json:"what"`
}

func (h keys) focus(wanted string) focus {
	h.Helper()
	var f focus
	h.must(json.Unmarshal([]byte(h.text(focused+"("+strconv.Quote(wanted)+")")), &f))
	return f
}

// reach goes on from where the focus is until it comes to what is wanted. Into
// the middle of a page it takes the link that skips what stands before.
func (h keys) reach(wanted string) {
	h.Helper()
	f := h.focus(wanted)
	if f.There {
		return
	}
	inside := h.has("main :is(" + wanted + ")")
	for n := 1; n <= farthest; n++ {
		h.run(chromedp.KeyEvent(kb.Tab))
		f = h.focus(wanted)
		if f.What != "" && !f.Sign {
			h.Errorf("nothing shows that the focus is on %s", f.What)
		}
		if f.What != "" && !f.Shown {
			h.Errorf("the focus is out of sight: %s", f.What)
		}
		if f.There {
			if n > h.far.steps {
				*h.far = far{n, wanted}
			}
			return
		}
		if inside && !f.Inside && h.focus(`.skip[href="#main"]`).There {
			h.run(chromedp.KeyEvent(kb.Enter))
		}
	}
	h.Fatalf("%s is not reached by pressing Tab %d times; the focus is on %s", wanted, farthest, f.What)
}

func (h keys) use(what string) {
	h.Helper()
	h.reach(what)
	h.run(chromedp.KeyEvent(kb.Enter))
}

func (h keys) write(field, text string) {
	h.Helper()
	h.reach(field)
	h.selectAll()
	h.run(chromedp.KeyEvent(text))
}

func (h keys) choose(field, value string) {
	h.Helper()
	wanted := field + "[value=" + strconv.Quote(value) + "]"
	switch kind := h.text(`(document.querySelector(` + strconv.Quote(field) + `) || {}).type || ""`); kind {
	case "checkbox":
		h.reach(wanted)
		h.run(chromedp.KeyEvent(" "))
	case "radio":
		h.reach(field)
		h.run(chromedp.KeyEvent(" "))
		for range 20 {
			if h.focus(wanted).There {
				return
			}
			h.run(chromedp.KeyEvent(kb.ArrowDown))
		}
		h.Fatalf("no arrow key leads to %s", wanted)
	default:
		h.reach(field)
		for range 40 {
			if h.text(`document.activeElement.value`) == value {
				return
			}
			h.run(chromedp.KeyEvent(kb.ArrowDown))
		}
		h.Fatalf("no arrow key leads to %s", wanted)
	}
}

// attach opens the dialog of a file field by key, and is the dialog.
func (h keys) attach(field, file string) {
	h.Helper()
	h.reach(field)
	ctx, stop := context.WithCancel(h.ctx)
	defer stop()
	var once sync.Once
	opened := make(chan cdp.BackendNodeID, 1)
	chromedp.ListenTarget(ctx, func(event any) {
		if e, ok := event.(*browserpage.EventFileChooserOpened); ok {
			once.Do(func() { opened <- e.BackendNodeID })
		}
	})
	h.run(browserpage.SetInterceptFileChooserDialog(true), chromedp.KeyEvent(kb.Enter))
	select {
	case node := <-opened:
		h.run(dom.SetFileInputFiles([]string{file}).WithBackendNodeID(node), browserpage.SetInterceptFileChooserDialog(false))
	case <-time.After(10 * time.Second):
		h.Fatal(fmt.Sprint("the key opens no dialog for ", field))
	}
}
