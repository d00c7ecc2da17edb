package reckon

import (
	"cmp"
	"slices"

	"github.com/luoshi-project/luoshi/reader"
)

// SeriesSchema names the JSON form of a History.
const SeriesSchema = "luoshi.series/1"

// A History is the indicators of several reports through the years.
type History struct {
	Schema string   `json:"schema"`
	Years  []int    `json:"years"` // every year from the first to the last, those without a point too
	Series []Series `json:"series"`
}

// A Series is one indicator through the years. Its points are of one measure
// and one unit; a year for which nothing is said has none.
type Series struct {
	Metric    string  `json:"metric"`
	MetricKey string  `json:"metric_key"`
	Measure   string  `json:"measure"`
	Unit      string  `json:"unit"`
	Points    []Point `json:"points"` // by year, results before targets
}

// A Point is one value with where it stands. Value is signed: what falls by 3 %
// is -3.
type Point struct {
	Document string `json:"document"`
	reader.Span
	Value      string `json:"value"`
	ValueMax   string `json:"value_max,omitempty"`
	Comparator string `json:"comparator"`
	Year       int    `json:"year"`
	Status     string `json:"status"`
}

// SeriesOf lays the indicators of reports of one place side by side. Only what
// has values for two years or from two documents makes a series.
func SeriesOf(reports []*reader.Report, opts Options) *History {
	r := opts.reckoner()
	papers := make([]*paper, len(reports))
	clauses := 0
	for i, rep := range reports {
		papers[i] = r.words.newPaper(rep, r.index)
		clauses += len(papers[i].clauses)
	}
	r.index.weigh(clauses)
	var lines []*line
	for _, p := range papers {
		r.words.readFigures(p, r.index)
	}
	slices.SortStableFunc(papers, func(a, b *paper) int { return a.rep.Document.PlanYear - b.rep.Document.PlanYear })
	known := map[string][]*line{}
	for _, p := range papers {
		for i := range p.figures {
			f := &p.figures[i]
			if !r.charted(p, f) {
				continue
			}
			kind := f.ind.Measure + "|" + f.amount.dimension + "|" + f.scope
			if f.stock {
				kind += "|stock"
			}
			var home *line
			for _, l := range known[kind] {
				if r.sameLine(l.first, f) {
					home = l
					break
				}
			}
			if home == nil {
				home = &line{first: f, order: len(lines)}
				lines = append(lines, home)
				known[kind] = append(known[kind], home)
			}
			home.add(p, f)
		}
	}
	return history(lines)
}

// charted are the figures that may stand in a series: of one year and the whole
// place.
func (r *reckoner) charted(p *paper, f *figure) bool {
	if !f.counted || f.ind.Year == 0 || f.ind.SpanYears > 1 && !standing(f) || f.ind.Place != "" || f.partial || f.clause < 0 || f.former {
		return false
	}
	if f.ind.Measure == "rank" || f.ind.Measure == "duration" || r.generic(f.plain) || f.key == "" && len(f.plain) < 9 {
		return false
	}
	return !r.words.has("part of year", p.clauses[f.clause].text) || f.ind.Measure == "count"
}

// standing tells what is true at the end of several years rather than of all of
// them together: a share, a stock.
func standing(f *figure) bool {
	switch f.amount.dimension {
	case "things", "people", "density", "power":
		return f.ind.Measure == "level" && f.stock || f.amount.dimension == "density"
	}
	return f.ind.Measure == "share"
}

// sameLine tells whether two figures of one measure are about the same thing.
func (r *reckoner) sameLine(a, b *figure) bool {
	if a.key != b.key && a.key != "" && b.key != "" {
		return false
	}
	if a.plain == b.plain {
		return true
	}
	like := r.index.likeness(a.grams, b.grams)
	if like < 0.3 || r.opposed(a.plain, b.plain) {
		return false
	}
	if a.key != "" && a.key == b.key {
		return !r.generic(a.plain) && !r.generic(b.plain)
	}
	if like < 0.86 {
		return false
	}
	_, longer := narrower(a.plain, b.plain)
	_, shorter := narrower(b.plain, a.plain)
	return !longer && !shorter && tail(a.plain, 2) == tail(b.plain, 2)
}

// A line is a series that is being drawn.
type line struct {
	first  *figure
	order  int
	points []Point
	papers map[*paper]bool
}

func (l *line) add(p *paper, f *figure) {
	value, most := f.ind.Value, f.ind.ValueMax
	if f.amount.low.Sign() < 0 && value != "" && value[0] != '-' {
		value = "-" + value
	}
	for _, o := range l.points {
		if o.Document == p.name && o.Year == f.ind.Year && o.Status == f.ind.Status {
			return // said twice
		}
	}
	if l.papers == nil {
		l.papers = map[*paper]bool{}
	}
	l.papers[p] = true
	l.points = append(l.points, Point{
		Document: p.name, Span: f.ind.Span, Value: value, ValueMax: most, Comparator: f.ind.Comparator, Year: f.ind.Year, Status: f.ind.Status,
	})
}

func history(lines []*line) *History {
	out := &History{Schema: SeriesSchema, Years: []int{}, Series: []Series{}}
	first, last := 0, 0
	for _, l := range lines {
		slices.SortStableFunc(l.points, func(a, b Point) int {
			return cmp.Or(a.Year-b.Year, cmp.Compare(a.Status, b.Status))
		})
		if len(l.points) < 2 || len(l.papers) < 2 && l.points[0].Year == l.points[len(l.points)-1].Year {
			continue
		}
		for _, p := range l.points {
			if first == 0 || p.Year < first {
				first = p.Year
			}
			last = max(last, p.Year)
		}
		out.Series = append(out.Series, Series{
			Metric: l.first.name, MetricKey: l.first.key, Measure: l.first.ind.Measure, Unit: l.first.ind.Unit, Points: l.points,
		})
	}
	for y := first; y != 0 && y <= last; y++ {
		out.Years = append(out.Years, y)
	}
	return out
}
