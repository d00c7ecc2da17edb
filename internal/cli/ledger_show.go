package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
)

func (o *office) newShow() *cobra.Command {
	return &cobra.Command{
		Use:   "show MATTER",
		Short: "Show a matter: what is due and why, what happened, what you may do",
		Args:  oneMatter,
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.runAs(cmd.Context(), func(ctx context.Context, s *session) error {
				v, err := s.Matter(ctx, o.as, args[0])
				if err != nil {
					return err
				}
				stands, err := whereItStands(ctx, s, o.as, &v.State)
				if err != nil {
					return err
				}
				return o.show(&v, stands)
			})
		},
	}
}

func oneMatter(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return failf(statusUsage, "%s takes one matter, by number or id, got %d; see %s --help", cmd.CommandPath(), len(args), cmd.CommandPath())
	}
	return nil
}

// A standing is where a matter stands in the document it came from: its own words
// and those around them.
type standing struct {
	Before string `json:"before"`
	Quote  string `json:"quote"`
	After  string `json:"after"`
}

// around is how many characters before and after a quote are shown.
const around = 40

// whereItStands finds a matter's words in the text that the ledger keeps; nil
// where it keeps none.
func whereItStands(ctx context.Context, s *session, by string, state *ledger.State) (*standing, error) {
	src := &state.Matter.Source
	if src.Document == "" || src.To <= src.From {
		return nil, nil
	}
	f, err := s.Source(ctx, by, state.ID)
	var none *ledger.Error
	if errors.As(err, &none) && none.Code == ledger.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	text := []rune(string(f.Data))
	if src.To > len(text) {
		return nil, nil
	}
	return &standing{
		Before: string(text[max(0, src.From-around):src.From]),
		Quote:  string(text[src.From:src.To]),
		After:  string(text[src.To:min(len(text), src.To+around)]),
	}, nil
}

// A viewShown is all there is to show of a matter.
type viewShown struct {
	matterShown
	Text       string             `json:"text"`
	From       ledger.Source      `json:"from"`
	Stands     *standing          `json:"stands"` // in the document's text, null where the ledger does not keep it
	Indicators []ledger.Indicator `json:"indicators"`
	Schedule   []partShown        `json:"schedule"`
	Reports    []ledger.Report    `json:"reports"`
	Plan       []ledger.Node      `json:"plan"`
	Evidence   []ledger.Evidence  `json:"evidence"`
	Escalation string             `json:"escalation"` // the highest rung reached
	Rights     []rightShown       `json:"rights"`
	Events     []eventShown       `json:"events"`
}

// A partShown is what is due from one unit.
type partShown struct {
	Unit   string     `json:"unit"`
	Stages []dueStage `json:"stages"`
}

type rightShown struct {
	Step    string `json:"step"`
	Allowed bool   `json:"allowed"`
	Why     string `json:"why,omitempty"` // it is refused
	WhyZH   string `json:"why_zh,omitempty"`
}

type eventShown struct {
	Seq    int64           `json:"seq"`
	Number int             `json:"number"`
	Kind   string          `json:"kind"`
	KindZH string          `json:"kind_zh"`
	At     string          `json:"at"`
	Actor  string          `json:"actor"`
	For    string          `json:"for,omitempty"`
	Unit   string          `json:"unit,omitempty"`
	Body   json.RawMessage `json:"body"`
}

func (o *office) show(v *ledger.View, stands *standing) error {
	m, err := newMatter(&v.State, v.Rules, v.Now)
	if err != nil {
		return err
	}
	s := &v.State
	shown := viewShown{
		matterShown: m, Text: s.Matter.Text, From: s.Matter.Source, Stands: stands, Indicators: emptied(s.Matter.Indicators), Reports: emptied(s.Reports),
		Plan: emptied(s.Plan), Evidence: emptied(s.Evidence), Schedule: []partShown{{s.Lead, newStages(v.Schedule.Lead)}},
	}
	for i := range v.Schedule.Parts {
		p := &v.Schedule.Parts[i]
		shown.Schedule = append(shown.Schedule, partShown{p.Unit, newStages(p.Dues)})
	}
	if v.Escalation != nil {
		shown.Escalation = v.Escalation.Rung.Level
	}
	for _, r := range v.Rights {
		right := rightShown{Step: string(r.Step), Allowed: r.Refused == nil}
		if r.Refused != nil {
			right.Why, right.WhyZH = r.Refused.Words.EN, r.Refused.Words.ZH
		}
		shown.Rights = append(shown.Rights, right)
	}
	for i := range v.Events {
		e := &v.Events[i]
		body, err := ledger.EncodeBody(e.Body)
		if err != nil {
			return err
		}
		shown.Events = append(shown.Events, eventShown{
			e.Seq, e.Number, string(e.Kind), e.Kind.Title().ZH, e.At.In(workday.Zone()).Format(time.RFC3339), e.Actor, e.For, e.Unit, body,
		})
	}
	if o.asJSON {
		return o.printJSON(&shown)
	}
	return o.print(func(w io.Writer) error { return o.showTo(w, v, &shown) })
}

// emptied is a list that is printed as [] where there is none.
func emptied[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// newStages shows dues as luoshi due does.
func newStages(dues []deadline.Due) []dueStage {
	list := []dueStage{}
	for i := range dues {
		list = append(list, newStage(&dues[i]))
	}
	return list
}

func (o *office) showTo(w io.Writer, v *ledger.View, shown *viewShown) error {
	p := &printer{w: w}
	p.line("%s", o.line(&shown.matterShown, v.Rules.Org))
	p.line("  %s", o.in(ledger.Words{ZH: shown.Light.ReasonZH, EN: shown.Light.Reason}))
	if t := shown.Stands; t != nil {
		flat := strings.NewReplacer("\n", " ").Replace
		p.line("  %s：…%s【%s】%s…", shown.From.Name, flat(t.Before), flat(t.Quote), flat(t.After))
	}
	for _, part := range shown.Schedule {
		for _, s := range part.Stages {
			due, met := "-", ""
			if s.Due != nil {
				due = o.in(s.shown)
			}
			if s.Met != nil {
				met = "✓ "
			}
			p.line("  %-10s %s%s  %s", s.Key, met, due, o.in(ledger.Words{ZH: s.TitleZH, EN: s.Title}))
			p.line("  %-10s %s", "", o.in(ledger.Words{ZH: s.DerivationZH, EN: s.Derivation}))
		}
	}
	p.line("")
	for i := range v.Events {
		e := &v.Events[i]
		who := v.Rules.Org.PersonName(e.Actor)
		if e.Actor == "" {
			who = o.in(ledger.Words{ZH: "（系统）", EN: "(by the clock)"})
		}
		if e.For != "" {
			who += " (" + v.Rules.Org.PersonName(e.For) + ")"
		}
		p.line("  %s  %s  %s", e.At.In(workday.Zone()).Format("2006-01-02 15:04"), o.in(e.Kind.Title()), who)
	}
	p.line("")
	for _, r := range v.Rights {
		if r.Refused == nil {
			p.line("  + %s", o.in(r.Step.Title()))
		}
	}
	return p.err
}

// A printer writes lines and keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}
