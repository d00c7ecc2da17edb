package reader

import "strconv"

// diagnose tells the person who reads the report what the reader could not
// know or left out.
func (r *reading) diagnose(span func(start, end int) Span) []Diagnostic {
	out := []Diagnostic{}
	note := func(severity, code, message string, start, end int) {
		s := span(start, end)
		out = append(out, Diagnostic{Severity: severity, Code: code, Message: message, Start: s.Start, End: s.End})
	}
	if r.rest != "" {
		at := codePoints(r.text)
		out = append(out, Diagnostic{
			Severity: "warn", Code: "crowded", Start: at, End: at + codePoints(r.rest),
			Message: "there are more numbers or lines in this text than in any report; only what stands before this place was read",
		})
	}
	if p := r.page.repaired; p != nil && p.Lost > 0 {
		note("warn", "bytes_lost", "characters were lost in "+strconv.Itoa(p.Lost)+" places; repairs shows how they were read", 0, len(r.view.Text))
	} else if p != nil {
		note("info", "simplified", "the text was read in simplified characters", 0, len(r.view.Text))
	}
	if len(r.sentences) == 0 {
		note("warn", "no_sentences", "nothing in this text reads as a report", 0, 0)
		return out
	}
	if r.doc.PlanYear == 0 && r.doc.ReviewYear == 0 {
		note("warn", "no_year", "the text does not say which year it is for; give it with --plan-year", 0, 0)
	}
	if r.doc.Kind == "report" && len(r.tasks) == 0 {
		note("warn", "no_plan", "no part of this report promises anything", 0, 0)
	}
	cells, first, last := 0, 0, 0
	for _, s := range r.sentences {
		if s.cell {
			if cells == 0 {
				first = s.start
			}
			cells, last = cells+1, s.end
		}
	}
	if cells > 0 {
		note("info", "table_cells", strconv.Itoa(cells)+" cells of a table that lost its columns were not read", first, last)
	}
	return out
}
