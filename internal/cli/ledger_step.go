package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A step is a command line that takes a step in one matter.
type step struct {
	use, short, long, example string
	// setup declares the flags and returns what makes the command of them.
	setup func(*pflag.FlagSet) func(*stepIn) (ledger.Command, error)
}

// A stepIn is what a step is made of besides its flags.
type stepIn struct {
	ctx    context.Context //nolint:containedctx // it lives as long as the one call
	office *office
	*session
	matter string
	seen   int
}

// view shows the matter. The step is then decided on what was shown: if somebody
// else changes the matter meanwhile, it is refused.
func (in *stepIn) view() (ledger.View, error) {
	v, err := in.Matter(in.ctx, in.office.as, in.matter)
	if err == nil && in.seen == ledger.Any {
		in.seen = v.State.Version
	}
	return v, err
}

func (o *office) newStep(s step) *cobra.Command {
	seen := ledger.Any
	cmd := &cobra.Command{Use: s.use, Short: s.short, Long: s.long, Example: s.example, Args: oneMatter}
	build := s.setup(cmd.Flags())
	cmd.Flags().IntVar(&seen, "seen", ledger.Any, "the `version` of the matter you decided on: refuse if it has changed since")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return o.runAs(cmd.Context(), func(ctx context.Context, sess *session) error {
			in := &stepIn{ctx: ctx, office: o, session: sess, matter: args[0], seen: seen}
			c, err := build(in)
			if err != nil {
				return err
			}
			state, err := sess.Do(ctx, o.as, in.matter, in.seen, c)
			if err != nil {
				return err
			}
			rules, err := sess.Rules(ctx)
			if err != nil {
				return err
			}
			return o.printState(&state, rules, sess.clock())
		})
	}
	return cmd
}

func (o *office) newSteps(steps []step) []*cobra.Command {
	list := make([]*cobra.Command, len(steps))
	for i := range steps {
		list[i] = o.newStep(steps[i])
	}
	return list
}

// saying are the flags of steps that report.
type saying struct {
	says, values, evidence []string
	text                   string
}

func (r *saying) flags(f *pflag.FlagSet) {
	f.StringVar(&r.text, "text", "", "what there is to `say`, for all that the stage asks for and --say leaves out")
	f.StringArrayVar(&r.says, "say", nil, "what one thing asked for is, as `field=text`; repeatable")
}

func (r *saying) filed(f *pflag.FlagSet) {
	r.flags(f)
	f.StringArrayVar(&r.values, "value", nil, "how far an indicator has come, as `id=decimal`; repeatable")
	f.StringArrayVar(&r.evidence, "evidence", nil, "a `file` that shows it; repeatable")
}

// pairs reads flags of the form name=value.
func pairs(flag string, list []string) (map[string]string, error) {
	m := map[string]string{}
	for _, text := range list {
		name, value, ok := strings.Cut(text, "=")
		if _, twice := m[name]; !ok || name == "" || twice {
			return nil, failf(statusUsage, "--%s %q must be name=value, each name once", flag, text)
		}
		m[name] = value
	}
	return m, nil
}

// said is what the flags say, where fields are those asked for.
func (r *saying) said(fields []string) (map[string]string, error) {
	says, err := pairs("say", r.says)
	if err != nil || r.text == "" {
		return says, err
	}
	if len(fields) == 0 {
		fields = []string{"text"}
	}
	for _, id := range fields {
		if says[id] == "" {
			says[id] = r.text
		}
	}
	return says, nil
}

// mediaTypes are the types of evidence by the ends of file names.
var mediaTypes = map[string]string{
	".pdf": "application/pdf", ".ofd": "application/ofd", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
	".txt": "text/plain", ".csv": "text/csv",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// keep puts the evidence named into the ledger.
func (r *saying) keep(in *stepIn) ([]ledger.Evidence, error) {
	var kept []ledger.Evidence
	for _, file := range r.evidence {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, cannotRead(file, err)
		}
		e, err := in.PutFile(in.ctx, filepath.Base(file), mediaTypes[strings.ToLower(filepath.Ext(file))], data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.ToSlash(file), in.office.told(err))
		}
		kept = append(kept, e)
	}
	return kept, nil
}
