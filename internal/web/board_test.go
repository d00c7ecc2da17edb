package web

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
	"github.com/luoshi-project/luoshi/internal/demo"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/locale"
	"github.com/luoshi-project/luoshi/internal/placemap"
)

// digits are the last number of a text.
var digits = regexp.MustCompile(`\d+\D*$`)

// opensItsMatters checks that each number of a page that is a link opens as many
// matters as it says, and returns what each of them says, by its address.
func opensItsMatters(t *testing.T, b *browser, page *goquery.Document, links string) map[string]string {
	t.Helper()
	said := map[string]string{}
	for _, node := range page.Find(links).EachIter() {
		to := node.AttrOr("href", "")
		n := strings.TrimRight(digits.FindString(node.Find(".unseen").Remove().End().Text()), "件 %\n")
		if node.HasClass("figure") {
			n = node.Find("strong").Text()
		}
		if n == "" {
			continue
		}
		said[to] = n
		caption := b.get(to).document(t).Find("table.ledger caption").Text()
		if n != "0" && !strings.HasPrefix(caption, "共 "+n+" 件") || n == "0" && caption != "" {
			t.Errorf("%s says %s, and the list behind it %q", to, n, caption)
		}
	}
	return said
}

// Every number of boards, desks and lists opens as many matters as it says, and
// what nobody was asked to do yet counts neither as in time nor as late.
func TestNumbersOpenTheirMatters(t *testing.T) {
	o := newTown(t)
	docket := func(title, lead string, draft bool, steps ...ledger.Command) {
		s, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
			Title: title, Source: ledger.Source{Kind: ledger.ByHand}, Regime: "13710", Assigning: "own", Suggested: lead, InCharge: "own/leader", List: "民生实事",
		}, draft)
		o.must(err)
		for _, step := range steps {
			_, err := o.ledger.Do(t.Context(), "supervision_office", s.ID, ledger.Any, step)
			o.must(err)
		}
	}
	docket("草稿", "own-bureau", true)
	docket("待交办的", "own-bureau", false)
	docket("市里自己的", "own", false, ledger.Assign{Lead: "own"})
	docket("暂停的", "own-bureau", false, ledger.Assign{Lead: "own-bureau"}, ledger.Pause{Reason: "等待批复"})
	o.wait(4 * 24 * time.Hour)
	for _, c := range []struct{ role, at, links string }{
		{"leader", "/board", "table.bars a, .figures a.figure"},
		{"leader", "/board/wall?by=units", "a.pin, .big:not(.green) a, a.rest"},
		{"leader", "/board/wall?by=leaders", "a.pin, .big:not(.green) a, a.rest"},
		{"leader", "/", ".figures a.figure"},
		{"first_responsible", "/", ".lights a"},
		{"supervision_office", "/ledger", ".lights a"},
		{"supervision_office", "/ledger?open=1", ".lights a"},
		{"supervision_office", "/ledger?group=lead", "table.bars a"},
		{"supervision_office", "/ledger?group=list", "table.bars a"},
	} {
		t.Run(c.role+" "+c.at, func(t *testing.T) {
			b := o.as(c.role)
			said := opensItsMatters(t, b, b.get(c.at).document(t), c.links)
			if len(said) == 0 {
				t.Fatal("no number opens anything")
			}
			for to, n := range said {
				if strings.Contains(to, "light=green") || strings.Contains(to, "light=normal") {
					t.Errorf("%s of matters are in time, of which none is: %s", n, to)
				}
			}
		})
	}
	page := o.as("leader").get("/board").document(t)
	if reds := page.Find("[data-rows] tbody tr"); reds.Length() != 2 || !strings.Contains(reds.Text(), "已逾期") {
		t.Errorf("red matters: %q", reds.Text())
	}
}

// Each matter stands once on the desk of a leader or a unit head, however late it
// is and whoever is in charge of it; a leader's own come first and are marked.
func TestADeskListsEachMatterOnce(t *testing.T) {
	o := newTown(t)
	for _, charge := range []string{"", "own/leader"} {
		for _, lead := range []string{"own", "own-bureau"} {
			s, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
				Title: lead + charge, Source: ledger.Source{Kind: ledger.ByHand}, Regime: "13710", Assigning: "own", InCharge: charge,
			}, false)
			o.must(err)
			_, err = o.ledger.Do(t.Context(), "supervision_office", s.ID, ledger.Any, ledger.Assign{Lead: lead})
			o.must(err)
		}
	}
	for range 2 { // due soon, then late
		o.wait(3 * 24 * time.Hour)
		for _, role := range []string{"leader", "first_responsible"} {
			page := o.as(role).get("/").document(t)
			seen := map[string]bool{}
			for _, link := range page.Find(".desk td a[data-peek]").EachIter() {
				if to := link.AttrOr("href", ""); seen[to] {
					t.Errorf("the desk of the %s lists %s twice", role, link.Text())
				} else {
					seen[to] = true
				}
			}
			if len(seen) == 0 {
				t.Errorf("the desk of the %s lists nothing", role)
			}
		}
	}
	first := o.as("leader").get("/").document(t).Find(".desk tbody tr")
	if marked := first.Find(".chip"); marked.Length() != 2 || first.First().Find(".chip").Length() != 1 {
		t.Errorf("%d are marked as the leader's own; the first row is %q", marked.Length(), first.First().Text())
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
