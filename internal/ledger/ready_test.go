package ledger

import (
	"errors"
	"testing"

	"github.com/luoshi-project/luoshi/internal/access"
)

// What would be refused whatever is written is refused before anybody writes it,
// with the same reason; what may still be done is not.
func TestWhatNothingWrittenCouldChangeIsSaidBefore(t *testing.T) {
	extend := AskExtension{Key: "7", Until: date(t, "2026-02-20"), Says: says("reason", "汛期停工", "progress", "已完成六成")}
	closing := ApplyClose{Says: says("result", "已建成")}
	for _, c := range []struct {
		name, by string
		step     access.Step
		command  Command
		begin    func(*life)
		refused  string // "" for not
	}{
		{"chase again the same day", "office", access.Chase, Chase{}, func(l *life) { l.must("office", Chase{}) }, "chased_lately"},
		{"chase again later", "office", access.Chase, Chase{}, func(l *life) { l.must("office", Chase{}); l.env.Now = at("2026-02-20 09:00") }, ""},
		{"extend in time", "plan-manager", access.Extend, extend, func(*life) {}, ""},
		{"extend too late", "plan-manager", access.Extend, extend, func(l *life) { l.env.Now = at("2026-02-06 18:01") }, "extension_expired"},
		{"extend twice at once", "plan-manager", access.Extend, extend, func(l *life) { l.must("plan-manager", extend) }, "asked_already"},
		{"close while more time is asked for", "plan-manager", access.ApplyClose, closing, func(l *life) { l.must("plan-manager", extend) }, "extension_asked"},
		{"close while reports are late", "plan-manager", access.ApplyClose, closing, func(l *life) { l.env.Now = at("2026-02-05 09:00") }, "not_reported"},
	} {
		l := newLife(t)
		l.toHandling()
		c.begin(l)
		before := MayTake(&l.state, c.step, c.by, l.env)
		_, then := Decide(&l.state, c.command, c.by, l.env)
		var said, refused *Error
		errors.As(before, &said)
		errors.As(then, &refused)
		switch {
		case c.refused == "" && (before != nil || then != nil):
			t.Errorf("%s: %v, then %v", c.name, before, then)
		case c.refused != "" && (said == nil || refused == nil || said.Key != c.refused || refused.Key != c.refused || said.Words != refused.Words):
			t.Errorf("%s: %v, then %v", c.name, before, then)
		}
	}
}
