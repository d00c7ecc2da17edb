// Command pairs counts clean reports into the table that damaged text is read
// by:
//
//	go run ./bench/pairs > zhtext/repair_pairs.tsv
//
// It takes the text files of the folder LUOSHI_CORPUS (by default
// ../shared/corpus), but for those that are damaged or in Traditional
// characters, and the words of zhtext/counts. The same files give the same
// table.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/luoshi-project/luoshi/zhtext"
	"github.com/luoshi-project/luoshi/zhtext/counts"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	dir := os.Getenv("LUOSHI_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "shared", "corpus")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.txt"))
	if err != nil {
		return err
	}
	table, n := counts.New(), 0
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		d, err := zhtext.Decode(raw)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if zhtext.Needed(d.Text) {
			continue
		}
		table.Add(d.Text)
		n++
	}
	if n == 0 {
		return fmt.Errorf("no reports in %s: name another folder in LUOSHI_CORPUS", dir)
	}
	_, err = fmt.Print(table.Rows())
	return err
}
