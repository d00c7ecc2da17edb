package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/luoshi-project/luoshi/reader/lexicon"
)

func newLexicon(std Stdio) *cobra.Command {
	return &cobra.Command{
		Use:   "lexicon DIR",
		Short: "Write the word lists into a folder, to be edited",
		Long: `Write the lists of places, departments, keywords and recurring indicators that
the reader goes by into a folder. Edit them with any editor or spreadsheet, take out
those you leave as they are, and give the folder to extract with --lexicon.

The folder is made where it does not exist. A file that is there is not
overwritten.`,
		Example: `  luoshi lexicon my-words
  luoshi extract --lexicon my-words report.txt`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return failf(statusUsage, "name one folder to write to; see %s --help", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			names, err := copyLexicon(args[0])
			for _, n := range names {
				fmt.Fprintln(std.Out, n)
			}
			return err
		},
	}
}

// copyLexicon writes the files of the lexicon into dir and returns their names.
func copyLexicon(dir string) ([]string, error) {
	files := lexicon.Files()
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, cannotWrite(dir, err)
	}
	var written []string
	for _, e := range entries {
		data, err := fs.ReadFile(files, e.Name())
		if err != nil {
			return written, err
		}
		name := filepath.Join(dir, e.Name())
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
		if errors.Is(err, fs.ErrExist) {
			return written, failf(statusConflict, "%s: is there already; name another folder or move it away", name)
		}
		if err == nil {
			_, err = f.Write(data)
			err = errors.Join(err, f.Close())
		}
		if err != nil {
			return written, cannotWrite(name, err)
		}
		written = append(written, name)
	}
	return written, nil
}

// loadLexicon reads the word lists of a folder; "" stands for those that come
// with the program.
func loadLexicon(dir string) (*lexicon.Lexicon, error) {
	if dir == "" {
		return lexicon.Default(), nil
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, failf(statusNotFound, "%s: no such folder of word lists; luoshi lexicon %s makes one", dir, dir)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", dir, err)
	case !info.IsDir():
		return nil, failf(statusUsage, "%s is no folder; --lexicon takes a folder of TSV files", dir)
	}
	l, err := lexicon.Load(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return l, nil
}
