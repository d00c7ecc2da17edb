package web

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
	"github.com/luoshi-project/luoshi/internal/demo"
	"github.com/luoshi-project/luoshi/internal/locale"
	"github.com/luoshi-project/luoshi/internal/placemap"
)

// Every number of the first picture opens as many matters as it says.
func TestBoardOpensItsMatters(t *testing.T) {
	o := newTown(t)
	o.wait(5 * 24 * time.Hour)
	b := o.as("leader")
	page := b.get("/board").document(t)
	figures := page.Find("table.bars a.light, .figures a.figure, table.bars td:first-child a")
	if figures.Length() < 6 {
		t.Fatalf("only %d figures", figures.Length())
	}
	for _, node := range figures.EachIter() {
		to, _ := node.Attr("href")
		said := strings.TrimSpace(strings.TrimLeft(node.Text(), "■▲● "))
		if node.HasClass("figure") {
			said = node.Find("strong").Text()
		} else if !node.HasClass("light") {
			said = node.Closest("tr").Find("td").Eq(1).Text()
		}
		caption := b.get(to).document(t).Find("table.ledger caption").Text()
		if said == "0" && caption == "" {
			continue
		}
		if !strings.HasPrefix(caption, "共 "+said+" 件") {
			t.Errorf("%s says %s, and the list behind it %q", to, said, caption)
		}
	}
	if reds := page.Find("[data-rows] tbody tr"); reds.Length() != 1 || !strings.Contains(reds.Text(), "已逾期") {
		t.Errorf("red matters: %q", reds.Text())
	}
}

// The wall counts what is due in each month and turns no name of its rows into
// a ranking of people: its rows are units or leaders with their matters.
func TestWall(t *testing.T) {
	o := newTown(t)
	page := o.as("leader").get("/board/wall?by=units").document(t)
	row := page.Find("tbody tr")
	if row.Length() != 1 || strings.TrimSpace(row.Find("th").Text()) != "乙市能源局" {
		t.Fatalf("rows: %q", row.Text())
	}
	if pins := row.Find("td").Eq(1).Find("a.pin"); pins.Length() != 1 || !strings.Contains(pins.Text(), "1") { // due on 2 February
		t.Errorf("February: %q", row.Find("td").Eq(1).Text())
	}
	if row.Find("a.pin").Length() != 1 {
		t.Error("pins in other months")
	}
}

// The operator's map shows each place with its matters, those of the units
// beneath it too; its figure opens as many, and a shape that means no unit is
// named to the operator.
func TestWallMap(t *testing.T) {
	o := newTown(t)
	m, err := placemap.Read([]byte(`<svg><rect id="own" width="5" height="5"/><rect x="5" id="b" width="5" height="5"><title>丙市</title></rect><rect x="9" id="moon" width="1" height="1"/></svg>`))
	o.must(err)
	o.site.opt.Map = m
	b := o.as("supervision_office")
	page := b.get("/board/wall").document(t)
	shapes := page.Find("svg.wall-map a")
	if shapes.Length() != 2 || page.Find("svg.wall-map .stranger").Length() != 1 || page.Find(".tiles").Length() != 0 {
		t.Fatalf("%d places on the map", shapes.Length())
	}
	if name := page.Find("svg.wall-map text.name").First().Text(); name != "乙市" {
		t.Errorf("the first place is %q", name)
	}
	said := strings.TrimSpace(strings.TrimLeft(page.Find("svg.wall-map text.count").First().Text(), "■▲● "))
	if caption := b.get(shapes.First().AttrOr("href", "")).document(t).Find("table.ledger caption").Text(); said != "1" || !strings.HasPrefix(caption, "共 "+said+" 件") {
		t.Errorf("the map says %s, and the list behind it %q", said, caption)
	}
	rules, err := o.ledger.Rules(t.Context())
	o.must(err)
	if diff := cmp.Diff([]string{"moon"}, o.site.Strangers(rules.Org)); diff != "" {
		t.Error(diff)
	}
}

// The wall in a browser can be read from the back of a room, turns its pages,
// holds still where the machine asks for less motion, and says when what it
// shows is not the latest.
func TestWallInTheBrowser(t *testing.T) {
	s := newScreen(t)
	var err error
	s.site.opt.Map, err = demo.Map()
	s.must(err)
	s.signIn("fengguan", locale.Chinese)
	s.size(1920, 1080)
	s.open("/board/wall?by=units")
	s.check("the wall")
	s.picture("wall")
	var seen struct {
		Figures, Names, Height float64
		Map                    int
	}
	s.eval(`(() => {
		const size = (e) => parseFloat(getComputedStyle(e).fontSize) * (e.closest("svg") ? e.closest("svg").getBoundingClientRect().width / 1000 : 1);
		const least = (what) => Math.min(...[...document.querySelectorAll(what)].filter((e) => e.getClientRects().length).map(size));
		return {figures: least(".pin, .per, .big a, .wall-year strong, .count"), names: least("h1, h2, .wall-table th, .name, .wall-head p, .big span, .wall-year"),
			map: document.querySelectorAll("svg.wall-map a").length, height: document.documentElement.scrollHeight};
	})()`, &seen)
	if seen.Figures < 40 || seen.Names < 24 {
		t.Errorf("figures of %v px, names of %v px", seen.Figures, seen.Names)
	}
	if seen.Map != 4 || seen.Height > 1080 {
		t.Errorf("%d places on the map; %v px high", seen.Map, seen.Height)
	}
	shown := `[...document.querySelectorAll("[data-sheet]")].findIndex((e) => !e.hidden)`
	s.until("the first page is shown", shown+` === 0 && document.querySelectorAll("[data-sheet]").length > 1`)
	s.press(kb.ArrowRight)
	s.until("the next page is shown", shown+` === 1`)
	s.run(chromedp.Click("[data-pause]", chromedp.ByQuery))
	s.until("the wall holds still", `document.querySelector("[data-pause]").textContent === "自动翻页"`)
	s.run(network.EmulateNetworkConditions(true, 0, 0, 0))
	s.run(chromedp.Evaluate(`htmx.trigger("#wall", "refresh")`, nil))
	s.until("the lost connection is said", `!document.querySelector(".lost").hidden && document.querySelector(".lost").textContent.includes("画面停在")`)
	s.run(network.EmulateNetworkConditions(false, 0, -1, -1))
	s.run(chromedp.Evaluate(`htmx.trigger("#wall", "refresh")`, nil))
	s.until("it is back, on the same page", `document.querySelector(".lost").hidden && `+shown+` === 1`)
	s.run(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}))
	s.open("/board/wall?by=units")
	s.until("it waits to be told", `document.querySelector("[data-pause]").textContent === "自动翻页"`)
	s.heard() // the lost connection was complained of
}
