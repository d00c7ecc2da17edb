package export

import (
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/reader"
)

// AppendLine appends a report as one line of JSON, line end included: the same
// bytes that encoding/json gives, in a fraction of the time.
func AppendLine(b []byte, rep *reader.Report) []byte {
	j := line{b: b}
	j.report(rep)
	return j.b
}

// portion is how much of a line is written at a time.
const portion = 64 << 10

// WriteLine writes a report as AppendLine would, but is never in need of the
// room for all of it. It returns how many bytes it wrote.
func WriteLine(w io.Writer, rep *reader.Report) (int64, error) {
	j := line{b: make([]byte, 0, portion+portion/4), w: w}
	j.report(rep)
	j.flush()
	return j.written, j.err
}

// LengthOf is about how long the line of a report is, rather more than less.
func LengthOf(rep *reader.Report) int {
	n := 1<<10 + 150*len(rep.Sections)
	for i := range rep.Statements {
		n += 90 + len(rep.Statements[i].Quote)
	}
	for i := range rep.Indicators {
		n += 400 + len(rep.Indicators[i].Quote)
	}
	for i := range rep.Actions {
		n += 450 + len(rep.Actions[i].Quote)
	}
	for i := range rep.Repairs {
		n += 80 + len(rep.Repairs[i].Quote) + len(rep.Repairs[i].Reading)
	}
	return n
}

// A line is a line of JSON on its way, to w if there is one.
type line struct {
	b       []byte
	w       io.Writer
	written int64
	err     error
}

// flush writes what there is so far.
func (j *line) flush() {
	if j.err == nil {
		var n int
		n, j.err = j.w.Write(j.b)
		j.written += int64(n)
	}
	j.b = j.b[:0]
}

func (j *line) report(rep *reader.Report) {
	j.text(`{"schema":`, rep.Schema)
	j.document(&rep.Document)
	j.b = append(j.b, `,"sections":`...)
	list(j, rep.Sections, (*line).section)
	j.b = append(j.b, `,"statements":`...)
	list(j, rep.Statements, (*line).statement)
	j.b = append(j.b, `,"indicators":`...)
	list(j, rep.Indicators, (*line).indicator)
	j.b = append(j.b, `,"actions":`...)
	list(j, rep.Actions, (*line).action)
	j.b = append(j.b, `,"repairs":`...)
	list(j, rep.Repairs, (*line).repair)
	j.b = append(j.b, `,"diagnostics":`...)
	list(j, rep.Diagnostics, (*line).diagnostic)
	j.b = append(j.b, '}', '\n')
}

func (j *line) document(d *reader.Document) {
	j.text(`,"document":{"title":`, d.Title)
	j.text(`,"jurisdiction":`, d.Jurisdiction)
	j.text(`,"level":`, d.Level)
	j.text(`,"kind":`, d.Kind)
	j.text(`,"report_date":`, d.ReportDate)
	j.number(`,"review_year":`, d.ReviewYear)
	j.number(`,"plan_year":`, d.PlanYear)
	j.text(`,"speaker":`, d.Speaker)
	j.text(`,"source":{"name":`, d.Source.Name)
	j.text(`,"sha256":`, d.Source.SHA256)
	j.text(`,"media_type":`, d.Source.MediaType)
	j.text(`,"charset":`, d.Source.Charset)
	j.number(`,"code_points":`, d.Source.CodePoints)
	j.b = append(j.b, `}}`...)
}

func (j *line) section(s *reader.Section) {
	j.text(`{"id":`, s.ID)
	j.text(`,"parent":`, s.Parent)
	j.text(`,"ordinal":`, s.Ordinal)
	j.text(`,"title":`, s.Title)
	j.number(`,"depth":`, s.Depth)
	j.number(`,"start":`, s.Start)
	j.number(`,"end":`, s.End)
	j.text(`,"role":`, string(s.Role))
	j.b = append(j.b, '}')
}

func (j *line) statement(s *reader.Statement) {
	j.text(`{"id":`, s.ID)
	j.text(`,"section":`, s.Section)
	j.span(`,"start":`, s.Span)
	j.text(`,"kind":`, s.Kind)
	j.b = append(j.b, '}')
}

