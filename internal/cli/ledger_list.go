package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
)

// query are the flags that say which matters.
type query struct {
	units, lights, colours, statuses, lists []string
	inCharge, source, document, parent      string
	text, dueFrom, dueTo                    string
	open                                    bool
}

func (q *query) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVar(&q.units, "unit", nil, "led by this `unit` or one below it; repeatable")
	f.StringArrayVar(&q.lights, "light", nil, "with this `light`: overdue, not_reported, no_progress, due_soon, made_up, normal, unassigned, paused, done; repeatable")
	f.StringArrayVar(&q.colours, "colour", nil, "with a light of this `colour`: red, yellow, green, grey; repeatable")
	f.StringArrayVar(&q.statuses, "status", nil, "of this `status`: draft, docketed, assigned, returned, handling, closing, accepted, cleared; repeatable")
	f.StringArrayVar(&q.lists, "list", nil, "on this `list`; repeatable")
	f.StringVar(&q.inCharge, "in-charge", "", "of the leader in this `seat`")
	f.StringVar(&q.source, "source", "", "from this `kind` of source")
	f.StringVar(&q.document, "document", "", "from the document with this `hash`")
	f.StringVar(&q.parent, "parent", "", "parts of this `matter`")
	f.StringVar(&q.text, "text", "", "with these `characters` in number, title or text")
	f.StringVar(&q.dueFrom, "due-from", "", "due on this `day` or later")
	f.StringVar(&q.dueTo, "due-to", "", "due on this `day` or earlier")
	f.BoolVar(&q.open, "open", false, "not cleared yet")
}

// query is what the flags ask for. Words that mean nothing are refused: they
// would find nothing without a word.
func (q *query) query() (ledger.Query, error) {
	out := ledger.Query{
		Units: q.units, Lists: q.lists, InCharge: q.inCharge, Source: ledger.SourceKind(q.source), Document: q.document,
		Parent: q.parent, Text: q.text, Open: q.open,
	}
	var err error
	if out.Lights, err = chosen("light", q.lights, deadline.States()); err != nil {
		return out, err
	}
	if out.Colours, err = chosen("colour", q.colours, []deadline.Colour{deadline.Red, deadline.Yellow, deadline.Green, deadline.Grey}); err != nil {
		return out, err
	}
	if out.Statuses, err = chosen("status", q.statuses, ledger.Statuses()); err != nil {
		return out, err
	}
	var from, to workday.Date
	if err := dateFlag("due-from", q.dueFrom, &from); err != nil {
		return out, err
	}
	if err := dateFlag("due-to", q.dueTo, &to); err != nil {
		return out, err
	}
	if !from.IsZero() {
		out.DueFrom = from.At(0)
	}
	if !to.IsZero() {
		out.DueTo = to.AddDays(1).At(0)
	}
	return out, nil
}

// chosen reads words that must be among those there are.
func chosen[T ~string](flag string, words []string, all []T) ([]T, error) {
	var list []T
	for _, w := range words {
		c := oneOf{choices: make([]string, len(all))}
		for i, t := range all {
			c.choices[i] = string(t)
		}
		if err := c.Set(w); err != nil {
			return nil, failf(statusUsage, "--%s %q %w", flag, w, err)
		}
		list = append(list, T(w))
	}
	return list, nil
}

func (o *office) newList() *cobra.Command {
	var q query
	var limit, page int
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List matters, what is due first on top",
		Example: `  luoshi ledger list --open --light overdue
  luoshi ledger list --unit fgw --text 口袋公园 --page 2 --json`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			asked, err := q.query()
			if err != nil {
				return err
			}
			if limit < 1 || limit > 10000 || page < 1 {
				return failf(statusUsage, "--limit is 1 to 10000 and --page begins at 1")
			}
			asked.Limit, asked.Page = limit, page
			return o.runAs(cmd.Context(), func(ctx context.Context, s *session) error { return o.list(ctx, s, asked) })
		},
	}
	q.flags(cmd)
	cmd.Flags().IntVar(&limit, "limit", 20, "matters a page")
	cmd.Flags().IntVar(&page, "page", 1, "which page")
	return cmd
}

func (o *office) list(ctx context.Context, s *session, q ledger.Query) error {
	page, err := s.List(ctx, o.as, q)
	if err != nil {
		return err
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	shown := struct {
		Total   int           `json:"total"`
		Page    int           `json:"page"`
		Limit   int           `json:"limit"`
		Matters []matterShown `json:"matters"`
	}{page.Total, q.Page, q.Limit, []matterShown{}}
	for i := range page.Rows {
		shown.Matters = append(shown.Matters, newRow(&page.Rows[i], page.Now))
	}
	if o.asJSON {
		return o.printJSON(shown)
	}
	return o.print(func(w io.Writer) error {
		for i := range shown.Matters {
			if _, err := fmt.Fprintln(w, o.line(&shown.Matters[i], rules.Org)); err != nil {
				return err
			}
		}
		_, err := fmt.Fprintf(w, "%d of %d\n", len(shown.Matters), shown.Total)
		return err
	})
}

func (o *office) newLights() *cobra.Command {
	var q query
	cmd := &cobra.Command{
		Use:   "lights",
		Short: "Count matters by light (亮灯)",
		Args:  nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			asked, err := q.query()
			if err != nil {
				return err
			}
			return o.runAs(cmd.Context(), func(ctx context.Context, s *session) error {
				counts, err := s.Lights(ctx, o.as, asked)
				if err != nil {
					return err
				}
				return o.printLights(counts)
			})
		},
	}
	q.flags(cmd)
	return cmd
}

func (o *office) printLights(counts []ledger.LightCount) error {
	type light struct {
		lightShown
		Count int `json:"count"`
	}
	shown := struct {
		Total  int     `json:"total"`
		Lights []light `json:"lights"`
	}{Lights: []light{}}
	for _, c := range counts {
		shown.Total += c.Count
		shown.Lights = append(shown.Lights, light{newLight(c.State, c.Colour), c.Count})
	}
	if o.asJSON {
		return o.printJSON(shown)
	}
	return o.print(func(w io.Writer) error {
		for _, c := range counts {
			if _, err := fmt.Fprintf(w, "%s %6d  %-6s  %s\n", c.State.Symbol(), c.Count, c.Colour, o.in(c.State.Title())); err != nil {
				return err
			}
		}
		_, err := fmt.Fprintf(w, "  %6d\n", shown.Total)
		return err
	})
}
