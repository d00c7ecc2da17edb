package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/internal/store"
)

// A plan is what is opened by whom, and what is reported on.
type plan struct {
	readers []reading
	work    []chore
}

// reading is what one reader opens, in turn.
type reading struct {
	reader
	kinds []kind
}

// A kind of page is a route, or a way of asking it, with addresses to choose
// from.
type kind struct {
	name      string
	addresses []string
	stranger  bool // opened without signing in
}

// A chore is a matter that a clerk reports on.
type chore struct{ clerk, matter string }

// newPlan looks into the ledger for what there is to open.
func newPlan(ctx context.Context, o options, file string) (p *plan, err error) {
	s, err := store.Open(ctx, file, store.Options{Clock: time.Now})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	l := ledger.New(s, ledger.Options{})
	invitation, _, err := auth.New(s, auth.Options{Clock: time.Now}).Invite(ctx, "", "city3-county4-d6-manager")
	if err != nil {
		return nil, err
	}
	routes, err := routeTable()
	if err != nil {
		return nil, err
	}
	p = &plan{}
	all := readers()
	for i := range o.readers {
		r := reading{reader: all[i%len(all)]}
		f := &finder{ctx: ctx, ledger: l, review: review.New(l), reader: r.reader, invitation: invitation}
		for _, route := range routes {
			if len(route.roles) > 0 && !slices.Contains(route.roles, string(r.role)) {
				continue
			}
			visits, known := visited[route.at]
			if !known {
				return nil, fmt.Errorf("nobody opens %s: say in visits.go how, or why not", route.at)
			}
			if visits == nil {
				continue
			}
			kinds, err := visits(f)
			if err != nil {
				return nil, fmt.Errorf("%s for %s: %w", route.at, r.person, err)
			}
			for _, k := range kinds {
				k.name = route.at + k.name
				k.stranger = len(route.roles) == 0
				if len(k.addresses) > 0 {
					r.kinds = append(r.kinds, k)
				}
			}
		}
		p.readers = append(p.readers, r)
	}
	p.work, err = chores(ctx, l)
	return p, err
}

// chores are matters being handled, in turn of all clerks.
func chores(ctx context.Context, l *ledger.Service) ([]chore, error) {
	var work []chore
	var each [][]ledger.Row
	most := 0
	for _, clerk := range clerks() {
		q := ledger.Query{Units: []string{strings.TrimSuffix(clerk, "-handler")}, Statuses: []ledger.Status{ledger.Handling}, Limit: 2000, NoTotal: true}
		page, err := l.List(ctx, clerk, q)
		if err != nil {
			return nil, err
		}
		rows := slices.DeleteFunc(page.Rows, func(r ledger.Row) bool { return r.Lead != q.Units[0] || r.DueKey == "" })
		each = append(each, rows)
		most = max(most, len(rows))
	}
	for i := range most {
		for j, clerk := range clerks() {
			if i < len(each[j]) {
				work = append(work, chore{clerk, each[j][i].ID})
			}
		}
	}
	return work, nil
}

// A route of the pages, with the roles that open it; none for anybody.
type route struct {
	at    string
	roles []string
}

// routeTable reads the table that the access test holds the pages to.
func routeTable() ([]route, error) {
	files, err := filepath.Glob(filepath.Join("internal", "web", "testdata", "access", "*.txt"))
	if err != nil {
		return nil, err
	}
	var table []route
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(data)) {
			at, rest, _ := strings.Cut(strings.TrimSpace(line), " | ")
			path, get := strings.CutPrefix(at, "GET ")
			if !get {
				continue
			}
			_, own, _ := strings.Cut(rest, "own: ")
			own, _, _ = strings.Cut(own, " | ")
			table = append(table, route{path, strings.Fields(own)})
		}
	}
	if len(table) == 0 {
		return nil, errors.New("there is no table of routes; run in the root of the repository")
	}
	return table, nil
}

// A finder finds addresses for one reader.
type finder struct {
	ctx        context.Context //nolint:containedctx // it lives as long as a plan is made
	ledger     *ledger.Service
	review     *review.Service
	reader     reader
	invitation string
}

func (f *finder) rows(q ledger.Query) ([]ledger.Row, error) {
	page, err := f.ledger.List(f.ctx, f.reader.person, q)
	return page.Rows, err
}

func (f *finder) papers() ([]ledger.Paper, error) { return f.review.Papers(f.ctx, f.reader.person) }

// office tells whether the reader decides for a government.
func (f *finder) office() bool { return f.reader.role == access.SupervisionOffice }

// query writes the query of an address.
func query(pairs ...string) string {
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		q.Add(pairs[i], pairs[i+1])
	}
	return "?" + q.Encode()
}
