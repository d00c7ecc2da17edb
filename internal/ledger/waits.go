package ledger

import (
	"strings"

	"github.com/luoshi-project/luoshi/internal/deadline"
)

// A Wait is what a matter waits for on the assigning side, stored as a word.
type Wait string

// The waits; "" is none.
const (
	WaitsAssign    Wait = "assign"    // 待交办: docketed or returned
	WaitsReview    Wait = "review"    // 待审核: a report
	WaitsExtension Wait = "extension" // 待批延期
	WaitsClosing   Wait = "closing"   // 待审办结
	WaitsClear     Wait = "clear"     // 待销号
)

// Waits lists the waits.
func Waits() []Wait {
	return []Wait{WaitsAssign, WaitsReview, WaitsExtension, WaitsClosing, WaitsClear}
}

// waits tells what a matter waits for on the assigning side.
func (s *State) waits(r *deadline.Regime) Wait {
	switch s.Status {
	case Docketed, Returned:
		return WaitsAssign
	case Closing:
		return WaitsClosing
	case Accepted:
		return WaitsClear
	case Cleared:
		return ""
	}
	if s.Asked != nil {
		return WaitsExtension
	}
	for i := range s.Reports {
		rep := &s.Reports[i]
		id, _, _ := strings.Cut(rep.Key, "/")
		if stage := r.Stage(id); rep.Unit == "" && rep.Review == "" && stage != nil && stage.Reviewer != "" {
			return WaitsReview
		}
	}
	return ""
}
