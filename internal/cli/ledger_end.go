package cli

import (
	"fmt"
	"io"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// ending are the steps from the application to close on.
func (o *office) ending() []*cobra.Command {
	return o.newSteps([]step{
		{
			use: "apply-close MATTER", short: "Apply to close (申请办结)",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				var r saying
				r.filed(f)
				key := f.String("key", "", "the result that is due (default: the first one open)")
				return func(in *stepIn) (ledger.Command, error) {
					v, err := in.view()
					if err != nil {
						return nil, err
					}
					c := ledger.ApplyClose{Key: *key}
					var fields []string
					if due := openResult(v.Schedule.Lead, *key); due != nil {
						c.Key, fields = due.Key, fieldsOf(due.Stage)
					}
					if c.Says, err = r.said(fields); err != nil {
						return nil, err
					}
					if c.Values, err = pairs("value", r.values); err != nil {
						return nil, err
					}
					c.Evidence, err = r.keep(in)
					return c, err
				}
			},
		},
		{
			use: "review MATTER {--accept | --send-back}", short: "Review reports and the application to close (审核)",
			long: `Accept reports or send them back. Without --key and --closing it is about all that
waits for review. To accept an application to close, a --grade is needed.`,
			example: `  luoshi ledger review 2026-00001 --accept --grade 良好
  luoshi ledger review 2026-00001 --send-back --key 3 --reason 没有写明进展`,
			setup: setupReview,
		},
		{
			use: "clear MATTER", short: "Clear an accepted matter from the list (销号)",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				note := f.String("note", "", "with this note")
				return func(*stepIn) (ledger.Command, error) { return ledger.Clear{Note: *note}, nil }
			},
		},
		{
			use: "look-back MATTER {--holds | --fails} --finding TEXT", short: "Note whether a cleared matter's result holds (回头看)",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				holds := f.Bool("holds", false, "it holds")
				fails := f.Bool("fails", false, "it does not")
				finding := f.String("finding", "", "what was found")
				return func(*stepIn) (ledger.Command, error) {
					if *holds == *fails {
						return nil, failf(statusUsage, "say whether it --holds or --fails")
					}
					return ledger.LookBack{Holds: *holds, Finding: *finding}, nil
				}
			},
		},
		{
			use: "reopen MATTER --reason TEXT --until DATE", short: "Take a cleared matter up again (重新办理)",
			setup: func(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
				reason := f.String("reason", "", "why")
				until := f.String("until", "", "the new `date`")
				return func(*stepIn) (ledger.Command, error) {
					var day workday.Date
					err := dateFlag("until", *until, &day)
					return ledger.Reopen{Reason: *reason, Until: day}, err
				}
			},
		},
	})
}

// openResult is the due of a key, or the open result that is due first and asks
// for a report.
func openResult(dues []deadline.Due, key string) *deadline.Due {
	var first *deadline.Due
	for i := range dues {
		d := &dues[i]
		if d.Key == key {
			return d
		}
		if key != "" || d.Stage.Kind != deadline.KindResult || len(d.Stage.Content) == 0 || !d.Met.IsZero() || d.At.IsZero() {
			continue
		}
		if first == nil || d.At.Before(first.At) {
			first = d
		}
	}
	return first
}

func setupReview(f *pflag.FlagSet) func(*stepIn) (ledger.Command, error) {
	keys := f.StringArray("key", nil, "the report on what is due under this key; repeatable")
	closing := f.Bool("closing", false, "the application to close")
	accept := f.Bool("accept", false, "accept")
	back := f.Bool("send-back", false, "send back; --reason says why")
	grade := f.String("grade", "", "how well it was done: excellent, good, passable (优秀, 良好, 合格)")
	reason := f.String("reason", "", "why it is sent back")
	return func(in *stepIn) (ledger.Command, error) {
		if *accept == *back {
			return nil, failf(statusUsage, "either --accept or --send-back")
		}
		c := ledger.Review{Keys: *keys, Closing: *closing, Verdict: ledger.Accept, Reason: *reason}
		if *back {
			c.Verdict = ledger.SendBack
		}
		if *grade != "" {
			g, ok := ledger.ParseGrade(*grade)
			if !ok {
				return nil, failf(statusUsage, "--grade %q is none of excellent, good, passable, failed", *grade)
			}
			c.Grade = g
		}
		if len(c.Keys) > 0 || c.Closing {
			return c, nil
		}
		v, err := in.view()
		if err != nil {
			return nil, err
		}
		c.Closing = v.State.Status == ledger.Closing
		c.Keys = v.State.Unreviewed()
		return c, nil
	}
}

// A count is a figure with its name.
type count struct {
	name string
	n    int
}

// printCounts prints a few figures.
func (o *office) printCounts(list []count) error {
	if o.asJSON {
		m := map[string]int{} // printed in the order of the names
		for _, c := range list {
			m[c.name] = c.n
		}
		return o.printJSON(m)
	}
	return o.print(func(w io.Writer) error {
		for _, c := range list {
			if _, err := fmt.Fprintf(w, "%s %d\n", c.name, c.n); err != nil {
				return err
			}
		}
		return nil
	})
}
