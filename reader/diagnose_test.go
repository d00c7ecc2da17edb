package reader

import "testing"

func TestDiagnose(t *testing.T) {
	for name, c := range map[string]struct{ text, code string }{
		"empty text":                {"", "no_sentences"},
		"a text that names no year": {"生产总值增长5%。", "no_year"},
		"a report without promises": {"政府工作报告\n——2024年1月5日在澜川省第十三届人民代表大会第二次会议上\n各位代表：\n一、2023年工作回顾\n全省生产总值增长5%。", "no_plan"},
	} {
		t.Run(name, func(t *testing.T) {
			rep := Read(c.text, Options{})
			for _, d := range rep.Diagnostics {
				if d.Code == c.code {
					return
				}
			}
			t.Errorf("no diagnostic %s among %v", c.code, rep.Diagnostics)
		})
	}
}
