package web

import (
	"strings"
	"testing"
	"time"
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
