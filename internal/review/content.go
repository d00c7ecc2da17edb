package review

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"sort"

	"github.com/luoshi-project/luoshi/internal/document"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/reader"
)

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// found turns what the reader found into items. A figure without a name and
// whatever touches a damaged place of the text is doubtful.
func found(rep *reader.Report) []Item {
	items := make([]Item, 0, len(rep.Actions)+len(rep.Indicators))
	var doubts []reader.Repair // one after the other in the text
	for i := range rep.Repairs {
		if !rep.Repairs[i].Certain {
			doubts = append(doubts, rep.Repairs[i])
		}
	}
	damaged := func(start, end int) bool {
		i := sort.Search(len(doubts), func(i int) bool { return doubts[i].End > start })
		return i < len(doubts) && doubts[i].Start < end
	}
	for i := range rep.Actions {
		a := &rep.Actions[i]
		items = append(items, Item{
			Kind: Action, Start: a.Start, End: a.End, Quote: a.Quote, Section: a.Section, Status: Open, Doubt: damaged(a.Start, a.End),
			Fields: Fields{Title: a.Title, Type: a.Kind, Deadline: a.Deadline}, Suggestions: a.LeadSuggestions,
		})
	}
	for i := range rep.Indicators {
		n := &rep.Indicators[i]
		items = append(items, Item{
			Kind: Indicator, Start: n.Start, End: n.End, Quote: n.Quote, Section: n.Section, Status: Open,
			Doubt: n.Metric == "" && n.Action == "" || damaged(n.Start, n.End),
			Fields: Fields{Figure: &Figure{
				Metric: n.Metric, Key: n.MetricKey, Did: n.Action, Value: n.Value, Max: n.ValueMax, Unit: n.Unit, Comparator: n.Comparator,
				Measure: n.Measure, Direction: n.Direction, Status: n.Status, Year: n.Year, Nature: n.Nature, Place: n.Place,
			}},
		})
	}
	sortItems(items)
	return items
}

// number gives ids to the items that have none.
func (s *State) number(items []Item) {
	further := map[Kind]int{}
	for i := range items {
		if it := &items[i]; it.ID == "" {
			further[it.Kind]++
			it.ID = s.fresh(it.Kind, further[it.Kind])
		}
	}
}

// pack writes a content for keeping: JSON, gzipped.
func (c *Content) pack() ([]byte, error) {
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	enc := json.NewEncoder(z)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(c); err != nil {
		return nil, err
	}
	err := z.Close()
	return buf.Bytes(), err
}

func unpack(data []byte) (*Content, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	c := &Content{}
	err = json.Unmarshal(text, c)
	return c, err
}

// from loads readings that are kept in a ledger. What is kept is checked by its
// hash, and every quote by its characters.
func from(tx ledger.Reader) loader {
	kept := func(hash string) ([]byte, error) {
		f, err := tx.File(hash)
		if err == nil && hashOf(f.Data) != hash {
			err = fmt.Errorf("the file %s is not what it was when it was kept", hash)
		}
		return f.Data, err
	}
	return func(r *Reading) (string, *Content, error) {
		text, err := kept(r.Text)
		if err != nil {
			return "", nil, err
		}
		packed, err := kept(r.Content)
		if err != nil {
			return "", nil, err
		}
		c, err := unpack(packed)
		if err != nil {
			return "", nil, err
		}
		err = c.check([]rune(string(text)))
		return string(text), c, err
	}
}

// check holds every item to its characters.
func (c *Content) check(text []rune) error {
	for i := range c.Items {
		it := &c.Items[i]
		if it.Start < 0 || it.End > len(text) || it.Start >= it.End || string(text[it.Start:it.End]) != it.Quote {
			return fmt.Errorf("the entry %s does not stand at its place", it.ID)
		}
	}
	return nil
}

// An Upload is a file to be read, or a text that was pasted.
type Upload struct {
	Name  string
	Data  []byte
	Stage Stage
	Year  int    // the year it promises for, where its text does not say; 0 if unknown
	Unit  string // whose report it is; "" for the office of who uploads it
	Paper string // id of the report that it is a new version of, "" for a new report
}

// limits bound what one upload may cost.
var limits = document.Limits{FileBytes: MostBytes, PartBytes: 16 << 20, Pages: 500}

// MostBytes is how large an uploaded file may be.
const MostBytes = 20 << 20

// mostCharacters bounds the text of a report.
const mostCharacters = 400_000

// A parsed upload is what was read from a file, before anything is kept.
type parsed struct {
	reading  Reading
	text     string
	sections []reader.Section
	items    []Item
	said     []reader.Diagnostic
}

// parse reads a file. It is refused with a *ledger.Error or a *document.Error.
func parse(u *Upload) (*parsed, error) {
	doc, err := document.Open(u.Name, u.Data, limits)
	if err != nil {
		return nil, err
	}
	rep := reader.Read(doc.Text, reader.Options{PlanYear: u.Year})
	if rep.Document.Source.CodePoints > mostCharacters {
		return nil, hinted(invalid("too_long", "file", "正文超过40万字", "the text is longer than 400,000 characters"),
			"请只上传报告本身", "upload the report alone")
	}
	p := &parsed{text: doc.Text, sections: rep.Sections, items: found(rep), said: rep.Diagnostics}
	if len(p.items) == 0 {
		return nil, hinted(invalid("nothing_found", "file", "没有读到指标或者事项", "neither an indicator nor an action was found in it"),
			"请确认这是一份政府工作报告的正文", "check that this is the text of a government work report")
	}
	p.reading = Reading{
		Name: u.Name, Stage: u.Stage, MediaType: doc.MediaType, Charset: doc.Charset, File: doc.SHA256, Text: hashOf([]byte(doc.Text)),
		Title: rep.Document.Title, Place: rep.Document.Jurisdiction, Level: rep.Document.Level, Year: rep.Document.PlanYear, Date: rep.Document.ReportDate,
	}
	if p.reading.Title == "" {
		p.reading.Title = u.Name
	}
	return p, nil
}
