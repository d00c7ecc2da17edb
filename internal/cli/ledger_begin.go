package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/orgfile"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
)

func (o *office) newInit() *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "init {--org FILE | --as PERSON}",
		Short: "Begin a ledger",
		Long: `Begin an empty ledger with the units and people of a file (see luoshi ledger
org), of whom one must hold a seat of system administrator (系统管理员). Without a
file, the person named by --as becomes the administrator of a ledger that has no
other unit yet.`,
		Example: `  luoshi ledger init --db office.db --org org.xlsx
  luoshi ledger init --db office.db --as admin`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.begin(cmd.Context(), file) },
	}
	cmd.Flags().StringVar(&file, "org", "", "units and people: a YAML, xlsx or csv `file`")
	return cmd
}

func (o *office) begin(ctx context.Context, file string) error {
	if o.db == "" {
		return failf(statusUsage, "name the ledger: --db office.db, or set LUOSHI_DB")
	}
	var chart access.Chart
	switch {
	case file != "":
		var err error
		if chart, err = o.readOrg(file, access.Chart{}); err != nil {
			return err
		}
	case o.as != "":
		chart = access.Chart{
			Units:  []access.Unit{{ID: "system", Name: "系统管理", Kind: access.Section}},
			People: []access.Person{{ID: o.as, Name: o.as}},
			Seats:  []access.Seat{{ID: "system/system_admin", Unit: "system", Role: access.SystemAdmin, Holder: o.as}},
		}
	default:
		return failf(statusUsage, "name the units and people with --org FILE, or the first administrator with --as PERSON")
	}
	_, err := os.Stat(o.db)
	fresh := !isURL(o.db) && errors.Is(err, fs.ErrNotExist)
	err = o.open(ctx, func(ctx context.Context, s *session) error { return s.Init(ctx, chart) })
	if err != nil {
		if fresh { // a ledger that was not begun leaves no file
			o.removeFile()
		}
		return err
	}
	return o.printOrg(&chart, nil)
}

func (o *office) newOrg() *cobra.Command {
	var note string
	var dry bool
	cmd := &cobra.Command{
		Use:   "org [FILE]",
		Short: "Import units and people, or show them",
		Long: `Read units, people, their seats (岗位) and leaves from YAML, a workbook or
comma-separated values into the ledger; without FILE, show them. What has the id
of something already there takes its place; nothing is removed.

A workbook or csv file is recognised by its headers:
  units   单位名称 上级单位, and 单位编号 类型 级别 撤销
  people  姓名 单位 岗位, and 账号 职务 邮箱 岗位编号 离岗
  leaves  请假人 代理人 开始 结束
Only the system administrator changes units and people. Anybody may name a deputy
for a leave of their own.`,
		Example: `  luoshi ledger org --db office.db --as admin org.xlsx
  luoshi ledger org --db office.db --json`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return failf(statusUsage, "%s takes one file, got %d", cmd.CommandPath(), len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return o.run(cmd.Context(), o.showOrg)
			}
			return o.runAs(cmd.Context(), func(ctx context.Context, s *session) error {
				rules, err := s.Rules(ctx)
				if err != nil {
					return err
				}
				change, err := o.readOrg(args[0], rules.Org.Chart())
				if err != nil {
					return err
				}
				if !dry {
					if err := s.ChangeOrg(ctx, o.as, change, note); err != nil {
						return err
					}
				}
				return o.printOrg(&change, &dry)
			})
		},
	}
	cmd.Flags().StringVar(&note, "note", "", "why it changes")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "read and check the file, change nothing")
	return cmd
}

// readOrg reads units and people. What is wrong is told row by row.
func (o *office) readOrg(file string, have access.Chart) (access.Chart, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return access.Chart{}, cannotRead(file, err)
	}
	name := filepath.ToSlash(file)
	chart, err := orgfile.Read(file, data, have)
	var invalid *orgfile.Invalid
	if errors.As(err, &invalid) {
		for _, p := range invalid.Problems {
			fmt.Fprintf(o.std.Err, "luoshi: %s: %s\n", name, p)
		}
		return chart, &toldError{statusFailed}
	}
	if err != nil {
		return chart, fmt.Errorf("%s: %w", name, err)
	}
	return chart, nil
}

// printOrg tells how much was read.
func (o *office) printOrg(c *access.Chart, dry *bool) error {
	counts := struct {
		Units  int   `json:"units"`
		People int   `json:"people"`
		Seats  int   `json:"seats"`
		Leaves int   `json:"leaves"`
		DryRun *bool `json:"dry_run,omitempty"`
	}{len(c.Units), len(c.People), len(c.Seats), len(c.Leaves), dry}
	if o.asJSON {
		return o.printJSON(counts)
	}
	return o.print(func(w io.Writer) error {
		what := ""
		if dry != nil && *dry {
			what = " (nothing was changed)"
		}
		_, err := fmt.Fprintf(w, "units %d, people %d, seats %d, leaves %d%s\n", counts.Units, counts.People, counts.Seats, counts.Leaves, what)
		return err
	})
}

func (o *office) showOrg(ctx context.Context, s *session) error {
	rules, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	chart := rules.Org.Chart()
	if o.asJSON {
		return o.printJSON(chart)
	}
	day := workday.DateOf(s.clock())
	return o.print(func(w io.Writer) error {
		for i := range chart.Units {
			if chart.Units[i].Parent == "" {
				if err := o.showUnit(w, rules, chart.Units[i].ID, "", day); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (o *office) showUnit(w io.Writer, rules *ledger.Rules, id, indent string, day workday.Date) error {
	u := rules.Org.Unit(id)
	name := u.Name
	if u.ID != u.Name {
		name += " (" + u.ID + ")"
	}
	if _, err := fmt.Fprintln(w, indent+name); err != nil {
		return err
	}
	for _, seat := range rules.Org.Seats(id, access.Roles()...) {
		holder := "-"
		if seat.Holder != "" {
			holder = rules.Org.PersonName(seat.Holder) + " (" + seat.Holder + ")"
		}
		for _, p := range rules.Org.Acting(seat, day) {
			if p != seat.Holder {
				holder += ", now " + rules.Org.PersonName(p) + " (" + p + ")"
			}
		}
		if _, err := fmt.Fprintf(w, "%s  · %s: %s\n", indent, o.in(seat.Role.Title()), holder); err != nil {
			return err
		}
	}
	for _, below := range rules.Org.Subtree(id)[1:] {
		if rules.Org.Unit(below).Parent == id {
			if err := o.showUnit(w, rules, below, indent+"  ", day); err != nil {
				return err
			}
		}
	}
	return nil
}
