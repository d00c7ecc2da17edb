package web

import (
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/demo"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/xuri/excelize/v2"
)

// yearly is an indicator of a matter that has the year 2026, with readings by day
// and month.
func yearly(t *testing.T, in ledger.Indicator, how string, readings ...reported) goal {
	t.Helper()
	s := ledger.State{}
	for _, r := range readings {
		s.Reports = append(s.Reports, ledger.Report{At: workday.Date{Year: 2026, Month: r.month, Day: r.day}.At(0), Values: map[string]string{in.ID: r.value}})
	}
	g, ok := goalOf(&s, &in, 2026, how)
	if !ok {
		t.Fatalf("%+v has no target", in)
	}
	return g
}

type reported struct {
	month time.Month
	day   int
	value string
}

// A quantity is expected to grow to its target; what is known to have stood
// elsewhere moves from there, downwards too; a rate and an upper limit are held
// against the target all the time.
func TestExpectedPath(t *testing.T) {
	for _, c := range []struct {
		in   ledger.Indicator
		how  string
		want string
	}{
		{ledger.Indicator{Unit: "个", Target: "80"}, "linear", "30"},
		{ledger.Indicator{Unit: "个", Target: "80"}, "quarter", "20"},
		{ledger.Indicator{Unit: "个", Target: "80", Baseline: "40"}, "linear", "55"},
		{ledger.Indicator{Unit: "%", Target: "6"}, "linear", "6"},
		{ledger.Indicator{Unit: "百分点", Target: "0.8"}, "linear", "0.3"},
		{ledger.Indicator{Unit: "%", Target: "60", Baseline: "52"}, "linear", "55"},
		{ledger.Indicator{Unit: "万吨", Target: "10", Compare: "<="}, "linear", "10"},
		{ledger.Indicator{Unit: "微克/立方米", Target: "30", Baseline: "38", Compare: "<="}, "linear", "35"},
		{ledger.Indicator{Unit: "微克/立方米", Target: "30", Baseline: "38", Compare: "<="}, "quarter", "36"},
		{ledger.Indicator{Unit: "%", Target: "5.5", Baseline: "5", Compare: "<="}, "linear", "5.5"},
		{ledger.Indicator{Unit: "亿斤", Target: "100", Compare: "="}, "linear", "100"},
	} {
		g := yearly(t, c.in, c.how)
		if got := decimal(g.path(g.from.Add(g.to.Sub(g.from) * 3 / 8))); got != c.want {
			t.Errorf("%+v %s: %s, want %s", c.in, c.how, got, c.want)
		}
	}
	if !lags("<=", big.NewRat(11, 1), big.NewRat(10, 1)) || lags("<=", big.NewRat(9, 1), big.NewRat(10, 1)) || !lags("", big.NewRat(9, 1), big.NewRat(10, 1)) {
		t.Error("a limit is exceeded upwards, a target missed downwards")
	}
}

