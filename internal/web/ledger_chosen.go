package web

import (
	"errors"
	"net/url"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// chosenLimit is how many matters are acted on at once.
const chosenLimit = 1000

// actOnChosen assigns, signs for, passes on, chases, clears, moves the dates of or exports the matters
// that were ticked. All is done or nothing: each that is refused is listed with
// the reason, and the ticks stay at those that could be done.
func actOnChosen(q *Request) (Answer, error) {
	back := q.Text("back")
	if !local(back) {
		back = "/ledger"
	}
	chosen := q.Texts("chosen")
	what := q.Text("do")
	if what == "export" {
		return exportRows(q, chosen)
	}
	if len(chosen) == 0 {
		return See{To: back, Say: "ledger.none_chosen"}, nil
	}
	if len(chosen) > chosenLimit {
		return nil, problem(422, "too_many_chosen", chosenLimit)
	}
	var refused Told
	step, err := chosenStep(q, what)
	if err == nil {
		refused, err = doAll(q, chosen, step)
	}
	if err == nil && len(refused.List) == 0 {
		return See{To: back, Say: did[what], Args: []any{len(chosen)}}, nil
	}
	if err != nil {
		told, ok := q.Tell(err)
		if !ok {
			return nil, err
		}
		refused = told
	}
	if to, parseErr := url.Parse(back); parseErr == nil { // the list stands as it did
		q.URL.RawQuery = to.RawQuery
	}
	return ledgerAnswer(q, &refused, refused.Status)
}

// errRefused undoes what was done with the others.
var errRefused = errors.New("some were refused")

// doAll takes a step with all of the chosen, or with none, and tells each that was
// refused.
func doAll(q *Request, chosen []string, step func(*ledger.Batch, string) error) (Told, error) {
	var refused Told
	var can []string
	err := q.Ledger().Batch(q.Context(), func(b *ledger.Batch) error {
		for _, id := range chosen {
			err := step(b, id)
			if err == nil {
				can = append(can, id)
				continue
			}
			told, ok := q.Tell(err)
			if !ok {
				return err
			}
			number := id
			if s, e := b.State(id); e == nil {
				number = s.Matter.Number
			}
			refused.Status = told.Status
			refused.List = append(refused.List, number+q.T("ledger.colon")+told.What)
		}
		if len(refused.List) > 0 {
			return errRefused
		}
		return nil
	})
	if err != nil && !errors.Is(err, errRefused) {
		return refused, err
	}
	if n := len(refused.List); n > 0 {
		refused.What = q.T("ledger.refused", n, len(chosen))
		if len(can) > 0 {
			refused.Do = q.T("ledger.refused_do", len(can))
			q.PostForm["chosen"] = can
		}
	}
	return refused, nil
}

// did is what the page says after each of the acts.
var did = map[string]string{"assign": "ledger.did_assign", "chase": "ledger.did_chase", "clear": "ledger.did_clear", "sign": "ledger.did_sign", "pass": "ledger.did_pass", "move": "ledger.did_move"}

// chosenStep is what is done with each of the chosen.
func chosenStep(q *Request, what string) (func(*ledger.Batch, string) error, error) {
	if what == "move" {
		m, err := newDateMove(q)
		return func(b *ledger.Batch, id string) error { return m.do(q, b, id) }, err
	}
	c, err := chosenCommand(q, what)
	return func(b *ledger.Batch, id string) error {
		_, err := b.Do(q.Person, id, ledger.Any, c)
		return err
	}, err
}

func chosenCommand(q *Request, what string) (ledger.Command, error) {
	switch what {
	case "chase":
		return ledger.Chase{Note: q.Text("note")}, nil
	case "sign":
		return ledger.Sign{}, nil
	case "pass":
		if q.Text("to") == "" {
			return nil, ledgerRefusal("to", "请选择批转给谁", "Please choose whom to pass it on to")
		}
		return toPass(q)
	case "clear":
		return ledger.Clear{Note: q.Text("note")}, nil
	case "assign":
		lead, err := q.unit("lead")
		if err != nil {
			return nil, err
		}
		with, err := q.units("cooperating")
		return ledger.Assign{Lead: lead, Cooperating: with, Note: q.Text("note")}, err
	}
	return nil, problem(400, "")
}
