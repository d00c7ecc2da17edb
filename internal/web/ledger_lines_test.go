package web

import "testing"

// A row of a workbook is as high as the lines of its longest text, Chinese
// characters counting twice.
func TestRowsAreAsHighAsTheirTexts(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  int
	}{{"", 32, 0}, {"新建口袋公园12处", 32, 1}, {"新建口袋公园12处", 16, 1}, {"新建口袋公园12处", 8, 2}, {"parks", 4, 2}} {
		if got := lines(c.text, c.width); got != c.want {
			t.Errorf("%q takes %d lines of %d, not %d", c.text, got, c.width, c.want)
		}
	}
	if tall(1, 0).Height != 0 || tall(1, 3).Height != 45 || tall(1, 99).Height > 409 {
		t.Error("rows have other heights")
	}
}
