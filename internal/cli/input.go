package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// maxInput is the largest file that is read. The longest real reports stay
// below one megabyte of text; scanned PDFs reach a few dozen.
const maxInput = 256 << 20

// readable are the kinds of files that are taken from a folder.
var readable = []string{".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf"}

// An input is one document to read: a file, standard input, or the reason why
// an argument names neither.
type input struct {
	name  string // as errors call it: the path that was given
	title string // as results call it: the last part of the path, where that is enough to tell it from the others
	path  string // "" for standard input
	err   error
}

// expand turns arguments into inputs in the order given. A folder stands for
// the documents in it and below, in the order of their names. Several is true
// where the caller asked for more than one document, even if one is all there
// is.
func expand(args []string) (inputs []input, several bool, err error) {
	stdin := false
	for _, a := range args {
		if a == "-" {
			if stdin {
				return nil, false, failf(statusUsage, "standard input (-) is named twice")
			}
			stdin = true
			inputs = append(inputs, input{name: "-"})
			continue
		}
		info, statErr := os.Stat(a)
		if statErr != nil || !info.IsDir() {
			inputs = append(inputs, input{name: filepath.ToSlash(a), path: a})
			continue
		}
		several = true
		inputs = append(inputs, folder(a)...)
	}
	nameResults(inputs)
	return inputs, several || len(args) > 1, nil
}

func nameResults(inputs []input) {
	same := map[string]int{}
	for _, in := range inputs {
		same[path.Base(in.name)]++
	}
	for i, in := range inputs {
		inputs[i].title = path.Base(in.name)
		if same[inputs[i].title] > 1 {
			inputs[i].title = in.name
		}
	}
}

func folder(dir string) []input {
	var found []input
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name := filepath.ToSlash(path)
		hidden := path != dir && (strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "~$"))
		switch {
		case err != nil:
			found = append(found, input{name: name, path: path, err: err})
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir() || !slices.Contains(readable, strings.ToLower(filepath.Ext(path))):
		default:
			found = append(found, input{name: name, path: path})
		}
		return nil
	})
	if err == nil && len(found) == 0 {
		err = failf(statusNotFound, "no document in this folder; it should hold %s files", strings.Join(readable, " "))
	}
	if err != nil {
		found = append(found, input{name: filepath.ToSlash(dir), path: dir, err: err})
	}
	return found
}

// read returns the bytes of an input. Its errors do not name the input.
func (in input) read(stdin io.Reader) ([]byte, error) {
	if in.err != nil {
		return nil, in.err
	}
	r := stdin
	if in.path != "" {
		f, err := os.Open(in.path)
		if err != nil {
			return nil, cause(err)
		}
		defer f.Close()
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	switch {
	case err != nil:
		return nil, cause(err)
	case len(data) > maxInput:
		return nil, fmt.Errorf("larger than %d MB, not read; is this a report?", maxInput>>20)
	case len(data) == 0:
		return nil, errors.New("the file is empty")
	}
	return data, nil
}

// cause strips the operation and path from an error of the file system and
// says the common ones in plain words.
func cause(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return failf(statusNotFound, "no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("may not be read by this user; check its permissions")
	}
	if pe := new(fs.PathError); errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