// A forecast keeps up the slowest and the fastest pace there was; for what is
// held against its target all the time it is what the last readings were. From
// fewer than three days nothing is forecast.
func TestForecast(t *testing.T) {
	parks := ledger.Indicator{ID: "a", Unit: "个", Target: "80"}
	for name, c := range map[string]struct {
		in        ledger.Indicator
		readings  []reported
		low, high string // "" for none
		reaches   string
	}{
		"two readings":      {parks, []reported{{3, 1, "10"}, {4, 1, "20"}}, "", "", ""},
		"three on two days": {parks, []reported{{3, 1, "10"}, {4, 1, "20"}, {4, 1, "21"}}, "", "", ""},
		// 10 in the 31 days of March, 30 in the 30 days of April; 245 days are left.
		"slow, then fast":  {parks, []reported{{3, 1, "10"}, {4, 1, "20"}, {5, 1, "50"}}, "129", "295", "surely"},
		"a standstill":     {parks, []reported{{3, 1, "10"}, {4, 1, "20"}, {5, 1, "20"}}, "20", "99", "perhaps"},
		"far too slow":     {parks, []reported{{3, 1, "1"}, {6, 1, "2"}, {9, 1, "3"}}, "4.3", "4.3", "hardly"},
		"the end has come": {parks, []reported{{3, 1, "1"}, {6, 1, "2"}, {12, 31, "3"}}, "3", "3", "hardly"},
		"a rate":           {ledger.Indicator{ID: "a", Unit: "%", Target: "6"}, []reported{{2, 1, "9"}, {3, 1, "5.8"}, {4, 1, "6.1"}, {5, 1, "6"}}, "5.8", "6.1", "perhaps"},
		"a limit":          {ledger.Indicator{ID: "a", Unit: "%", Target: "5.5", Compare: "<="}, []reported{{3, 1, "5.2"}, {4, 1, "5.1"}, {5, 1, "5.3"}}, "5.1", "5.3", "surely"},
		"a figure falling": {ledger.Indicator{ID: "a", Unit: "微克", Target: "30", Baseline: "38", Compare: "<="}, []reported{{1, 31, "38"}, {3, 2, "37"}, {4, 1, "36"}}, "26.8", "26.8", "surely"},
	} {
		g := yearly(t, c.in, "linear", c.readings...)
		f := g.told()
		switch {
		case (f != nil) != (c.low != ""):
			t.Errorf("%s: %+v", name, f)
		case f != nil && *f != goalForecast{c.low, c.high, c.reaches}:
			t.Errorf("%s: %+v, want %s to %s, %s", name, *f, c.low, c.high, c.reaches)
		}
	}
}

// The page tells who is behind, and who has said nothing.
func TestIndicators(t *testing.T) {
	o := newTown(t)
	id := o.paper("2025.txt", promises)
	v, err := o.site.review.Paper(t.Context(), "supervision_office", id)
	o.must(err)
	text := v.Reading().Text
	for i, value := range []string{"30", "1", ""} {
		s, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
			Title: "新建口袋公园", Regime: "13710", Assigning: "own", Suggested: "own-bureau",
			Source:     ledger.Source{Kind: ledger.FromDocument, Document: text, From: 60 + i, To: 70 + i},
			Indicators: []ledger.Indicator{{ID: "parks", Name: "口袋公园", Unit: "个", Target: "30"}},
		}, false)
		o.must(err)
		for _, step := range []struct {
			by string
			c  ledger.Command
		}{
			{"supervision_office", ledger.Assign{Lead: "own-bureau"}},
			{"handler", ledger.Sign{}},
			{"handler", ledger.SubmitReport{Says: map[string]string{"progress": "x"}, Values: map[string]string{"parks": value}}},
		} {
			if r, ok := step.c.(ledger.SubmitReport); ok && r.Values["parks"] == "" {
				continue
			}
			_, err := o.ledger.Do(t.Context(), step.by, s.ID, ledger.Any, step.c)
			o.must(err)
		}
	}
	o.wait(120 * 24 * time.Hour)
	got := o.as("leader").get("/indicators?paper=" + id)
	page := got.document(t)
	if got.status != http.StatusOK || page.Find("tbody tr").Length() != 3 {
		t.Fatalf("%d %s", got.status, got.text())
	}
	for _, colour := range []string{"green", "red", "grey"} { // reached, behind the day it was reported for, not reported
		if page.Find("tbody .light."+colour).Length() != 1 {
			t.Errorf("%s: %s", colour, got.text())
		}
	}
}

