package web

import (
	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
)

func helpRoutes() []Route {
	return []Route{{At: "GET /help", Rule: Rule{Roles: everybody, Scope: Own}, Do: showHelp}}
}

// A helpPage answers what people ask: what is mine to do, what a light means,
// which keys there are.
type helpPage struct {
	Roles  []access.Role // those of the person first
	Lights []deadline.State
	Keys   []string
}

func showHelp(q *Request) (Answer, error) {
	p := helpPage{Lights: deadline.States(), Keys: []string{"search", "down", "open", "select", "report", "assign", "send", "close", "new"}}
	for _, mine := range []bool{true, false} {
		for _, role := range access.Roles() {
			if q.Is(role) == mine {
				p.Roles = append(p.Roles, role)
			}
		}
	}
	return Page{Name: "help", Title: q.T("help.title"), Data: p}, nil
}

// Usual is the colour that a light has under most regimes.
func (v *Shown) Usual(s deadline.State) deadline.Colour {
	return deadline.Lights{NotReported: deadline.Red, NoProgress: deadline.Yellow}.Colour(s)
}

// Mine tells whether a role is one of the person's.
func (v *Shown) Mine(role access.Role) bool { return v.Is(role) }