func (j *line) indicator(i *reader.Indicator) {
	j.text(`{"id":`, i.ID)
	j.text(`,"statement":`, i.Statement)
	j.text(`,"section":`, i.Section)
	j.span(`,"start":`, i.Span)
	j.text(`,"value":`, i.Value)
	j.text(`,"value_max":`, i.ValueMax)
	j.text(`,"unit":`, i.Unit)
	j.text(`,"comparator":`, i.Comparator)
	j.text(`,"metric":`, i.Metric)
	j.text(`,"metric_key":`, i.MetricKey)
	j.text(`,"action":`, i.Action)
	j.text(`,"measure":`, i.Measure)
	j.text(`,"direction":`, i.Direction)
	j.text(`,"status":`, i.Status)
	j.number(`,"year":`, i.Year)
	j.number(`,"span":`, i.SpanYears)
	j.text(`,"nature":`, i.Nature)
	j.text(`,"strength":`, i.Strength)
	j.text(`,"place":`, i.Place)
	j.b = append(j.b, '}')
}

func (j *line) action(a *reader.Action) {
	j.text(`{"id":`, a.ID)
	j.text(`,"statement":`, a.Statement)
	j.text(`,"section":`, a.Section)
	j.span(`,"start":`, a.Span)
	j.text(`,"title":`, a.Title)
	j.text(`,"kind":`, a.Kind)
	j.text(`,"deadline":`, a.Deadline)
	j.b = append(j.b, `,"indicators":`...)
	list(j, a.Indicators, (*line).item)
	j.b = append(j.b, `,"places":`...)
	list(j, a.Places, (*line).item)
	j.b = append(j.b, `,"projects":`...)
	list(j, a.Projects, (*line).item)
	j.b = append(j.b, `,"lead_suggestions":`...)
	list(j, a.LeadSuggestions, (*line).lead)
	j.b = append(j.b, '}')
}

func (j *line) lead(l *reader.LeadSuggestion) {
	j.text(`{"unit":`, l.Unit)
	j.text(`,"score":`, l.Score)
	j.text(`,"because":`, l.Because)
	j.b = append(j.b, '}')
}

func (j *line) repair(r *reader.Repair) {
	j.span(`{"start":`, r.Span)
	j.text(`,"reading":`, r.Reading)
	j.b = append(j.b, `,"certain":`...)
	j.b = strconv.AppendBool(j.b, r.Certain)
	j.b = append(j.b, '}')
}

func (j *line) diagnostic(d *reader.Diagnostic) {
	j.text(`{"severity":`, d.Severity)
	j.text(`,"code":`, d.Code)
	j.text(`,"message":`, d.Message)
	j.number(`,"start":`, d.Start)
	j.number(`,"end":`, d.End)
	j.b = append(j.b, '}')
}

// span appends the fields of a Span; key is that of the first.
func (j *line) span(key string, s reader.Span) {
	j.number(key, s.Start)
	j.number(`,"end":`, s.End)
	j.text(`,"quote":`, s.Quote)
}

// list appends an array; an array that is nil is null.
func list[T any](j *line, items []T, item func(*line, *T)) {
	if items == nil {
		j.b = append(j.b, `null`...)
		return
	}
	j.b = append(j.b, '[')
	for i := range items {
		if i > 0 {
			j.b = append(j.b, ',')
		}
		item(j, &items[i])
		if j.w != nil && len(j.b) >= portion {
			j.flush()
		}
	}
	j.b = append(j.b, ']')
}

func (j *line) item(s *string) { j.text("", *s) }

func (j *line) number(key string, n int) {
	j.b = strconv.AppendInt(append(j.b, key...), int64(n), 10)
}

// text appends a key with its mark and a string. What JSON or JavaScript cannot
// hold is escaped; all else stands as it is.
func (j *line) text(key, s string) {
	b := append(append(j.b, key...), '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < utf8.RuneSelf && c != '"' && c != '\\' {
			i++
			continue
		}
		// Han and most marks: nothing that begins with these bytes is escaped.
		if c >= 0xE3 && c <= 0xEC && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
			i += 3
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if c >= utf8.RuneSelf && !(r == utf8.RuneError && n == 1) && r != '\u2028' && r != '\u2029' {
			i += n
			continue
		}
		b = append(b, s[from:i]...)
		b = appendEscaped(b, r)
		i += n
		from = i
	}
	j.b = append(append(b, s[from:]...), '"')
}

func appendEscaped(b []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\b':
		return append(b, '\\', 'b')
	case '\f':
		return append(b, '\\', 'f')
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	const digits = "0123456789abcdef"
	return append(b, '\\', 'u', digits[r>>12&0xF], digits[r>>8&0xF], digits[r>>4&0xF], digits[r&0xF])
}