// The page of one indicator says how it stands, where that leads and how it was
// reckoned, with the chart's table at hand.
func TestOneIndicator(t *testing.T) {
	o := newTown(t)
	s, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
		Title: "新建口袋公园", Regime: "13710", Assigning: "own", Suggested: "own-bureau", Source: ledger.Source{Kind: ledger.ByHand},
		Indicators: []ledger.Indicator{{ID: "parks", Name: "口袋公园", Unit: "个", Target: "30"}},
	}, false)
	o.must(err)
	do := func(by string, c ledger.Command) {
		_, err := o.ledger.Do(t.Context(), by, s.ID, ledger.Any, c)
		o.must(err)
	}
	do("supervision_office", ledger.Assign{Lead: "own-bureau"})
	do("handler", ledger.Sign{})
	b := o.as("handler")
	path := "/indicators/" + s.ID + "/parks"
	page := b.get(path).document(t)
	if page.Find("polygon.band").Length() != 0 || !strings.Contains(page.Find(".hint").Text(), "不足三次") {
		t.Errorf("a forecast without readings: %s", page.Find("main").Text())
	}
	for _, value := range []string{"2", "6", "8"} {
		do("handler", ledger.SubmitReport{Says: map[string]string{"progress": "x"}, Values: map[string]string{"parks": value}})
		o.wait(20 * 24 * time.Hour)
	}
	b = o.as("handler") // the session ended meanwhile
	page = b.get(path).document(t)
	if n := page.Find("svg.large circle").Length(); n != 3 {
		t.Errorf("%d readings in the chart", n)
	}
	if page.Find("polygon.band").Length() != 1 || page.Find("path.expected").Length() != 1 || page.Find("line.target").Length() != 1 {
		t.Error("path, target or forecast are not in the chart")
	}
	if n := page.Find("details table tbody tr").Length(); n != 3 || page.Find("summary[data-key=t]").Length() != 1 {
		t.Errorf("%d rows in its table", n)
	}
	for _, said := range []string{"已报 8个", "好于预期", "最慢和最快"} {
		if !strings.Contains(page.Find("main").Text(), said) {
			t.Errorf("the page does not say %s: %s", said, page.Find("main").Text())
		}
	}
	if r := b.get("/indicators/" + s.ID + "/none"); r.status != http.StatusNotFound {
		t.Errorf("an indicator that is not there: %d", r.status)
	}
}

// A target is written as it was meant: about (左右), at least, at most, exactly.
func TestATargetIsWrittenAsItWasMeant(t *testing.T) {
	o := newTown(t)
	s, err := o.ledger.Docket(t.Context(), "supervision_office", ledger.Matter{
		Title: "增长", Source: ledger.Source{Kind: ledger.ByHand}, Regime: "13710", Assigning: "own",
		Indicators: []ledger.Indicator{
			{ID: "a", Name: "生产总值", Unit: "%", Target: "5.5", Compare: ">=", About: true},
			{ID: "b", Name: "公园", Unit: "处", Target: "12", Compare: ">="},
			{ID: "c", Name: "浓度", Unit: "%", Target: "35", Compare: "<="},
		},
	}, false)
	o.must(err)
	page := o.as("supervision_office").get("/matters/" + s.ID).text()
	for _, want := range []string{"5.5左右", "≥ 12", "≤ 35"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "≥ 5.5") {
		t.Error("about is shown as at least")
	}
}

// The workbook holds the indicators that the pages of the list show, as numbers.
func TestIndicatorsAsAWorkbook(t *testing.T) {
	o := newProvince(t)
	_, err := demo.Reports(t.Context(), o.site.review)
	o.must(err)
	b := o.as("canmou")
	for _, asked := range []string{"", "?standing=behind&path=quarter"} {
		page := b.get("/indicators" + asked).document(t)
		shown := 0
		for turn := page; ; {
			shown += turn.Find("[data-rows] tbody tr").Length()
			next, more := turn.Find("nav.pages a[rel=next]").Attr("href")
			if !more {
				break
			}
			turn = b.get(next).document(t)
		}
		book, err := excelize.OpenReader(strings.NewReader(b.get(page.Find("a[href^='/indicators/export']").AttrOr("href", "")).body))
		o.must(err)
		sheet := book.GetSheetName(0)
		rows, err := book.GetRows(sheet)
		o.must(err)
		if shown == 0 || len(rows) != 1+shown {
			t.Errorf("%q: %d rows for %d indicators", asked, len(rows)-1, shown)
		}
		kind, err := book.GetCellType(sheet, "G2")
		o.must(err)
		if kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset || rows[1][6] == "" {
			t.Errorf("%q: the target %q is no number", asked, rows[1][6])
		}
		o.must(book.Close())
	}
}
