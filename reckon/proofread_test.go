package reckon_test

import (
	"testing"

	"github.com/luoshi-project/luoshi/reckon"
)

// TestWhatADigestLeavesOut: whole sentences that a digest leaves out are no
// difference, even where what stood around them is set side by side; a part of a
// sentence is one.
func TestWhatADigestLeavesOut(t *testing.T) {
	const full = "（七）加大保障和改善民生力度\n促进高质量充分就业。实施稳岗扩容提质行动，健全社区服务网络，稳定重点群体就业。\n"
	for digest, want := range map[string]int{
		"加大保障和改善民生力度实施稳岗扩容提质行动，健全社区服务网络，稳定重点群体就业。":              0,
		"（七）加大保障和改善民生力度\n实施稳岗扩容提质行动，健全社区服务网络，稳定重点群体就业。":         0,
		"（七）加大保障和改善民生力度\n促进高质量充分就业。实施稳岗扩容提质行动，稳定重点群体就业。":        1,
		"（七）加大保障和改善民生力度\n促进高质量就业。实施稳岗扩容提质行动，健全社区服务网络，稳定重点群体就业。": 1,
	} {
		if rows := reckon.Proofread(digest, full).Rows; len(rows) != want {
			t.Errorf("%s: %d differences, want %d: %+v", digest, len(rows), want, rows)
		}
	}
}
