package web

import "testing"

func TestFiguresAreReadByThousands(t *testing.T) {
	for figure, want := range map[string]string{
		"12": "12", "999": "999", "1000": "1,000", "1500000": "1,500,000", "-12345.678": "-12,345.678", "0.5": "0.5", "": "", "约3万": "约3万",
	} {
		if got := grouped(figure); got != want {
			t.Errorf("%s is written %s, not %s", figure, got, want)
		}
	}
}
