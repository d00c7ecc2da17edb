package web

import (
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// A letter is what was told at one time of one kind: fifty matters assigned
// together are one line, which opens to all of them.
type letter struct {
	Kind    string
	At      time.Time
	Notices []ledger.Notice
	Unread  bool
}

// gathered puts notices together that came together; newest first.
func gathered(notices []ledger.Notice) []letter {
	var list []letter
	at := map[string]int{}
	for _, n := range notices {
		key := n.Kind + n.At.UTC().Format(time.RFC3339Nano)
		i, known := at[key]
		if !known || n.Matter == "" {
			i, at[key] = len(list), len(list)
			list = append(list, letter{Kind: n.Kind, At: n.At})
		}
		list[i].Notices = append(list[i].Notices, n)
		list[i].Unread = list[i].Unread || n.Read.IsZero()
	}
	return list
}

// Gathered names what several notices tell: the kind, and how many matters.
func (v *Shown) Gathered(l letter) string {
	title := v.Head(ledger.Kind(l.Kind).Title())
	switch l.Kind {
	case "late", "due_soon":
		title = v.T("inbox." + l.Kind)
	}
	return v.T("inbox.gathered", title, len(l.Notices))
}

// Alone is what a notice tells beneath the name of its kind.
func (v *Shown) Alone(n ledger.Notice) string {
	text := v.In(n.Words)
	for _, colon := range []string{"：", ": "} {
		if rest, ok := strings.CutPrefix(text, v.In(ledger.Kind(n.Kind).Title())+colon); ok {
			return rest
		}
	}
	return text
}
