package cli

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// readable are the kinds of files that are taken from a folder.
var readable = []string{".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf", ".eml", ".mht", ".mhtml"}

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
		if a == "" {
			return nil, false, failf(statusUsage, "an empty name stands where a file is expected; name a file or a folder, or - for standard input")
		}
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
