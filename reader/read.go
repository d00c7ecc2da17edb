package reader

import (
	"github.com/luoshi-project/luoshi/reader/lexicon"
	"github.com/luoshi-project/luoshi/zhtext"
)

// Options say how to read a text.
type Options struct {
	// PlanYear is the year the report promises for, where the text does not
	// say; 0 means that the text decides.
	PlanYear int
	// Lexicon holds the places, departments and metrics to know; nil means the
	// ones that come with the program.
	Lexicon *lexicon.Lexicon
}

// Read reads text, the decoded text of one document. Where a long text holds
// more numbers or lines than any report does, only its beginning is read, and a
// diagnostic says so.
func Read(text string, opts Options) *Report {
	end := readable(text)
	r := &reading{text: text[:end], rest: text[end:], opts: opts, lex: opts.Lexicon, workspace: workspaces.Get().(*workspace)}
	defer r.workspace.free()
	if r.lex == nil {
		r.lex = lexicon.Default()
	}
	r.open()
	r.doc = readFacts(r)
	r.sections = outline(r)
	r.sentences = cutSentences(r.sentences[:0], r.view.Text, r.blocks, r.sections, r.doc)
	markLivelihood(r.view.Text, r.blocks, r.sentences)
	markTopics(r.view.Text, r.blocks, r.sections, r.sentences)
	r.places = r.lex.Places.FindIn(r.view.Text, r.doc.Jurisdiction)
	findFigures(r)
	findTasks(r)
	return r.report()
}

// A reading is a document on its way from text to report. All positions in it
// are byte offsets of view.Text.
type reading struct {
	*workspace
	text     string
	rest     string // what stands after it and is not read
	opts     Options
	lex      *lexicon.Lexicon
	page     page
	view     *zhtext.View
	blocks   []block
	doc      Document
	sections []section
	places   []lexicon.Match // every place the text names, in its order

	suggested []LeadSuggestion // room for those of the next actions
}

// A block is a paragraph of the view: lines joined, spaces and marks dropped.
type block struct {
	start, end int
	kind       blockKind
	item       bool      // an item of a list with bullets
	bold       []stretch // what was set in bold type
	cell       bool      // a cell of a table that lost its columns
}

type blockKind uint8

const (
	bodyBlock    blockKind = iota
	headingBlock           // a line that is a heading and nothing else
	frontBlock             // title, date, speaker, greeting: before the report's first section
	noteBlock              // footnotes, glossary (名词解释)
	noiseBlock             // page numbers, chrome of a web page, watermarks
)

// A section is a heading with what stands under it.
type section struct {
	start, end     int // from the heading's first character to the next section of the same or a higher level
	bodyStart      int // first character after the heading
	titleStart     int // first character of the heading after its number
	ordinal, title string
	depth          int
	parent         int // index of the parent section, -1 at the top
	role           Role
	year           int  // the year its figures are true for, 0 where the text does not say
	years          int  // years covered by a review of several years (过去五年), else 0
	livelihood     bool // a list of livelihood items (民生实事)
	runIn          bool // the heading stands at the beginning of its first paragraph
	problems       bool // what went wrong, what is lacking
}

// A sentence ends at 。！？ or the end of its block. A heading is a sentence
// of its own, without its ordinal.
type sentence struct {
	start, end int
	section    int           // index of the section it stands in, -1 before the first
	role       Role          // what the sentence is for: its section's role unless its paragraph says otherwise
	year       int           // what an undated figure in it is true for, 0 where unknown
	years      int           // years covered by it where more than one, else 0
	kind       statementKind // what it states
	heading    bool          // a heading or a phrase that stands for one: no action
	opens      bool          // the first sentence of its block
	livelihood bool          // an item of a list of livelihood works (民生实事)
	cell       bool          // the cell of a table that lost its columns: it states nothing by itself
	numbers    between       // those that stand in it
}
