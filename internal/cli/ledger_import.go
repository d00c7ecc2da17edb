package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/intake"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/tablefile"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/spf13/cobra"
)

// A rowProblem is what is wrong with one matter of an import.
type rowProblem = tablefile.Problem

// An importShown is what an import prints.
type importShown struct {
	Document  string            `json:"document"` // SHA-256 of its text, or of the table's bytes
	Name      string            `json:"name"`
	DryRun    bool              `json:"dry_run"`
	Drafts    bool              `json:"drafts"`
	Docketed  int               `json:"docketed"`
	Suggested int               `json:"suggested"` // of them with a lead unit
	Columns   map[string]string `json:"columns,omitempty"`
	Skipped   []int             `json:"skipped,omitempty"` // rows without a task
	Problems  []rowProblem      `json:"problems,omitempty"`
	Matters   []importedMatter  `json:"matters"`
	Unknown   []intake.Stranger `json:"unknown_units,omitempty"` // suggested, but not in the ledger

	file ledger.File // the document itself, kept with its matters
}

type importedMatter struct {
	Number   string `json:"number"`
	ID       string `json:"id"`
	Title    string `json:"title"`
	Lead     string `json:"lead"`
	Regime   string `json:"regime"`
	Deadline string `json:"deadline"`
	Row      int    `json:"row,omitempty"`
	Item     string `json:"item,omitempty"`
	Start    int    `json:"start"` // code points of the document's text
	End      int    `json:"end"`
}

func (o *office) newImportReport() *cobra.Command {
	var c common
	var year int
	var dry bool
	var units string
	cmd := &cobra.Command{
		Use:   "import-report FILE",
		Short: "Docket the actions of a report as drafts, each with the characters it came from",
		Long: `Read a report and note every action in it as a draft: its quote, the place of the
quote in the report's text, its deadline, the figures it is to reach and the lead
unit that the reader suggests, where the ledger has such a unit. All drafts are
kept or none, and with them the text, so that luoshi ledger show can show each
where it stands. A report that was imported before is refused.

A report names departments as all the country does. Where the ledger calls them
otherwise, --units says how: a file with a line for each, the suggested name, a
tab, your unit's name or id. --dry-run lists the suggestions that the ledger does
not know.

Regime and list follow the kind of action (livelihood works, reforms, other tasks
of the work report) unless --regime and --list name others.`,
		Example: `  luoshi ledger import-report report.docx
  luoshi ledger assign --suggested`,
		Args: files(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkYear(year); err != nil {
				return err
			}
			return o.runAs(cmd.Context(), func(ctx context.Context, s *session) error {
				return o.importReport(ctx, s, args[0], units, &c, year, dry)
			})
		},
	}
	c.flags(cmd, "")
	cmd.Flags().IntVar(&year, "plan-year", 0, "the `YEAR` the report promises for, where its text does not say")
	cmd.Flags().StringVar(&units, "units", "", "the `file` that says which of your units a suggested one is")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "say what would be noted, keep nothing")
	return cmd
}

func (o *office) importReport(ctx context.Context, s *session, file, units string, c *common, year int, dry bool) error {
	own, err := readUnits(units)
	if err != nil {
		return err
	}
	inputs, _, err := expand([]string{file})
	if err != nil {
		return err
	}
	doc, err := inputs[0].open(o.std.In)
	if err != nil {
		return err
	}
	rep, err := inputs[0].report(doc, reader.Options{PlanYear: year})
	if err != nil {
		return err
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	base, err := c.matter(rules.Org, o.as)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(doc.Text))
	shown := &importShown{Document: hex.EncodeToString(sum[:]), Name: inputs[0].name, DryRun: dry, Drafts: true}
	shown.file = ledger.File{
		Evidence: ledger.Evidence{Hash: shown.Document, Name: inputs[0].title + ".txt", Type: "text/plain", Size: int64(len(doc.Text))},
		Data:     []byte(doc.Text),
	}
	if err := o.notImported(ctx, s, shown); err != nil {
		return err
	}
	intake.Rename(rep, own)
	shown.Unknown = intake.Strangers(rep, rules.Org, base.Assigning)
	matters := intake.FromReport(rep, shown.Document, rules.Org, base)
	if len(matters) == 0 {
		return fmt.Errorf("%s: no action was found in it", inputs[0].name)
	}
	drafts := make([]tablefile.Draft, len(matters))
	for i := range matters {
		drafts[i] = tablefile.Draft{Matter: matters[i]}
	}
	return o.docketAll(ctx, s, drafts, shown)
}

