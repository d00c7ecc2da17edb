package deadline_test

import (
	"testing"

	"github.com/luoshi-project/luoshi/internal/deadline"
)

// What a stage's limit is can be read off before any matter runs under it.
func TestTermSaysWhatAStageHas(t *testing.T) {
	for _, c := range []struct{ regime, stage, zh, en string }{
		{"13710", "1", "交办后1个自然日内", "within 1 natural day of assignment"},
		{"13710", "1m", "交办后1个月内", "within 1 month of assignment"},
		{"13710", "node", "各节点日期", "the date of each node"},
		{"13710", "0", "最后一个节点；没有节点的不另定期限", "the last node; no date of its own without nodes"},
		{"enterprise", "redo", "企业不满意后7个自然日内", "within 7 natural days once the enterprise was not satisfied"},
		{"work-report", "quarter", "每季度末", "each quarter, by its last day"},
		{"monthly", "month", "每月28日前", "by day 28 of each month"},
		{"livelihood", "month", "每月，次月5日前", "each month, by day 5 of the month after"},
	} {
		s := regime(t, c.regime).Stage(c.stage)
		if s == nil {
			t.Errorf("%s has no stage %s", c.regime, c.stage)
			continue
		}
		if got := s.Term(); got != (deadline.Words{ZH: c.zh, EN: c.en}) {
			t.Errorf("%s %s: %q", c.regime, c.stage, got)
		}
	}
}
