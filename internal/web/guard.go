package web

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/ledger"
)

// formLimit is how many bytes an ordinary form may have.
const formLimit = 1 << 20

// serve lets a request through to its handler if the rule of its route allows.
func (s *Site) serve(_ http.ResponseWriter, r *http.Request, route *Route) {
	q, _ := r.Context().Value(requestKey{}).(*Request)
	q.Request, q.route = r, route
	answer, err := s.answer(q)
	if err == nil {
		err = answer.write(q)
	}
	if err != nil {
		s.fail(q, err)
	}
}

func (s *Site) answer(q *Request) (Answer, error) {
	if err := s.recognise(q); err != nil {
		return nil, err
	}
	if !s.pace.allow(q) {
		return nil, problem(http.StatusTooManyRequests, "")
	}
	if q.Person == "" && !q.route.Rule.Open {
		return s.askToSignIn(q)
	}
	if err := s.allow(q); err != nil {
		return nil, err
	}
	if !q.route.writes() {
		return q.route.Do(q)
	}
	if err := s.readForm(q); err != nil {
		return nil, err
	}
	mark := q.Text("once")
	if !s.once.take(mark) {
		return nil, problem(http.StatusConflict, "twice")
	}
	answer, err := q.route.Do(q)
	if err != nil {
		s.once.giveBack(mark)
	}
	s.recent.written(q.Person, q.Now)
	return answer, err
}

// recognise finds out who asks.
func (s *Site) recognise(q *Request) error {
	ctx := q.Context()
	var err error
	if q.Rules, err = s.opt.Ledger.Rules(ctx); err != nil {
		return err
	}
	c, err := q.Cookie(s.cookieName())
	if err != nil {
		return nil //nolint:nilerr // nobody signed in
	}
	session, ok, err := s.opt.Auth.Session(ctx, c.Value)
	if err != nil || !ok {
		return err
	}
	p := q.Rules.Org.Person(session.Person)
	if p == nil || p.Left {
		return nil
	}
	q.Person, q.Session, q.token = session.Person, session, c.Value
	q.roles = rolesOf(q)
	return nil
}

// rolesOf lists the roles that the person holds or covers today.
func rolesOf(q *Request) []access.Role {
	var roles []access.Role
	org := q.Rules.Org
	for _, person := range append([]string{q.Person}, org.Covered(q.Person, q.Today())...) {
		for _, seat := range org.Held(person) {
			if !slices.Contains(roles, seat.Role) {
				roles = append(roles, seat.Role)
			}
		}
	}
	return roles
}

// allow holds a request against the rule of its route.
func (s *Site) allow(q *Request) error {
	rule := &q.route.Rule
	if !rule.Open && !q.Is(rule.Roles...) {
		return s.refused(q, problem(http.StatusForbidden, "role"))
	}
	switch rule.Scope {
	case OneMatter:
		return s.allowMatter(q)
	case OnePaper:
		paper, err := s.review.Paper(q.Context(), q.Person, q.PathValue("paper"))
		if ledger.CodeOf(err) == ledger.Forbidden {
			return s.refused(q, err)
		}
		q.Paper = &paper
		return err
	case OneUnit:
		tops, _ := q.Rules.Org.Sees(q.Person, q.Today())
		unit := q.PathValue("unit")
		if q.Rules.Org.Unit(unit) == nil {
			return problem(http.StatusNotFound, "")
		}
		if !slices.ContainsFunc(tops, func(top string) bool { return q.Rules.Org.Within(unit, top) }) {
			return s.refused(q, problem(http.StatusForbidden, "unit"))
		}
	}
	return nil
}

func (s *Site) allowMatter(q *Request) error {
	view, err := s.opt.Ledger.Matter(q.Context(), q.Person, q.PathValue("matter"))
	if err != nil {
		if ledger.CodeOf(err) == ledger.Forbidden {
			return s.refused(q, err)
		}
		return err
	}
	q.View = &view
	for _, right := range view.Rights {
		// What the state of the matter does not allow the use case refuses, in the
		// form where the person wrote.
		if right.Step == q.route.Rule.Step && right.Refused != nil && right.Refused.Code == ledger.Forbidden {
			return s.refused(q, right.Refused)
		}
	}
	return nil
}

// refused notes that somebody wanted what they have no right to.
func (s *Site) refused(q *Request, refusal error) error {
	e := auth.Entry{Person: q.Person, By: q.Person, What: auth.Refused, From: q.origin().Address, Detail: q.Method + " " + q.URL.Path}
	return errors.Join(refusal, s.opt.Auth.Note(context.WithoutCancel(q.Context()), e))
}