// readUnits reads which of an office's units a suggested name means.
func readUnits(file string) (map[string]string, error) {
	own := map[string]string{}
	if file == "" {
		return own, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, cannotRead(file, err)
	}
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		line = strings.TrimRight(strings.TrimPrefix(line, "\ufeff"), "\r\n")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		suggested, unit, ok := strings.Cut(line, "\t")
		suggested, unit = strings.TrimSpace(suggested), strings.TrimSpace(unit)
		if !ok || suggested == "" || unit == "" {
			return nil, fmt.Errorf("%s: line %d: write the suggested name, a tab, your unit", filepath.ToSlash(file), number)
		}
		own[suggested] = unit
	}
	return own, nil
}

// notImported refuses a document whose matters are in the ledger already.
func (o *office) notImported(ctx context.Context, s *session, shown *importShown) error {
	page, err := s.List(ctx, o.as, ledger.Query{Document: shown.Document, Limit: 1})
	if err != nil {
		return err
	}
	if page.Total > 0 {
		return failf(statusConflict, "%s was imported already, as %d matters: luoshi ledger list --document %s", shown.Name, page.Total, shown.Document)
	}
	return nil
}

func (o *office) newImportTable() *cobra.Command {
	var (
		c       common
		columns []string
		sheet   string
		year    int
		dry     bool
	)
	cmd := &cobra.Command{
		Use:   "import-table FILE",
		Short: "Docket the tasks of an office's own table (任务分工表)",
		Long: `Read a table that divides tasks among units, as xlsx or csv, and docket its
tasks. Columns are found by their usual headers; name others with --column.
Everything that is wrong is told row by row, and then nothing is kept.`,
		Example: `  luoshi ledger import-table 任务分工表.xlsx --year 2026 --dry-run
  luoshi ledger import-table tasks.csv --column title=工作清单 --column lead=落实部门`,
		Args: files(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts := tablefile.Options{Year: year}
			named, err := pairs("column", columns)
			if err != nil {
				return err
			}
			opts.Columns = map[tablefile.Field]string{}
			for name, header := range named {
				if !slices.Contains(tablefile.Fields(), tablefile.Field(name)) {
					return failf(statusUsage, "--column %s is none of %v", name, tablefile.Fields())
				}
				opts.Columns[tablefile.Field(name)] = header
			}
			if err := checkYear(year); err != nil {
				return err
			}
			opts.Drafts = c.draft
			return o.runAs(cmd.Context(), func(ctx context.Context, s *session) error {
				return o.importTable(ctx, s, args[0], sheet, &c, opts, dry)
			})
		},
	}
	c.flags(cmd, "work-report")
	f := cmd.Flags()
	f.BoolVar(&c.draft, "draft", false, "note them as drafts")
	f.StringArrayVar(&columns, "column", nil, "which column is which, as `field=header`; repeatable")
	f.StringVar(&sheet, "sheet", "", "the `name` of the sheet (default: the first that is such a table)")
	f.IntVar(&year, "year", 0, "the `YEAR` of dates that name none")
	f.BoolVar(&dry, "dry-run", false, "say what would be docketed, keep nothing")
	return cmd
}

func (o *office) importTable(ctx context.Context, s *session, file, sheet string, c *common, opts tablefile.Options, dry bool) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return cannotRead(file, err)
	}
	name := filepath.ToSlash(file)
	table, err := findTable(data, sheet, opts)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	base, err := c.matter(rules.Org, o.as)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	base.Source = ledger.Source{Kind: ledger.FromDocument, Document: hex.EncodeToString(sum[:]), Name: filepath.Base(file)}
	drafts, unknown := table.Drafts(rules.Org, base)
	kept := ledger.File{
		Evidence: ledger.Evidence{
			Hash: base.Source.Document, Name: base.Source.Name, Type: mediaTypes[strings.ToLower(filepath.Ext(file))], Size: int64(len(data)),
		},
		Data: data,
	}
	shown := &importShown{
		Document: base.Source.Document, Name: name, DryRun: dry, Drafts: c.draft, Skipped: table.Skipped,
		Columns: map[string]string{}, Problems: append(table.Problems, unknown...), file: kept,
	}
	for field, header := range table.Columns {
		shown.Columns[string(field)] = header
	}
	if len(drafts) == 0 {
		return fmt.Errorf("%s: no task was found in it", name)
	}
	if err := o.notImported(ctx, s, shown); err != nil {
		return err
	}
	return o.docketAll(ctx, s, drafts, shown)
}

