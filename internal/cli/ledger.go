package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/intake"
	"github.com/luoshi-project/luoshi/internal/jobs"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// An office is what the commands on a ledger have in common: which ledger, who
// acts, when.
type office struct {
	std    Stdio
	db     string
	as     string
	at     string
	lang   oneOf
	asJSON bool
	right  access.Step // that a person named in a keeper's command must have
}

func newLedger(std Stdio) *cobra.Command {
	o := &office{std: std}
	cmd := &cobra.Command{
		Use:   "ledger",
		Short: "Keep the ledger of matters under supervision (督办台账)",
		Long: `Keep a ledger of matters from docketing to clearing: who leads, what is due
when, who reported, what was reviewed. A ledger is one SQLite file or a
PostgreSQL database; every change is an event in it that is never altered.

Every step names who may take it. A refusal says why (exit code 3).`,
		Example: `  export LUOSHI_DB=office.db LUOSHI_AS=li
  luoshi ledger init --org org.yaml
  luoshi ledger add --title 新建口袋公园12处 --lead 市住建局 --draft
  luoshi ledger assign 2026-00001
  luoshi ledger list --light overdue`,
		Args: someCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	o.flags(cmd.PersistentFlags())
	cmd.AddCommand(o.newInit(), o.newOrg(), o.newAdd(), o.newImportReport(), o.newImportTable(), o.newList(), o.newShow(), o.newLights(), o.newCircular())
	cmd.AddCommand(o.newRegime(), o.newHolidays(), o.newSweep(), o.newInbox())
	cmd.AddCommand(o.beginning()...)
	cmd.AddCommand(o.working()...)
	cmd.AddCommand(o.ending()...)
	cmd.AddCommand(o.correcting()...)
	return cmd
}

// someCommand refuses arguments of a command that only holds others.
func someCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := ""
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf(" (did you mean %s?)", strings.Join(near, ", "))
	}
	return failf(statusUsage, "%s has no command %q%s; see %s --help", cmd.CommandPath(), args[0], hint, cmd.CommandPath())
}

func (o *office) flags(f *pflag.FlagSet) {
	o.lang = oneOf{value: "en", choices: []string{"en", "zh"}}
	f.StringVar(&o.db, "db", "", "the ledger: a SQLite `file` or postgres://…")
	f.StringVar(&o.as, "as", "", "who acts: the id of a `person`")
	f.StringVar(&o.at, "at", "", "act as if it were this `time` in China: 2026-01-30T10:00")
	f.Var(&o.lang, "lang", "language of what is told")
	f.BoolVar(&o.asJSON, "json", false, "print one JSON object")
}

// A session is a ledger that was opened.
type session struct {
	*ledger.Service
	store *store.Store
	clock func() time.Time
}

// clock is the time that the flags set, or that of the machine.
func (o *office) clock() (func() time.Time, error) {
	if o.at == "" {
		return time.Now, nil //nolint:forbidigo // the command line hands the time in
	}
	at, err := parseInstant(o.at)
	if err != nil {
		return nil, failf(statusUsage, "--at %w", err)
	}
	return func() time.Time { return at }, nil
}

func isURL(db string) bool { return strings.Contains(db, "://") }

// run opens the ledger for f. Its errors are told in the words of the ledger.
func (o *office) run(ctx context.Context, f func(context.Context, *session) error) error {
	if o.db == "" {
		return failf(statusUsage, "name the ledger: --db office.db, or set LUOSHI_DB")
	}
	if _, err := os.Stat(o.db); !isURL(o.db) && errors.Is(err, fs.ErrNotExist) {
		return failf(statusNotFound, "%s: there is no ledger; begin one with luoshi ledger init", o.db)
	}
	return o.open(ctx, f)
}

// runAs is run for a command that somebody must give.
func (o *office) runAs(ctx context.Context, f func(context.Context, *session) error) error {
	if o.as == "" {
		return failf(statusUsage, "say who acts: --as PERSON, or set LUOSHI_AS")
	}
	return o.run(ctx, func(ctx context.Context, s *session) error {
		rules, err := s.Rules(ctx)
		if err != nil {
			return err
		}
		if rules.Org.Person(o.as) == nil {
			// A list of nothing would look like one in which there is nothing.
			return &ledger.Error{Code: ledger.Forbidden, Key: "no_such_person", Field: "as", Words: ledger.Words{
				ZH: "没有这个人：" + o.as, EN: "there is no such person: " + o.as + "; luoshi ledger org lists who there is",
			}}
		}
		return f(ctx, s)
	})
}

func (o *office) open(ctx context.Context, f func(context.Context, *session) error) (err error) {
	clock, err := o.clock()
	if err != nil {
		return err
	}
	st, err := openStore(ctx, o.db, store.Options{Clock: clock, Say: o.say, Post: jobs.Post{}})
	if err != nil {
		return o.told(err)
	}
	defer func() { err = errors.Join(err, o.told(st.Close())) }()
	s := &session{ledger.New(st, ledger.Options{Inspect: intake.Inspect}), st, clock}
	did, err := s.Prepare(ctx)
	if err != nil {
		return o.told(err)
	}
	o.say(did)
	return o.told(f(ctx, s))
}

// say tells what was done besides what was asked for.
func (o *office) say(w ledger.Words) {
	if text := o.in(w); text != "" {
		fmt.Fprintln(o.std.Err, "luoshi: "+text)
	}
}

// words is a text in both languages.
func words(zh, en string) ledger.Words { return ledger.Words{ZH: zh, EN: en} }

// in is a text in the language asked for.
func (o *office) in(w ledger.Words) string {
	if o.lang.value == "zh" {
		return w.In(deadline.Chinese)
	}
	return w.In(deadline.English)
}

// ledgerStatuses are the exit statuses of the codes of a ledger.
var ledgerStatuses = map[ledger.Code]status{
	ledger.Invalid:     statusFailed,
	ledger.NotFound:    statusNotFound,
	ledger.Forbidden:   statusRefused,
	ledger.Conflict:    statusConflict,
	ledger.Late:        statusRefused,
	ledger.Secret:      statusRefused,
	ledger.Unavailable: statusUnavailable,
}

// told puts an error of the ledger into the language asked for and gives it its
// exit status. What the matter's state does not allow is refused; what is wrong
// with a field of the command is the input's fault.
func (o *office) told(err error) error {
	var e *ledger.Error
	if !errors.As(err, &e) {
		return err
	}
	text := o.in(e.Words)
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	if hint := o.in(e.Hint); hint != "" {
		text += "; " + hint
	}
	code := ledgerStatuses[e.Code]
	if e.Code == ledger.Invalid && e.Field == "" {
		code = statusRefused
	}
	return &statusError{code, errors.New(text)}
}
