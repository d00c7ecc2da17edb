package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
)

// dueFlags are the flags of luoshi due.
type dueFlags struct {
	regime, from, deadline   string
	complex, sameDay, asJSON bool
	counting, roll           oneOf
	nodes, events, holidays  []string
}

func newDue(std Stdio) *cobra.Command {
	flags := dueFlags{
		regime:   "13710",
		counting: oneOf{choices: []string{string(deadline.Working), string(deadline.Natural)}},
		roll:     oneOf{choices: []string{string(deadline.RollNext), string(deadline.RollNone), string(deadline.RollPrevious)}},
	}
	cmd := &cobra.Command{
		Use:   "due --from TIME",
		Short: "Say when the stages of a supervised matter are due, and why",
		Long: `Say when the stages of a matter under a regime of supervision (督办制度) are due,
each date with the way it was worked out.

A date that needs a year whose holidays are not announced yet is marked
provisional: weekends are known, make-up working days are not. Give the notice
of that year with --holidays to settle it.

--count, --roll and --same-day depart from what the regime says, to compare.`,
		Example: `  luoshi due --from 2026-01-30T10:00
  luoshi due --regime 13710 --from 2026-01-30T10:00 --complex --json
  luoshi due --regime suggestion --from 2026-03-02 --event dissatisfied=2026-05-20
  luoshi due --regime my-regime.yaml --from 2026-03-02 --node 开工=2026-05-08`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if flags.from == "" {
				return failf(statusUsage, "say when the matter was assigned: --from 2026-01-30T10:00; see %s --help", cmd.CommandPath())
			}
			return flags.run(std)
		},
	}
	f := cmd.Flags()
	f.StringVar(&flags.regime, "regime", flags.regime, "the `regime`: its id, id@version, or a YAML file")
	f.StringVar(&flags.from, "from", "", "the `time` of assignment in China: 2026-01-30 or 2026-01-30T10:00")
	f.BoolVar(&flags.complex, "complex", false, "the matter is major or complex (重大复杂)")
	f.Var(&flags.counting, "count", "count limits in these days")
	f.Var(&flags.roll, "roll", "what becomes of a last day that is not worked")
	f.BoolVar(&flags.sameDay, "same-day", false, "a limit of one day means the day of assignment itself")
	f.StringVar(&flags.deadline, "deadline", "", "the `date` set for the matter itself")
	f.StringArrayVar(&flags.nodes, "node", nil, "a node of the matter's plan, as `name=date`; repeatable")
	f.StringArrayVar(&flags.events, "event", nil, "something that stages run from, as `name=time`; repeatable")
	f.StringArrayVar(&flags.holidays, "holidays", nil, "a `file` with a further year's holiday notice; repeatable")
	f.BoolVar(&flags.asJSON, "json", false, "print one JSON object")
	for name, choice := range map[string]*oneOf{"count": &flags.counting, "roll": &flags.roll} {
		_ = cmd.RegisterFlagCompletionFunc(name, choice.complete)
	}
	return cmd
}

func (flags *dueFlags) run(std Stdio) error {
	facts, err := flags.facts()
	if err != nil {
		return err
	}
	regime, err := openRegime(flags.regime)
	if invalid := new(deadline.Invalid); errors.As(err, &invalid) {
		return tellInvalid(std.Err, invalid)
	}
	if err != nil {
		return err
	}
	if err := checkUse(regime, facts); err != nil {
		return err
	}
	cal, err := openCalendar(flags.holidays)
	if err != nil {
		return err
	}
	regime = regime.With(deadline.Choice{
		Counting: deadline.Counting(flags.counting.value),
		Roll:     deadline.Roll(flags.roll.value),
		SameDay:  flags.sameDay,
	})
	result := newDueResult(regime, facts, deadline.Schedule(regime, cal, facts))
	out, err := openDestination("", std.Out)
	if err != nil {
		return err
	}
	if flags.asJSON {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err = enc.Encode(result)
	} else {
		err = result.print(out)
	}
	if err != nil {
		return cannotWrite("", err)
	}
	return out.commit()
}

