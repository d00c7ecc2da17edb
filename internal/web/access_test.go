package web

import (
	"flag"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
)

var update = flag.Bool("update", false, "write what is found to testdata")

// wildcards are what addresses of the table are tried with, on either side.
// Whoever adds a wildcard to a pattern says here what stands for it.
var wildcards = map[string]func(side string) string{
	"matter":    matterOf,
	"paper":     func(side string) string { return "paper-of-" + side },
	"indicator": func(string) string { return "i1" },
	"item":      func(string) string { return "a1" },
	"unit":      func(side string) string { return side + "-bureau" },
	"person": func(side string) string {
		if side == "own" {
			return "handler"
		}
		return "other-handler"
	},
	"token": func(string) string { return "no-such-token" },
	"hash":  func(string) string { return "0000000000000000000000000000000000000000000000000000000000000000" },
	"step":  func(string) string { return "report" },
}

var wildcard = regexp.MustCompile(`\{(\w+)(\.\.\.)?\}`)

// address fills in the pattern of a route.
func address(t testing.TB, r *Route, side string) string {
	return wildcard.ReplaceAllStringFunc(r.pattern(), func(w string) string {
		name := wildcard.FindStringSubmatch(w)[1]
		value := wildcards[name]
		if value == nil {
			t.Fatalf("%s: say in wildcards what stands for {%s}", r.At, name)
		}
		return url.PathEscape(value(side))
	})
}

// try asks for a route and tells whether it let the person through. What a use
// case says to an empty form does not matter here.
func (b *browser) try(r *Route, side string) bool {
	b.Helper()
	path := strings.ReplaceAll(address(b.TB, r, side), "paper-of-"+side, b.papers[side])
	b.wait(time.Second) // nobody clicks faster: the limit of requests is not what is tried here
	var got reply
	if r.writes() {
		got = b.post(path, url.Values{})
	} else {
		got = b.get(path)
	}
	switch {
	case got.status >= 500, got.status == http.StatusTooManyRequests:
		b.Errorf("%s of %s: %d %s", r.At, side, got.status, got.text())
	case got.status == http.StatusForbidden, got.status == http.StatusUnauthorized:
		return false
	case got.status == http.StatusSeeOther && strings.HasPrefix(got.head.Get("Location"), "/sign-in?back="):
		return false
	}
	return true
}

// Every route × every role × own and other unit, on either engine. The table of
// what is allowed is testdata/access, a file for each area: a change of a right
// shows there, and a new route has to be entered (go test ./internal/web -run
// Access -update) and looked at.
func TestAccess(t *testing.T) {
	for name, db := range engines {
		t.Run(name, func(t *testing.T) { tryAccess(t, db) })
	}
}

func tryAccess(t *testing.T, db func(testing.TB) string) {
	tables := map[string]string{} // of each area
	areaOf := map[string]string{}
	for _, a := range areas() {
		for _, r := range a.routes() {
			areaOf[r.At] = a.name
		}
	}
	allowed := map[string]map[access.Role]bool{}
	for _, role := range access.Roles() {
		o := newTownIn(t, db(t)) // its own: what one role changes must not help another
		b := o.as(string(role))
		for _, side := range []string{"own", "other"} {
			for i := range o.site.routes {
				r := &o.site.routes[i]
				if r.At == "POST /sign-out" || r.Rule.Open {
					continue
				}
				key := r.At + " " + side
				if allowed[key] == nil {
					allowed[key] = map[access.Role]bool{}
				}
				allowed[key][role] = b.try(r, side)
			}
		}
	}
	o := newTownIn(t, db(t))
	nobody := o.browser()
	for i := range o.site.routes {
		r := &o.site.routes[i]
		line := r.At + " | " + string(r.Rule.Scope) + " " + string(r.Rule.Step)
		if r.Rule.Open {
			tables[areaOf[r.At]] += strings.TrimSpace(line) + " | anybody\n"
			continue
		}
		if nobody.try(r, "own") {
			t.Errorf("%s lets people in who have not signed in", r.At)
		}
		if r.At == "POST /sign-out" {
			tables[areaOf[r.At]] += line + "| whoever signed in\n"
			continue
		}
		for _, side := range []string{"own", "other"} {
			var who []string
			for _, role := range access.Roles() {
				if !allowed[r.At+" "+side][role] {
					continue
				}
				who = append(who, string(role))
				if side == "other" && slices.Contains([]Scope{OneMatter, OnePaper, OneUnit}, r.Rule.Scope) {
					t.Errorf("%s lets %s into another unit", r.At, role)
				}
				if !slices.Contains(r.Rule.Roles, role) {
					t.Errorf("%s lets %s in, whom its rule does not name", r.At, role)
				}
				if (r.Rule.Scope == OneMatter || r.Rule.Scope == OnePaper) && slices.Contains(admins, role) {
					t.Errorf("%s shows matters to %s", r.At, role)
				}
			}
			if len(who) == 0 {
				who = []string{"-"}
			}
			line += " | " + side + ": " + strings.Join(who, " ")
		}
		tables[areaOf[r.At]] += line + "\n"
	}
	for name, table := range tables {
		file := "testdata/access/" + name + ".txt"
		if *update {
			if err := os.WriteFile(file, []byte(table), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if table != string(want) {
			t.Errorf("rights differ from %s; look at them, then run with -update:\n%s", file, difference(string(want), table))
		}
	}
}

// difference lists lines that are in only one of two texts.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	var out strings.Builder
	for _, l := range w {
		if !slices.Contains(g, l) {
			out.WriteString("- " + l + "\n")
		}
	}
	for _, l := range g {
		if !slices.Contains(w, l) {
			out.WriteString("+ " + l + "\n")
		}
	}
	return out.String()
}

func TestARouteWithoutARuleIsRefused(t *testing.T) {
	page := func(*Request) (Answer, error) { return See{To: "/"}, nil }
	for name, r := range map[string]Route{
		"no rule":             {At: "GET /a", Do: page},
		"no scope":            {At: "GET /a", Do: page, Rule: Rule{Roles: everybody}},
		"no roles":            {At: "GET /a", Do: page, Rule: Rule{Scope: Own}},
		"no handler":          {At: "GET /a", Rule: Rule{Roles: everybody, Scope: Own}},
		"no method":           {At: "/a", Do: page, Rule: Rule{Roles: everybody, Scope: Own}},
		"a matter, own":       {At: "GET /a/{matter}", Do: page, Rule: Rule{Roles: everybody, Scope: Own}},
		"one matter, unnamed": {At: "GET /a", Do: page, Rule: Rule{Roles: everybody, Scope: OneMatter}},
		"a unit, listed":      {At: "GET /a/{unit}", Do: page, Rule: Rule{Roles: everybody, Scope: Listed}},
		"a step of nothing":   {At: "POST /a", Do: page, Rule: Rule{Roles: everybody, Scope: Own, Step: access.Report}},
		"no such step":        {At: "POST /a/{matter}", Do: page, Rule: Rule{Roles: everybody, Scope: OneMatter, Step: "dance"}},
	} {
		o := &town{TB: t}
		opt := Options{Clock: o.clock}
		if _, err := newSite(opt, []area{{routes: func() []Route { return []Route{r} }}}); err == nil {
			t.Errorf("%s: not refused", name)
		}
	}
}
