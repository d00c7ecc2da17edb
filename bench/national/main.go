// Command national writes as many reports as a country gives in some years, to
// measure how long reading all of them takes: 64,000 reports, 3.5 GB.
//
//	go run ./bench/national -o FOLDER [-n 64000] [-size 56200] [-seed 1]
//
// Each is made from the layout of one report of the folder LUOSHI_CORPUS (by
// default ../shared/corpus, else the sample): its short lines stay, each long
// line gets sentences drawn from all reports. A report that is damaged or in
// Traditional characters is written as it stands, since nobody mixes it with
// others. The same corpus and seed give the same files. A file that is there
// already is left alone.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// perFolder is how many reports stand in one folder.
const perFolder = 1000

func main() {
	var (
		out  = flag.String("o", "", "the `FOLDER` to write to; it must not lie in the repository")
		n    = flag.Int("n", 64_000, "how many `REPORTS`")
		size = flag.Int("size", 56_200, "their mean size in `BYTES`")
		seed = flag.Uint64("seed", 1, "`NUMBER` that decides what is drawn")
	)
	flag.Parse()
	if *out == "" || *n < 1 || *size < 1 || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := write(*out, *n, *size, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "national:", err)
		os.Exit(1)
	}
}

func write(out string, n, size int, seed uint64) error {
	reports, err := load()
	if err != nil {
		return err
	}
	p := pool(reports)
	var total int64
	for i := range n {
		dir := filepath.Join(out, fmt.Sprintf("%03d", i/perFolder))
		if i%perFolder == 0 {
			if err := os.MkdirAll(dir, 0o777); err != nil {
				return err
			}
		}
		path := filepath.Join(dir, fmt.Sprintf("report-%06d.txt", i))
		if info, err := os.Stat(path); err == nil {
			total += info.Size()
			continue
		}
		text := p.report(rand.New(rand.NewPCG(seed, uint64(i))), size)
		total += int64(len(text))
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			return err
		}
	}
	fmt.Printf("%d reports, %.2f GB, in %s\n", n, float64(total)/1e9, out)
	return nil
}

// load reads the reports to draw from.
func load() ([]string, error) {
	folder := os.Getenv("LUOSHI_CORPUS")
	if folder == "" {
		folder = filepath.Join("..", "shared", "corpus")
	}
	for _, f := range []string{folder, "sample"} {
		var texts []string
		err := filepath.WalkDir(f, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".txt" {
				return err
			}
			data, err := os.ReadFile(path)
			texts = append(texts, string(data))
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if len(texts) > 0 {
			return texts, nil
		}
	}
	return nil, fmt.Errorf("no reports in %s nor in sample; set LUOSHI_CORPUS", folder)
}

// A source holds what reports are made of.
type source struct {
	layouts   [][]layoutLine
	mean      int // bytes of a layout filled with its own sentences
	sentences []string
}

// A layoutLine is a line kept as it stands, or the number of sentences to draw.
type layoutLine struct {
	keep  string
	draws int
}

// shortLine is the length in bytes up to which a line is a title, a heading or
// a line of an article broken by its page, and stays.
const shortLine = 180

func pool(reports []string) *source {
	s := &source{}
	total := 0
	for _, text := range reports {
		total += len(text)
		if zhtext.NeedsRepair(text) {
			s.layouts = append(s.layouts, []layoutLine{{keep: text}})
			continue
		}
		var lines []layoutLine
		for line := range strings.Lines(text) {
			if len(line) <= shortLine {
				lines = append(lines, layoutLine{keep: line})
				continue
			}
			draws := 0
			for part := range strings.SplitAfterSeq(strings.TrimRight(line, "\r\n"), "。") {
				if strings.HasSuffix(part, "。") {
					s.sentences = append(s.sentences, part)
					draws++
				}
			}
			lines = append(lines, layoutLine{draws: max(1, draws)})
		}
		s.layouts = append(s.layouts, lines)
	}
	s.mean = total / len(reports)
	return s
}

// report makes one report, of about size bytes in the mean.
func (s *source) report(r *rand.Rand, size int) string {
	var b strings.Builder
	grow := float64(size) / float64(s.mean)
	for _, line := range s.layouts[r.IntN(len(s.layouts))] {
		if line.draws == 0 || len(s.sentences) == 0 {
			b.WriteString(line.keep)
			continue
		}
		for range max(1, int(float64(line.draws)*grow+r.Float64())) {
			b.WriteString(s.sentences[r.IntN(len(s.sentences))])
		}
		b.WriteByte('\n')
	}
	return b.String()
}
