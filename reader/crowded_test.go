package reader

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
)

// TestCrowdedTextIsReadUpToWhatAReportHolds: what is nothing but figures is not
// read to its end, and what is said of its beginning stays true.
func TestCrowdedTextIsReadUpToWhatAReportHolds(t *testing.T) {
	report := "一、2024年工作回顾\n全市生产总值增长5.1%。\n"
	for name, unit := range map[string]string{
		"figures": "1234567,", "shares": "5%，", "lines": "合计\n", "amounts": "三万亿", "brackets": "(",
		"a list of amounts": "5亿元、", "figures in lines": "1,234\n", "full width": "增长５％；",
	} {
		t.Run(name, func(t *testing.T) {
			text := report + strings.Repeat(unit, 1<<20/len(unit))
			rep := Read(text, Options{})
			if n := len([]rune(text)); rep.Document.Source.CodePoints != n {
				t.Errorf("%d code points, not %d", rep.Document.Source.CodePoints, n)
			}
			if len(rep.Indicators) == 0 || rep.Indicators[0].Value != "5.1" {
				t.Error("the figure at the beginning was not read")
			}
			if n := len(rep.Indicators) + len(rep.Statements); n > len(text)/24 {
				t.Errorf("%d things were found in %d bytes", n, len(text))
			}
			for _, d := range rep.Diagnostics {
				if d.Code == "crowded" && d.Start < d.End && d.End == rep.Document.Source.CodePoints {
					return
				}
			}
			t.Errorf("no diagnostic says so: %v", rep.Diagnostics)
		})
	}
	prose := strings.Repeat("全市生产总值增长5.1%，粮食产量达到12.3万吨，新建改建农村公路120公里，群众的获得感、幸福感、安全感不断增强。各级各部门坚持稳中求进，埋头苦干，办成了一批多年想办而没有办成的大事。\n", 1<<12)
	for _, d := range Read(prose, Options{}).Diagnostics {
		if d.Code == "crowded" {
			t.Error("dense prose is crowded")
		}
	}
}

// TestATextOfNumberedCharactersIsNotCrowded: where each character is written by
// its number, the numbers are not what counts.
func TestATextOfNumberedCharactersIsNotCrowded(t *testing.T) {
	report := "一、2024年工作回顾\n" + strings.Repeat("各级各部门坚持稳中求进，埋头苦干，办成了一批多年想办而没有办成的大事。\n", 300) + "全市生产总值增长5.1%。\n"
	for name, form := range map[string]string{"entities": "&#%d;", "escapes": `\u%04x`} {
		text := ""
		for _, r := range report {
			if r > unicode.MaxASCII {
				text += fmt.Sprintf(form, r)
			} else {
				text += string(r)
			}
		}
		rep := Read(text, Options{})
		if len(rep.Indicators) != 1 || rep.Indicators[0].Value != "5.1" || rep.Indicators[0].Quote != "5.1%" {
			t.Errorf("%s: %v %v", name, rep.Indicators, rep.Diagnostics)
		}
	}
}
