package zhtext_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/luoshi-project/luoshi/zhtext"
)

// Whatever ranges are asked for, and in whatever order, a tracer says of them
// what the view says.
func TestTracerSaysWhatTheViewSays(t *testing.T) {
	text := strings.Repeat("山水 ", 40)
	rapid.Check(t, func(t *rapid.T) {
		b := zhtext.NewBuilder(text)
		for at := 0; at < len(text); {
			next := min(len(text), at+rapid.IntRange(1, 20).Draw(t, "length"))
			switch rapid.IntRange(0, 2).Draw(t, "how") {
			case 0:
				b.Keep(at, next)
			case 1:
				b.Put("林", at, next)
			}
			at = next
		}
		v := b.View()
		tracer := v.Tracer()
		for range 20 {
			from := rapid.IntRange(0, len(v.Text)).Draw(t, "from")
			to := rapid.IntRange(from, len(v.Text)).Draw(t, "to")
			a, z := v.Source(from, to)
			if i, k := tracer.Source(from, to); i != a || k != z {
				t.Fatalf("[%d:%d) comes from [%d:%d), the tracer says [%d:%d)", from, to, a, z, i, k)
			}
		}
	})
}