// facts reads what the flags say of the matter.
func (flags *dueFlags) facts() (*deadline.Facts, error) {
	f := &deadline.Facts{Complex: flags.complex}
	var err error
	if f.Assigned, err = parseInstant(flags.from); err != nil {
		return nil, failf(statusUsage, "--from %w", err)
	}
	if flags.deadline != "" {
		if f.Deadline, err = workday.ParseDate(flags.deadline); err != nil {
			return nil, failf(statusUsage, "--deadline: %w", err)
		}
	}
	for _, n := range flags.nodes {
		name, value, ok := strings.Cut(n, "=")
		if !ok || name == "" {
			return nil, failf(statusUsage, "--node %q must be a name and a date: 开工=2026-05-08", n)
		}
		d, err := workday.ParseDate(value)
		if err != nil {
			return nil, failf(statusUsage, "--node %s: %w", name, err)
		}
		if slices.ContainsFunc(f.Nodes, func(n deadline.Node) bool { return n.ID == name }) {
			return nil, failf(statusUsage, "--node %s is given twice", name)
		}
		f.Nodes = append(f.Nodes, deadline.Node{ID: name, Date: d})
	}
	for _, e := range flags.events {
		name, value, ok := strings.Cut(e, "=")
		if !ok || name == "" {
			return nil, failf(statusUsage, "--event %q must be a name and a time: dissatisfied=2026-05-20", e)
		}
		at, err := parseInstant(value)
		if err != nil {
			return nil, failf(statusUsage, "--event %s=%w", name, err)
		}
		f.Events = append(f.Events, deadline.Event{Name: name, At: at})
	}
	return f, nil
}

// checkUse refuses facts that no stage of the regime asks for: a misspelt event
// would otherwise leave a date out without a word.
func checkUse(r *deadline.Regime, f *deadline.Facts) error {
	var events []string
	nodes, deadlines := false, false
	for i := range r.Stages {
		s := &r.Stages[i]
		if s.From.Anchor == deadline.FromEvent && !slices.Contains(events, s.From.Name) {
			events = append(events, s.From.Name)
		}
		nodes = nodes || s.Limit.Measure == deadline.AtNodes || s.Limit.Measure == deadline.AtLastNode
		deadlines = deadlines || s.Limit.Measure == deadline.ByDeadline
	}
	for _, e := range f.Events {
		switch {
		case len(events) == 0:
			return failf(statusUsage, "no stage of %s runs from an event; leave --event out", r.ID)
		case !slices.Contains(events, e.Name):
			return failf(statusUsage, "no stage of %s runs from the event %q; its events are %s", r.ID, e.Name, strings.Join(events, ", "))
		}
	}
	if len(f.Nodes) > 0 && !nodes {
		return failf(statusUsage, "no stage of %s takes nodes; leave --node out", r.ID)
	}
	if !f.Deadline.IsZero() && !deadlines {
		return failf(statusUsage, "no stage of %s takes a date set for the matter; leave --deadline out", r.ID)
	}
	return nil
}

// parseInstant reads a time of day in China, or with a zone of its own; a mere
// date is its midnight.
func parseInstant(s string) (time.Time, error) {
	for _, layout := range []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.In(workday.Zone()), nil
		}
	}
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02 15:04:05"} {
		if t, err := time.ParseInLocation(layout, s, workday.Zone()); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a time; write 2026-01-30 or 2026-01-30T10:00 (China Standard Time)", s)
}

// openRegime finds a regime by id among the shipped ones, or reads a file.
func openRegime(ref string) (*deadline.Regime, error) {
	if ext := strings.ToLower(filepath.Ext(ref)); ext == ".yaml" || ext == ".yml" {
		source, err := os.ReadFile(ref)
		if err != nil {
			return nil, cannotRead(ref, err)
		}
		return deadline.Parse(filepath.ToSlash(ref), source)
	}
	library, err := deadline.Shipped()
	if err != nil {
		return nil, err
	}
	regime, err := library.Find(ref)
	if err != nil {
		return nil, failf(statusNotFound, "%w; or name a YAML file", err)
	}
	return regime, nil
}

