// Command pairs counts clean reports into the table that damaged text is read
// by:
//
//	go run ./bench/pairs
//
// It takes the text files of the folder LUOSHI_CORPUS (by default
// ../shared/corpus), but for those that are damaged or in Traditional
// characters, and the words of zhtext/counts. It writes zhtext/repair_pairs.tsv
// behind its heading and, from that, repair_pairs.bin, which is what the program
// reads; -pack writes the latter alone, after the table was edited. The same
// files give the same tables.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/luoshi-project/luoshi/zhtext"
	"github.com/luoshi-project/luoshi/zhtext/counts"
)

func main() {
	pack := flag.Bool("pack", false, "write repair_pairs.bin only, from the table as it stands")
	flag.Parse()
	if err := run(*pack); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(pack bool) error {
	dir := "zhtext"
	if here, err := os.Getwd(); err == nil && filepath.Base(here) == dir { // where go generate runs
		dir = "."
	}
	name := filepath.Join(dir, "repair_pairs.tsv")
	table, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if !pack {
		rows, err := count()
		if err != nil {
			return err
		}
		table = append(heading(table), rows...)
		if err := os.WriteFile(name, table, 0o644); err != nil {
			return err
		}
	}
	packed, err := counts.Pack(string(table))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return os.WriteFile(filepath.Join(dir, "repair_pairs.bin"), packed, 0o644)
}

// heading returns the remarks of a table and the names of its columns.
func heading(table []byte) []byte {
	n := 0
	for line := range bytes.Lines(table) {
		n += len(line)
		if line[0] != '#' {
			break
		}
	}
	return table[:n:n]
}

// count returns the rows of the table, from the reports at hand.
func count() (string, error) {
	dir := os.Getenv("LUOSHI_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "shared", "corpus")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.txt"))
	if err != nil {
		return "", err
	}
	table, n := counts.New(), 0
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		d, err := zhtext.Decode(raw)
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		if zhtext.NeedsRepair(d.Text) {
			continue
		}
		table.Add(d.Text)
		n++
	}
	if n == 0 {
		return "", fmt.Errorf("no reports in %s: name another folder in LUOSHI_CORPUS", dir)
	}
	return table.Rows(), nil
}
