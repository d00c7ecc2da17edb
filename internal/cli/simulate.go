package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/luoshi-project/luoshi/internal/simulate"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
)

func newSimulate(std Stdio) *cobra.Command {
	o := &office{std: std}
	var opt simulate.Options
	var from, to string
	var live bool
	cmd := &cobra.Command{
		Use:   "simulate --matters N --from DATE --to DATE --seed S",
		Short: "Live an invented province's matters through a stretch of time",
		Long: `Live the matters of an invented province, its cities and counties through a
stretch of time on a virtual clock, under every regime that is shipped, some of
them worked out in parts, every step through the
ledger's own rules: docketed, assigned, returned, transferred, paused, extended,
late, escalated, sent back, cleared, reopened. The same seed gives the same events.

--db keeps the ledger in a new file, or in an empty PostgreSQL database; without
it the ledger is thrown away. A file is removed when the simulation is broken off.

With --live it lives on with what is in the ledger --db, by its own units and
people: they sign for what was assigned, report, late or in time, are chased, ask
for more time and apply to close; nothing is docketed or assigned. The events it
invents stay in the ledger for good: give it a copy (luoshi restore-backup).`,
		Example: `  luoshi simulate --matters 1000 --from 2026-01-01 --to 2026-12-31 --seed 1 --db year.db
  luoshi audit verify --db year.db
  luoshi simulate --live --db copy.db --from 2026-02-03 --to 2026-12-31`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, d := range []struct {
				flag, text string
				into       *workday.Date
			}{{"from", from, &opt.From}, {"to", to, &opt.To}} {
				if err := dateFlag(d.flag, d.text, d.into); err != nil {
					return err
				}
			}
			if err := opt.Check(); err != nil {
				return failf(statusUsage, "%w; see %s --help", err, cmd.CommandPath())
			}
			return o.simulate(cmd.Context(), opt, live)
		},
	}
	o.keeperFlags(cmd)
	f := cmd.Flags()
	f.IntVar(&opt.Matters, "matters", 1000, "how many matters")
	f.StringVar(&from, "from", "2026-01-01", "the first `day`")
	f.StringVar(&to, "to", "2026-12-31", "the last `day`")
	f.BoolVar(&live, "live", false, "live on with what is in the ledger")
	f.Uint64Var(&opt.Seed, "seed", 1, "what chance begins with")
	return cmd
}

func (o *office) simulate(ctx context.Context, opt simulate.Options, live bool) (err error) {
	name := o.db
	run := simulate.Run
	if live {
		run = simulate.Live
		if name == "" {
			return failf(statusUsage, "name the ledger to live on with: --db copy.db, or set LUOSHI_DB")
		}
		if _, err := os.Stat(name); !isURL(name) && err != nil {
			return failf(statusNotFound, "%s: there is no ledger", filepath.ToSlash(name))
		}
	} else if name == "" {
		dir, missing := os.MkdirTemp("", "luoshi-simulate-")
		if missing != nil {
			return failf(statusUnavailable, "no room for the ledger: %w", missing)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		name = filepath.Join(dir, "simulation.db")
	} else if _, err := os.Stat(name); !isURL(name) && err == nil {
		return failf(statusConflict, "%s exists; a simulation begins a new ledger", filepath.ToSlash(name))
	}
	clock := &simulate.Clock{}
	st, err := openStore(ctx, name, store.Options{Clock: clock.Now, Say: o.say, Forward: !live})
	if err != nil {
		return o.told(err)
	}
	defer func() {
		err = errors.Join(err, o.told(st.Close()))
		if err != nil && !live && !isURL(name) {
			err = errors.Join(err, os.Remove(name)) // nothing in it could be undone
		}
	}()
	// Much of what a step makes is dropped at once, and memory is there.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	bar := newProgress(o.std.Err, opt.To.Sub(opt.From)+1)
	opt.Day = func(workday.Date) { bar.step() }
	r, err := run(ctx, st, clock, opt)
	bar.finish()
	if err != nil {
		return o.told(err)
	}
	if o.asJSON {
		return o.printJSON(r)
	}
	return o.print(func(w io.Writer) error {
		p := &printer{w: w}
		p.line("matters      %7d", r.Matters)
		for _, c := range []count{
			{"open", r.Open},
			{"cleared", r.Cleared},
			{"late", r.Late},
			{"escalated", r.Escalated},
			{"returned", r.Returned},
			{"extended", r.Extended},
			{"transferred", r.Transferred},
			{"paused", r.Paused},
			{"chased", r.Chased},
			{"sent back", r.SentBack},
			{"reopened", r.Reopened},
		} {
			p.line("  %-11s%7d  %s", c.name, c.n, percent(c.n, r.Matters))
		}
		p.line("refused steps%7d", r.Refused)
		p.line("events       %7d", r.Events)
		p.line("chain        %7d %s", r.Seq, r.Hash)
		return p.err
	})
}

// percent is a share with one decimal.
func percent(n, of int) string {
	if of == 0 {
		return ""
	}
	tenths := (2000*n + of) / (2 * of)
	return fmt.Sprintf("%d.%d %%", tenths/10, tenths%10)
}
