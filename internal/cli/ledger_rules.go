package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/spf13/cobra"
)

// newRegime holds the commands on the regimes of a ledger.
func (o *office) newRegime() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "regime",
		Short: "Add a regime (制度) of one's own, list those there are",
		Long: `The regimes that matters of a ledger can run under: those that come with the
program, and those that its administrator added. How one is written says
docs/regimes.md; luoshi ledger regime show prints one to begin with, and luoshi
due --regime FILE tries one out.`,
		Args: someCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(o.newRegimeAdd(), o.newRegimeList(), o.newRegimeShow())
	return cmd
}

func (o *office) newRegimeAdd() *cobra.Command {
	return &cobra.Command{
		Use:   "add FILE",
		Short: "Add a regime, or a new version of one",
		Long: `Add a regime from a YAML file. A version that is there is never changed, because
matters run under it: a changed rule is a new version. Matters keep the version
they were docketed under. Only the system administrator may.`,
		Example: `  luoshi ledger regime add --db office.db --as admin our-letters.yaml`,
		Args:    files(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.runAs(cmd.Context(), func(ctx context.Context, s *session) error {
				source, err := os.ReadFile(args[0])
				if err != nil {
					return cannotRead(args[0], err)
				}
				ref, err := s.AddRegime(ctx, o.as, filepath.ToSlash(args[0]), source)
				if invalid := new(deadline.Invalid); errors.As(err, &invalid) {
					return tellInvalid(o.std.Err, invalid)
				}
				if err != nil {
					return err
				}
				if o.asJSON {
					return o.printJSON(struct {
						Regime string `json:"regime"`
					}{ref})
				}
				return o.print(func(w io.Writer) error {
					_, err := fmt.Fprintln(w, "added", ref)
					return err
				})
			})
		},
	}
}

// tellInvalid prints what is wrong with a regime, a line for each problem.
func tellInvalid(w io.Writer, invalid *deadline.Invalid) error {
	for line := range strings.Lines(invalid.Error()) {
		fmt.Fprintf(w, "luoshi: %s\n", strings.TrimSuffix(line, "\n"))
	}
	return &toldError{statusFailed}
}

func (o *office) newRegimeList() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the regimes that matters can run under",
		Args:  nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.run(cmd.Context(), func(ctx context.Context, s *session) error {
				rules, err := s.Rules(ctx)
				if err != nil {
					return err
				}
				type row struct {
					Regime  string `json:"regime"`
					Title   string `json:"title"`
					TitleZH string `json:"title_zh"`
				}
				rows := []row{}
				for _, r := range rules.Regimes.All() {
					rows = append(rows, row{r.Ref(), r.Title.EN, r.Title.ZH})
				}
				if o.asJSON {
					return o.printJSON(struct {
						Regimes []row `json:"regimes"`
					}{rows})
				}
				return o.print(func(w io.Writer) error {
					for _, r := range rows {
						if _, err := fmt.Fprintf(w, "%-16s %s\n", r.Regime, o.in(ledger.Words{ZH: r.TitleZH, EN: r.Title})); err != nil {
							return err
						}
					}
					return nil
				})
			})
		},
	}
}

func (o *office) newRegimeShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show REGIME",
		Short:   "Print a regime as it is written: id or id@version",
		Example: `  luoshi ledger regime show 13710 > ours.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return failf(statusUsage, "%s takes one regime, got %d", cmd.CommandPath(), len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), func(ctx context.Context, s *session) error {
				rules, err := s.Rules(ctx)
				if err != nil {
					return err
				}
				r, err := rules.Regimes.Find(args[0])
				if err != nil {
					return failf(statusNotFound, "%w", err)
				}
				if o.asJSON {
					return o.printJSON(struct {
						Regime string `json:"regime"`
						YAML   string `json:"yaml"`
					}{r.Ref(), r.YAML})
				}
				return o.print(func(w io.Writer) error {
					_, err := io.WriteString(w, r.YAML)
					return err
				})
			})
		},
	}
}

// newHolidays holds the commands on the calendar of a ledger.
func (o *office) newHolidays() *cobra.Command {
	var note string
	cmd := &cobra.Command{
		Use:   "holidays",
		Short: "Adopt a year's notice of holidays (放假安排), say which years are official",
		Args:  someCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	add := &cobra.Command{
		Use:   "add FILE",
		Short: "Adopt a notice: dates that waited for it are set, each by an event",
		Long: `Adopt a year's notice of holidays and make-up working days. Dates of open matters
that were provisional for want of it are worked out anew; each that changes does
so by an event that says why. A corrected notice replaces the one before. Only
the system administrator may.

The file is a table, a day a line, its columns divided by tabs: 2027-01-01, the
name of the holiday, off or work, and the year of the notice. The JSON of the
project holiday-cn is read as well.`,
		Example: `  luoshi ledger holidays add --db office.db --as admin 2027.tsv`,
		Args:    files(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.runAs(cmd.Context(), func(ctx context.Context, s *session) error { return o.adopt(ctx, s, args[0], note) })
		},
	}
	add.Flags().StringVar(&note, "note", "", "which notice it is")
	list := &cobra.Command{
		Use:   "list",
		Short: "List the years whose notice is there",
		Args:  nothing,
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), o.listYears) },
	}
	cmd.AddCommand(add, list)
	return cmd
}

func (o *office) adopt(ctx context.Context, s *session, file, note string) error {
	table, err := os.ReadFile(file)
	if err != nil {
		return cannotRead(file, err)
	}
	moved, err := s.AdoptNotice(ctx, o.as, table, note)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.ToSlash(file), o.told(err))
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	years := rules.Calendar.Years()
	if o.asJSON {
		return o.printJSON(struct {
			Moved int   `json:"matters_moved"`
			Years []int `json:"official_years"`
		}{moved, years})
	}
	return o.print(func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "adopted; official up to %d; dates of %d matters were set anew\n", slices.Max(years), moved)
		return err
	})
}

func (o *office) listYears(ctx context.Context, s *session) error {
	rules, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	years := rules.Calendar.Years()
	if o.asJSON {
		return o.printJSON(struct {
			Years []int `json:"official_years"`
		}{years})
	}
	return o.print(func(w io.Writer) error {
		for _, y := range years {
			if _, err := fmt.Fprintln(w, y); err != nil {
				return err
			}
		}
		return nil
	})
}
