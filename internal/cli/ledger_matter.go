package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
)

// printJSON writes one JSON object.
func (o *office) printJSON(v any) error {
	return o.print(func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(v)
	})
}

// print writes to standard output.
func (o *office) print(write func(io.Writer) error) error {
	out, err := openDestination("", o.std.Out)
	if err != nil {
		return err
	}
	if err := write(out); err != nil {
		return cannotWrite(out.name, err)
	}
	return out.commit()
}

// A matterShown is a matter as the commands print it.
type matterShown struct {
	ID          string       `json:"id"`
	Number      string       `json:"number"`
	Title       string       `json:"title"`
	Status      string       `json:"status"`
	StatusZH    string       `json:"status_zh"`
	Version     int          `json:"version"`
	Regime      string       `json:"regime"`
	List        string       `json:"list"`
	Assigning   string       `json:"assigning"`
	Lead        string       `json:"lead"`
	Cooperating []string     `json:"cooperating"`
	InCharge    string       `json:"in_charge"`
	Complex     bool         `json:"complex"`
	Grade       string       `json:"grade"`
	Provisional bool         `json:"provisional"`
	Light       lightShown   `json:"light"`
	Due         *string      `json:"due"`
	DueAt       *string      `json:"due_at"`
	DueKey      string       `json:"due_key"`
	Source      *sourceShown `json:"source,omitempty"`
}

type lightShown struct {
	State    string `json:"state"`
	StateZH  string `json:"state_zh"`
	Colour   string `json:"colour"`
	Reason   string `json:"reason,omitempty"`
	ReasonZH string `json:"reason_zh,omitempty"`
}

type sourceShown struct {
	Kind     string `json:"kind"`
	Document string `json:"document"`
	Start    int    `json:"start"` // code points of the document's text
}

func newLight(state deadline.State, colour deadline.Colour) lightShown {
	return lightShown{State: string(state), StateZH: state.Title().ZH, Colour: string(colour)}
}

// newMatter shows a matter by its state.
func newMatter(s *ledger.State, rules *ledger.Rules, now time.Time) (matterShown, error) {
	r, err := rules.Regimes.Find(s.Matter.Regime)
	if err != nil {
		return matterShown{}, err
	}
	row := ledger.RowOf(s, r, rules.Calendar)
	m := newRow(&row, now)
	schedule := ledger.ScheduleOf(s, r, rules.Calendar)
	light := deadline.LightOf(r, &s.Facts, schedule.Lead, now)
	m.Light.Reason, m.Light.ReasonZH = light.Reason(deadline.English), light.Reason(deadline.Chinese)
	m.Cooperating = []string{}
	for i := range s.Parts {
		m.Cooperating = append(m.Cooperating, s.Parts[i].Unit)
	}
	return m, nil
}

// newRow shows a matter by its row.
func newRow(r *ledger.Row, now time.Time) matterShown {
	m := matterShown{
		ID: r.ID, Number: r.Number, Title: r.Title, Status: string(r.Status), StatusZH: r.Status.Title().ZH, Version: r.Version,
		Regime: r.Regime, List: r.List, Assigning: r.Assigning, Lead: r.Lead, InCharge: r.InCharge, Complex: r.Complex,
		Grade: string(r.Grade), Provisional: r.Provisional, Light: newLight(r.Light(now)), DueKey: r.DueKey,
		Source: &sourceShown{string(r.Source), r.Document, r.From}, Cooperating: append([]string{}, r.Others...),
	}
	if r.Due != deadline.Never {
		at := time.UnixMicro(r.Due).In(workday.Zone())
		day, stamp := at.Format(time.DateOnly), at.Format(time.RFC3339)
		m.Due, m.DueAt = &day, &stamp
	}
	return m
}

// line is a matter in one line, for people.
func (o *office) line(m *matterShown, org interface{ UnitName(string) string }) string {
	due := ""
	if m.Due != nil {
		due = *m.Due
	}
	state := deadline.State(m.Light.State)
	return strings.TrimRight(fmt.Sprintf("%s %s  %s  %s  %s  %s  %s", state.Symbol(), m.Number, o.in(ledger.Status(m.Status).Title()),
		o.in(state.Title()), due, org.UnitName(m.Lead), m.Title), " ")
}

// printState prints a matter after a step.
func (o *office) printState(s *ledger.State, rules *ledger.Rules, now time.Time) error {
	m, err := newMatter(s, rules, now)
	if err != nil {
		return err
	}
	if o.asJSON {
		return o.printJSON(m)
	}
	return o.print(func(w io.Writer) error {
		_, err := fmt.Fprintln(w, o.line(&m, rules.Org))
		return err
	})
}
