// Package reader turns the text of a government work report (政府工作报告) into a
// document with sections, statements, indicators (指标) and actions (事项), each
// tied to the exact characters it came from.
//
// Read does all of it. Positions in a Report count code points (runes) of the
// text, half-open: string([]rune(text)[s.Start:s.End]) == s.Quote for every Span s.
// Package zhtext turns the bytes of a file into text; docs/reader.md tells what
// each field means.
//
// The package is pure: it does no input or output, reads no clock and keeps no
// state. The same text and options give the same report, byte for byte.
package reader

// Schema names the JSON form of a Report.
const Schema = "luoshi.extract/1"

// A Span is a half-open range of the text of the document.
//
// Start and End count Unicode code points, as the JSON contract wants; the
// quote always equals those code points of the text, unchanged.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
}

// A Report is everything read from one document.
type Report struct {
	Schema      string       `json:"schema"`
	Document    Document     `json:"document"`
	Sections    []Section    `json:"sections"`
	Statements  []Statement  `json:"statements"`
	Indicators  []Indicator  `json:"indicators"`
	Actions     []Action     `json:"actions"`
	Repairs     []Repair     `json:"repairs"`
	Diagnostics []Diagnostic `json:"diagnostics"`
}

// Document holds the facts of the document as a whole. What the text does not
// say is "" or 0; nothing is guessed.
type Document struct {
	Title        string `json:"title"`
	Jurisdiction string `json:"jurisdiction"` // 山西省, 运城市, 海拉尔区, 全国
	Level        string `json:"level"`        // national, province, city, county, township or ""
	Kind         string `json:"kind"`         // report, digest, news, other
	ReportDate   string `json:"report_date"`  // YYYY-MM-DD or ""
	ReviewYear   int    `json:"review_year"`  // the year the report looks back on
	PlanYear     int    `json:"plan_year"`    // the year the report promises for
	Speaker      string `json:"speaker"`
	Source       Source `json:"source"`
}

// Source says what the text was read from. The reader fills only CodePoints;
// whoever opened the file fills the rest.
type Source struct {
	Name       string `json:"name"`
	SHA256     string `json:"sha256"`
	MediaType  string `json:"media_type"`
	Charset    string `json:"charset"`
	CodePoints int    `json:"code_points"`
}

// A Role says what a section is for.
type Role string

// The roles of sections.
const (
	RoleReview         Role = "review"          // what was achieved
	RolePlan           Role = "plan"            // what is promised for the plan year
	RoleOutlook        Role = "outlook"         // several years ahead
	RoleSelfGovernment Role = "self_government" // the government's own conduct
	RoleOther          Role = "other"
)

// A Section is a heading and what stands under it. Start is the first
// character of the heading (of its ordinal where there is one), End the start of
// the next section of the same or a higher level.
type Section struct {
	ID      string `json:"id"`
	Parent  string `json:"parent"`
	Ordinal string `json:"ordinal"`
	Title   string `json:"title"`
	Depth   int    `json:"depth"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Role    Role   `json:"role"`
}

// A Statement is one sentence.
type Statement struct {
	ID      string `json:"id"`
	Section string `json:"section"`
	Span
	Kind string `json:"kind"` // achievement, target, task, livelihood, problem, outlook, other
}

// An Indicator is a number that states a result achieved or a commitment.
type Indicator struct {
	ID        string `json:"id"`
	Statement string `json:"statement"`
	Section   string `json:"section"`
	Span
	Value      string `json:"value"`     // decimal in base units
	ValueMax   string `json:"value_max"` // upper end of a range, else ""
	Unit       string `json:"unit"`      // without magnitude
	Comparator string `json:"comparator"`
	Metric     string `json:"metric"`
	MetricKey  string `json:"metric_key"`
	Action     string `json:"action"`
	Measure    string `json:"measure"`   // level, growth, change, share, rank, count, duration
	Direction  string `json:"direction"` // up, down or ""
	Status     string `json:"status"`    // actual or target
	Year       int    `json:"year"`
	SpanYears  int    `json:"span"`     // years covered where more than one, else 0
	Nature     string `json:"nature"`   // binding, expected or ""
	Strength   string `json:"strength"` // ensure, strive or ""
	Place      string `json:"place"`
}

// An Action is one thing a government promises to do that can be assigned and
// checked.
type Action struct {
	ID        string `json:"id"`
	Statement string `json:"statement"`
	Section   string `json:"section"`
	Span
	Title           string           `json:"title"`
	Kind            string           `json:"kind"`     // task, project, livelihood, target, reform
	Deadline        string           `json:"deadline"` // YYYY-MM-DD or ""
	Indicators      []string         `json:"indicators"`
	Places          []string         `json:"places"`
	Projects        []string         `json:"projects"`
	LeadSuggestions []LeadSuggestion `json:"lead_suggestions"`
}

// A LeadSuggestion names a unit that probably leads an action, and the word
// that led there. Score is a decimal between 0 and 1.
type LeadSuggestion struct {
	Unit    string `json:"unit"`
	Score   string `json:"score"`
	Because string `json:"because"`
}

// A Repair is a place of the text that is damaged, and what it should read.
type Repair struct {
	Span
	Reading string `json:"reading"`
	Certain bool   `json:"certain"`
}

// A Diagnostic tells the person who reads the report what the reader stumbled
// over.
type Diagnostic struct {
	Severity string `json:"severity"` // info or warn
	Code     string `json:"code"`
	Message  string `json:"message"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
}