// findTable finds the sheet named, or the first that is a table of tasks.
func findTable(data []byte, sheet string, opts tablefile.Options) (*tablefile.Table, error) {
	sheets, err := tablefile.Read(data)
	if err != nil {
		return nil, err
	}
	var reasons []string
	for i := range sheets {
		if sheet != "" && sheets[i].Name != sheet {
			continue
		}
		t, err := tablefile.Parse(&sheets[i], opts)
		if err == nil {
			return t, nil
		}
		reason := err.Error()
		if sheets[i].Name != "" {
			reason = "sheet " + sheets[i].Name + ": " + reason
		}
		reasons = append(reasons, reason)
	}
	if len(reasons) == 0 {
		return nil, failf(statusNotFound, "there is no sheet %q", sheet)
	}
	return nil, errors.New(strings.Join(reasons, "; "))
}

// errUndo undoes an import that was only to be tried, or has bad rows.
var errUndo = errors.New("nothing is kept")

// docketAll dockets matters in one transaction: all or none. What the ledger
// refuses is told row by row.
func (o *office) docketAll(ctx context.Context, s *session, drafts []tablefile.Draft, shown *importShown) error {
	err := s.Batch(ctx, func(b *ledger.Batch) error {
		shown.Matters, shown.Suggested = []importedMatter{}, 0
		for i := range drafts {
			d := &drafts[i]
			state, err := b.Docket(o.as, d.Matter, shown.Drafts)
			var refusal *ledger.Error
			switch {
			case errors.As(err, &refusal) && d.Row > 0 && (refusal.Code == ledger.Invalid || refusal.Code == ledger.Secret):
				if !slices.ContainsFunc(shown.Problems, func(p rowProblem) bool { return p.Row == d.Row }) {
					shown.Problems = append(shown.Problems, rowProblem{Row: d.Row, Code: refusal.Key, Words: refusal.Words})
				}
				continue
			case err != nil:
				return err
			}
			m := &state.Matter
			item := importedMatter{
				Number: m.Number, ID: state.ID, Title: m.Title, Lead: m.Suggested, Regime: m.Regime,
				Row: d.Row, Item: m.Source.Item, Start: m.Source.From, End: m.Source.To,
			}
			if !m.Deadline.IsZero() {
				item.Deadline = m.Deadline.String()
			}
			if m.Suggested != "" {
				shown.Suggested++
			}
			shown.Matters = append(shown.Matters, item)
		}
		if len(shown.Problems) > 0 || shown.DryRun {
			return errUndo
		}
		return b.Tx().PutFile(shown.file)
	})
	if err != nil && !errors.Is(err, errUndo) {
		return err
	}
	slices.SortStableFunc(shown.Problems, func(a, b rowProblem) int { return a.Row - b.Row })
	return o.printImport(shown)
}

func (o *office) printImport(shown *importShown) error {
	bad := len(shown.Problems) > 0
	if bad {
		for _, p := range shown.Problems {
			fmt.Fprintf(o.std.Err, "luoshi: %s: %s\n", shown.Name, p)
		}
		fmt.Fprintf(o.std.Err, "luoshi: %s: nothing was kept\n", shown.Name)
		shown.Matters = []importedMatter{}
	}
	shown.Docketed = len(shown.Matters)
	if shown.Docketed == 0 {
		shown.Suggested = 0
	}
	var err error
	switch {
	case o.asJSON:
		err = o.printJSON(shown)
	case !bad:
		err = o.print(func(w io.Writer) error {
			p := &printer{w: w}
			for _, m := range shown.Matters {
				p.line("%s  %-10s  %s  %s", m.Number, m.Deadline, m.Lead, m.Title)
			}
			done := "docketed"
			if shown.Drafts {
				done = "noted as drafts"
			}
			if shown.DryRun {
				done = "would be " + done
			}
			p.line("%d %s, %d with a lead unit", shown.Docketed, done, shown.Suggested)
			for _, u := range shown.Unknown {
				p.line("  no unit of the ledger is called %s: %d without a lead unit", u.Unit, u.Actions)
			}
			return p.err
		})
	}
	if err == nil && bad {
		err = &toldError{statusFailed}
		if slices.ContainsFunc(shown.Problems, func(p rowProblem) bool { return p.Code == "secrecy_mark" }) {
			err = &toldError{statusRefused}
		}
	}
	return err
}
