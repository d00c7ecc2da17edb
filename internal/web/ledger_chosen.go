package web

import (
	"net/url"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// chosenLimit is how many matters are acted on at once.
const chosenLimit = 1000

// actOnChosen assigns, chases or exports the matters that were ticked. All is
// done or nothing: the first that is refused is named, and the ticks stay.
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
	command, err := chosenCommand(q, what)
	if err == nil {
		err = q.Ledger().Batch(q.Context(), func(b *ledger.Batch) error {
			for _, id := range chosen {
				if _, err := b.Do(q.Person, id, ledger.Any, command); err != nil {
					return named(q, id, err)
				}
			}
			return nil
		})
	}
	if err != nil {
		told, ok := q.Tell(err)
		if !ok {
			return nil, err
		}
		if to, parseErr := url.Parse(back); parseErr == nil { // the list stands as it did
			q.URL.RawQuery = to.RawQuery
		}
		return ledgerAnswer(q, &told, told.Status)
	}
	return See{To: back, Say: did[what], Args: []any{len(chosen)}}, nil
}

// did is what the page says after each of the acts.
var did = map[string]string{"assign": "ledger.did_assign", "chase": "ledger.did_chase", "clear": "ledger.did_clear"}

func chosenCommand(q *Request, what string) (ledger.Command, error) {
	switch what {
	case "chase":
		return ledger.Chase{Note: q.Text("note")}, nil
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

// named puts the number of the matter before what was refused in it.
func named(q *Request, id string, err error) error {
	told, ok := q.Tell(err)
	if !ok {
		return err
	}
	number := id
	if v, e := q.Ledger().Matter(q.Context(), q.Person, id); e == nil {
		number = v.State.Matter.Number
	}
	return &ledger.Error{
		Code: ledger.CodeOf(err), Key: "chosen", Field: told.Field, Err: err,
		Words: ledger.Words{ZH: number + "：" + told.What + "。没有办理任何一件。", EN: number + ": " + told.What + ". Nothing was done."},
	}
}
