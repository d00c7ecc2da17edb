package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/luoshi-project/luoshi/internal/export"
	"github.com/luoshi-project/luoshi/reader"
)

// extraction is what `luoshi extract` was asked to do.
type extraction struct {
	std      Stdio
	format   oneOf
	output   string
	planYear int
	lexicon  string
	resumes  bool
	lines    spare // room for lines of JSON
	room     room
}

func newExtract(std Stdio) *cobra.Command {
	x := &extraction{std: std, format: oneOf{choices: export.Formats}, lines: make(spare, spareLines)}
	cmd := &cobra.Command{
		Use:   "extract [flags] FILE...",
		Short: "List the indicators and actions of reports",
		Long: `Read reports and list what they promise and what they report: every indicator
(指标) and every action (事项), with deadline, suggested lead unit and the exact
characters each came from.

FILE is txt, md, html, docx, pdf, eml or mht, in any Chinese charset; - is standard input;
a folder stands for the documents in it and below. A file that cannot be read
does not stop the others.

Formats: table for people, md, xlsx (one workbook for all files), json (one
object for one file, an array for several or a folder), jsonl (one object a
line). Without --format the name given to -o decides, else it is table.

With --resume a long run can be broken off, even killed, and gone on with by the
same command: FILE.jsonl.part grows and FILE.jsonl.journal says how far it is
complete; the file that comes of it is the same, byte for byte.`,
		Example: `  luoshi extract report.txt
  luoshi extract -o ledger.xlsx reports/*.docx
  luoshi extract --format jsonl reports/ > reports.jsonl
  luoshi extract --resume -o country.jsonl reports/
  curl -s URL | luoshi extract --format json -`,
		Args: files(0),
		RunE: func(cmd *cobra.Command, args []string) error { return x.run(cmd.Context(), args) },
	}
	cmd.Flags().Var(&x.format, "format", "form of the result (default table)")
	cmd.Flags().StringVarP(&x.output, "output", "o", "", "write to `FILE`, complete or not at all")
	cmd.Flags().IntVar(&x.planYear, "plan-year", 0, "the `YEAR` the reports promise for, where their text does not say")
	cmd.Flags().StringVar(&x.lexicon, "lexicon", "", "a folder `DIR` of word lists that replace those of the same names (see luoshi lexicon)")
	cmd.Flags().BoolVar(&x.resumes, "resume", false, "go on where the same run was broken off (with -o FILE.jsonl)")
	_ = cmd.MarkFlagDirname("lexicon")
	_ = cmd.RegisterFlagCompletionFunc("format", x.format.complete)
	return cmd
}

// check settles what the flags leave open and refuses what cannot work, before
// any file is read.
func (x *extraction) check(inputs []input) error {
	if x.output == "-" {
		x.output = ""
	}
	if x.format.value == "" {
		x.format.value = export.FormatOf(x.output)
	}
	if err := checkYear(x.planYear); err != nil {
		return err
	}
	if x.resumes {
		if err := x.checkResume(inputs); err != nil {
			return err
		}
	}
	return writable(x.std, x.format.value, x.output, inputs)
}

// checkYear refuses what is no year of a report; 0 stands for none.
func checkYear(year int) error {
	if year != 0 && (year < 1949 || year > 2200) {
		return failf(statusUsage, "--plan-year %d is no year of a report; give a year like 2024", year)
	}
	return nil
}

func (x *extraction) run(ctx context.Context, args []string) error {
	inputs, several, err := expand(args)
	if err != nil {
		return err
	}
	if err := x.check(inputs); err != nil {
		return err
	}
	words, err := loadLexicon(x.lexicon)
	if err != nil {
		return err
	}
	opts := reader.Options{PlanYear: x.planYear, Lexicon: words}
	if x.format.value == "jsonl" || len(inputs) == 1 { // nothing is kept from one document to the next
		defer x.room.limit()()
	}
	if x.resumes {
		return x.resume(ctx, inputs, opts)
	}
	out, err := openDestination(x.output, x.std.Out)
	if err != nil {
		return err
	}
	defer out.discard()
	width, shown := terminal(x.std.Out)
	if shown = shown && x.output == ""; !shown {
		width = plainWidth
	}
	w := export.New(x.format.value, out, export.Page{
		Several: several,
		Width:   width,
		Colour:  shown && colours(),
	})
	defer w.Discard()
	bar := &progress{}
	if !shown { // results that run over the screen are progress enough
		bar = newProgress(x.std.Err, len(inputs))
	}
	read, worst := 0, statusDone
	err = x.each(ctx, inputs, opts, sink{out.name, bar}, func(r *result) error {
		if r.err != nil {
			worst = max(worst, statusOf(r.err))
			return nil
		}
		read++
		var err error
		if r.line != nil {
			_, err = out.Write(r.line)
		} else {
			err = w.Write(r.report)
		}
		if err != nil {
			return cannotWrite(out.name, err)
		}
		return nil
	})
	bar.finish()
	if err != nil {
		return err
	}
	if read > 0 {
		if err := w.Finish(); err != nil {
			return cannotWrite(out.name, err)
		}
		if err := out.commit(); err != nil {
			return err
		}
	}
	if worst != statusDone {
		return &toldError{worst}
	}
	return nil
}

// A sink is where the reports of a run go.
type sink struct {
	name string // as errors call it
	bar  *progress
}

// A result is what came of one input: a report, as a line of JSON where that is
// wanted and not too long, or an error.
type result struct {
	report *reader.Report
	line   []byte
	err    error
}

// lightLine is the length of a line of which several may wait. Longer ones are
// made as they are written.
const lightLine = 1 << 20

// each reads the inputs in parallel and hands what came of them to put in their
// order, after the user was told of errors and warnings. A line is only good
// until put returns.
func (x *extraction) each(ctx context.Context, inputs []input, opts reader.Options, to sink, put func(*result) error) error {
	work := func(in input) result {
		doc, err := in.open(x.std.In)
		if err != nil {
			return result{err: err}
		}
		x.room.give(len(doc.Text))
		rep, err := in.report(doc, opts)
		r := result{report: rep, err: err}
		if err != nil || x.format.value != "jsonl" {
			return r
		}
		if length := export.LengthOf(rep); length <= lightLine {
			r.line = export.AppendLine(slices.Grow(x.lines.take(), length), rep)
			r.report = &reader.Report{Diagnostics: rep.Diagnostics}
		}
		return r
	}
	light := func(r result) bool { return r.err == nil && r.line != nil }
	return inOrder(ctx, inputs, work, light, func(in input, r result) error {
		to.bar.step()
		if r.err != nil {
			to.bar.aside(func() { complain(x.std.Err, r.err) })
		} else if len(r.report.Diagnostics) > 0 {
			to.bar.aside(func() { warn(x.std.Err, in.name, r.report.Diagnostics) })
		}
		err := put(&r)
		if r.line != nil {
			x.lines.keep(r.line)
		}
		return err
	})
}

// A spare holds rooms that were used and may be used again.
type spare chan []byte

// spareLines is how many rooms are kept for lines: those of documents that wait
// for a slow one are too many to lie about afterwards.
const spareLines = 4

// take returns a room, an empty one where none is left.
func (s spare) take() []byte {
	select {
	case room := <-s:
		return room[:0]
	default:
		return nil
	}
}

// keep keeps a room, unless there are enough.
func (s spare) keep(room []byte) {
	select {
	case s <- room:
	default:
	}
}