// openCalendar is the calendar of the program with the notices of files.
func openCalendar(files []string) (*workday.Calendar, error) {
	cal := workday.Default()
	for _, name := range files {
		table, err := os.ReadFile(name)
		if err != nil {
			return nil, cannotRead(name, err)
		}
		if cal, err = cal.With(table); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.ToSlash(name), err)
		}
	}
	return cal, nil
}

func cannotRead(path string, err error) error {
	reason := err
	if pe := new(os.PathError); errors.As(err, &pe) {
		reason = pe.Err
	}
	if errors.Is(err, os.ErrNotExist) {
		return failf(statusNotFound, "%s: there is no such file", filepath.ToSlash(path))
	}
	return failf(statusUnavailable, "%s: cannot be read: %w", filepath.ToSlash(path), reason)
}

// A dueResult is what luoshi due prints.
type dueResult struct {
	Regime      string     `json:"regime"`
	From        string     `json:"from"`
	Provisional bool       `json:"provisional"` // some date is
	Stages      []dueStage `json:"stages"`
	Version     int        `json:"version"`
	Title       string     `json:"title"`
	TitleZH     string     `json:"title_zh"`
	Complex     bool       `json:"complex"`
}

// A dueStage is one due; Due and DueAt are null where there is no date.
type dueStage struct {
	Stage        string  `json:"stage"`
	Due          *string `json:"due"`
	DueAt        *string `json:"due_at"`
	Derivation   string  `json:"derivation"`
	Provisional  bool    `json:"provisional"`
	Key          string  `json:"key"` // the stage, with the period or node where it has several
	Title        string  `json:"title"`
	TitleZH      string  `json:"title_zh"`
	DerivationZH string  `json:"derivation_zh"`
	Met          *string `json:"met,omitempty"` // when it was reported

	shown deadline.Words // day and time as people read them
}

func newDueResult(r *deadline.Regime, f *deadline.Facts, dues []deadline.Due) *dueResult {
	result := &dueResult{
		Regime: r.ID, Version: r.Version, Title: r.Title.EN, TitleZH: r.Title.ZH,
		From: f.Assigned.Format(time.RFC3339), Complex: f.Complex, Stages: []dueStage{},
	}
	for i := range dues {
		result.Provisional = result.Provisional || dues[i].Provisional
		result.Stages = append(result.Stages, newStage(&dues[i]))
	}
	return result
}

func newStage(d *deadline.Due) dueStage {
	s := dueStage{
		Stage: d.Stage.ID, Key: d.Key, Title: d.Title.EN, TitleZH: d.Title.ZH, Provisional: d.Provisional,
		Derivation: d.Derivation(deadline.English), DerivationZH: d.Derivation(deadline.Chinese),
	}
	if !d.Date.IsZero() {
		date, at := d.Date.String(), d.At.In(workday.Zone()).Format(time.RFC3339)
		s.Due, s.DueAt, s.shown = &date, &at, d.Words()
	}
	if !d.Met.IsZero() {
		met := d.Met.In(workday.Zone()).Format(time.RFC3339)
		s.Met = &met
	}
	return s
}

// print writes the dates for people: a line for each, its derivation beneath.
func (r *dueResult) print(w io.Writer) error {
	kind := "an ordinary"
	if r.Complex {
		kind = "a complex"
	}
	if _, err := fmt.Fprintf(w, "%s (version %d), %s matter\n", r.Title, r.Version, kind); err != nil {
		return err
	}
	width := 0
	for _, s := range r.Stages {
		width = max(width, len([]rune(s.Key)))
	}
	for _, s := range r.Stages {
		due := "no date"
		if s.Due != nil {
			due = s.shown.EN
		}
		if s.Provisional {
			due += " (provisional)"
		}
		if _, err := fmt.Fprintf(w, "\n%-*s  %s  %s\n%*s  %s\n", width, s.Key, due, s.Title, width, "", s.Derivation); err != nil {
			return err
		}
	}
	return nil
}
