// Package lexicon holds the words a reader of Chinese government work reports
// (政府工作报告) has to know of the world: places, departments and the keywords
// that lead to them, and recurring indicators. Words of the grammar (verbs,
// adverbs, what opens a clause) stand in tables of the reader itself.
//
// Everything stands in TSV files that a person can read and edit. Default gives
// the files that come with the package; Load takes replacements from a folder.
// A Lexicon never changes once it is made and may be used by many goroutines.
//
// All positions are byte offsets into the text given.
package lexicon

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed *.tsv
var files embed.FS

// The files of a lexicon. Each has a head of comments that explains its columns.
const (
	filePlaces      = "places.tsv"
	filePlaceWords  = "place_words.tsv"
	fileUnits       = "departments.tsv"
	fileLocalNames  = "local_names.tsv"
	fileKeywords    = "keywords.tsv"
	fileMetrics     = "metrics.tsv"
	fileMetricWords = "metric_words.tsv"
)

var fileNames = []string{filePlaces, filePlaceWords, fileUnits, fileLocalNames, fileKeywords, fileMetrics, fileMetricWords}

// A Lexicon is one consistent set of word lists.
type Lexicon struct {
	Places  *Places
	Leads   *Leads
	Metrics *Metrics
}

// Default returns the lexicon that comes with the package. It is built on the
// first call and shared after that.
func Default() *Lexicon { return defaultLexicon() }

var defaultLexicon = sync.OnceValue(func() *Lexicon {
	l, err := Load(files)
	if err != nil {
		panic(err) //nolint:forbidigo // the embedded files are fixed at build time and every test loads them: no input leads here
	}
	return l
})

// Files returns the files that come with the package, for whoever wants a copy
// to edit.
func Files() fs.FS { return files }

// Load builds a lexicon from the TSV files of dir. A file that dir does not
// have is taken from the package; one that it has replaces the package's file
// whole. A TSV file with a name that no lexicon uses is an error, since it is
// most likely a misspelling that would be passed over in silence.
//
// An error about a line is an *Error that names the file, the line and the cause.
func Load(dir fs.FS) (*Lexicon, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".tsv") && !slices.Contains(fileNames, e.Name()) {
			return nil, &Error{File: e.Name(), Cause: "no lexicon file has this name; known are " + strings.Join(fileNames, ", ")}
		}
	}
	src := source{dir}
	var l Lexicon
	steps := []func() error{
		func() (err error) { l.Places, err = loadPlaces(src); return err },
		func() (err error) { l.Leads, err = loadLeads(src, l.Places); return err },
		func() (err error) { l.Metrics, err = loadMetrics(src); return err },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return &l, nil
}
