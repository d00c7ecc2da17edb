package reader

import (
	"strings"
	"testing"
)

// A text without a full stop is cut at its commas; nothing of it is lost.
func TestNoSentenceIsEndless(t *testing.T) {
	text := strings.Repeat("地区生产总值增长5%，", 3000)
	total := 0
	for _, s := range Read(text, Options{PlanYear: 2024}).Statements {
		if len(s.Quote) > longestSentence {
			t.Errorf("a sentence of %d bytes", len(s.Quote))
		}
		if !strings.HasSuffix(s.Quote, "，") {
			t.Errorf("cut inside a clause: …%s", s.Quote[len(s.Quote)-30:])
		}
		total += len(s.Quote)
	}
	if total != len(text) {
		t.Errorf("%d of %d bytes in sentences", total, len(text))
	}
}
