package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
)

// A Route is an address and what stands behind it.
type Route struct {
	At    string // method and pattern, as http.ServeMux reads them: "GET /matters/{matter}"
	Rule  Rule
	Do    func(*Request) (Answer, error)
	Limit int64 // bytes of what may be sent; 0 for that of an ordinary form
	// NoPage marks a GET that answers with a file or a redirection, which no
	// browser test looks at.
	NoPage bool
}

// A Rule says who may use a route. Nothing is allowed that no rule allows: the
// zero Rule is refused when the site is made.
type Rule struct {
	Open  bool          // for those too who have not signed in
	Roles []access.Role // a seat with one of them is needed, held or covered
	Scope Scope
	Step  access.Step // with OneMatter: the step that it takes in the matter
}

// A Scope says what of the organisation a route touches.
type Scope string

// The scopes.
const (
	// Own is what belongs to the person alone, or to nobody: a desk, help.
	Own Scope = "own"
	// Listed is what the use case picks by what the person may see: the ledger
	// applies the person's units to every query.
	Listed Scope = "listed"
	// OneMatter is the matter that {matter} in the address names. It is loaded
	// before the handler runs, as Request.View; who may not view it is refused.
	OneMatter Scope = "one_matter"
	// OnePaper is the report under review that {paper} names. It is loaded before
	// the handler runs, as Request.Paper; who may not view it is refused.
	OnePaper Scope = "one_paper"
	// OneUnit is the unit that {unit} names. Who does not see it is refused.
	OneUnit Scope = "one_unit"
	// Whole is the whole system: what administrators keep.
	Whole Scope = "whole"
)

// Groups of roles that rules name.
var (
	everybody = access.Roles()
	business  = []access.Role{
		access.SupervisionOffice, access.FirstResponsible, access.Manager, access.Handler, access.Leader, access.Viewer,
	}
	office = []access.Role{access.SupervisionOffice}
	admins = []access.Role{access.SystemAdmin, access.SecurityAdmin, access.AuditAdmin}
)

// writes tells whether a route changes something.
func (r *Route) writes() bool { return r.method() != http.MethodGet }

func (r *Route) method() string {
	method, _, _ := strings.Cut(r.At, " ")
	return method
}

func (r *Route) pattern() string {
	_, pattern, _ := strings.Cut(r.At, " ")
	return pattern
}

// check says what is wrong with a route.
func (r *Route) check() error {
	wrong := func(what string) error { return fmt.Errorf("route %q: %s", r.At, what) }
	named := func(wildcard string) bool { return strings.Contains(r.pattern(), "{"+wildcard+"}") }
	switch {
	case r.method() != http.MethodGet && r.method() != http.MethodPost || !strings.HasPrefix(r.pattern(), "/"):
		return wrong("it begins with GET or POST and a path")
	case r.Do == nil:
		return wrong("it has no handler")
	case !r.Rule.Open && len(r.Rule.Roles) == 0:
		return wrong("no rule says who may use it")
	case !slices.Contains([]Scope{Own, Listed, OneMatter, OnePaper, OneUnit, Whole}, r.Rule.Scope):
		return wrong("its rule names no scope")
	case (r.Rule.Scope == OneMatter) != named("matter"):
		return wrong("{matter} and the scope of one matter go together")
	case (r.Rule.Scope == OnePaper) != named("paper"):
		return wrong("{paper} and the scope of one report go together")
	case (r.Rule.Scope == OneUnit) != named("unit"):
		return wrong("{unit} and the scope of one unit go together")
	case r.Rule.Step != "" && r.Rule.Step.Title().IsZero():
		return wrong("there is no step " + string(r.Rule.Step))
	case r.Rule.Step != "" && r.Rule.Scope != OneMatter:
		return wrong("a step is taken in one matter")
	}
	return nil
}
