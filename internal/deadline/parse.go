package deadline

import (
	"cmp"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/workday"
	"go.yaml.in/yaml/v3"
)

// maxYAML is the size of the longest regime read.
const maxYAML = 256 << 10

// maxDays is the longest limit in days: ten years.
const maxDays = 3660

var idForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z_-]{0,39}$`)

// Parse reads a regime from YAML. file names it in errors, which are *Invalid
// and list every problem by line.
func Parse(file string, source []byte) (*Regime, error) {
	fail := func(line int, text string) error {
		return &Invalid{file, []Problem{{line, text}}}
	}
	if len(source) > maxYAML {
		return nil, fail(1, "the file is longer than "+strconv.Itoa(maxYAML>>10)+" KiB, which no regime needs")
	}
	decoder := yaml.NewDecoder(strings.NewReader(string(source)))
	var doc, more yaml.Node
	switch err := decoder.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, fail(1, "the file is empty; see docs/regimes.md for how to write a regime")
	case err != nil:
		return nil, fail(yamlLine(err), "not YAML: "+strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, fail(more.Line, "a file holds one regime; write the next into a file of its own")
	}
	p := parser{}
	r := p.regime(doc.Content[0])
	r.YAML = string(source)
	if len(p.problems) > 0 {
		slices.SortStableFunc(p.problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
		return nil, &Invalid{file, p.problems}
	}
	return r, nil
}

var yamlLineForm = regexp.MustCompile(`line (\d+)`)

func yamlLine(err error) int {
	if m := yamlLineForm.FindStringSubmatch(err.Error()); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			return n
		}
	}
	return 1
}

type parser struct {
	strict
	defaults struct {
		counting        Counting
		firstDayCounted bool
		roll            Roll
		yellowBefore    int
	}
}

func (p *parser) regime(n *yaml.Node) *Regime {
	f := p.mapping(n, "a regime", "id", "version", "title", "source", "unknown", "defaults", "stages", "nodes",
		"lights", "chase", "extension", "escalation", "reporting_order")
	r := &Regime{ID: f.needText("id"), Title: p.words(f.get("title", true), "title")}
	if r.ID != "" && !idForm.MatchString(r.ID) {
		p.failf(f.values["id"], "id is %q; it must be letters, digits, - and _, at most 40", r.ID)
	}
	if v := f.get("version", true); v != nil {
		r.Version = p.number(v, "version", 1, 1_000_000)
	}
	for _, e := range p.list(f.get("source", true), "source") {
		r.Source = append(r.Source, p.words(e, "an entry of source"))
	}
	for _, e := range p.list(f.get("unknown", false), "unknown") {
		u := p.mapping(e, "an entry of unknown", "question", "default")
		r.Unknown = append(r.Unknown, Unknown{
			Question: p.words(u.get("question", true), "question"),
			Default:  p.words(u.get("default", true), "default"),
		})
	}
	p.readDefaults(r, f.get("defaults", false))
	p.lights(r, f.get("lights", false))
	p.stages(r, f.get("stages", true))
	p.nodes(r, f.get("nodes", false))
	p.chase(r, f.get("chase", false))
	p.extension(r, f.get("extension", false))
	p.escalation(r, f.get("escalation", false))
	r.Order = ReportingOrder{}
	if n := f.get("reporting_order", false); n != nil {
		o := p.mapping(n, "reporting_order", "lower_first", "ahead")
		r.Order = ReportingOrder{LowerFirst: o.flag("lower_first", false), Ahead: o.number("ahead", 0, 0, 60)}
	}
	return r
}

func (p *parser) readDefaults(r *Regime, n *yaml.Node) {
	f := fields{s: &p.strict, node: &yaml.Node{}, what: "defaults"}
	if n != nil {
		f = p.mapping(n, "defaults", "counting", "first_day_counted", "roll", "office_closes", "yellow_before")
	}
	p.defaults.counting = Counting(f.oneOf("counting", string(Natural), string(Natural), string(Working)))
	p.defaults.firstDayCounted = f.flag("first_day_counted", false)
	p.defaults.roll = Roll(f.oneOf("roll", string(RollNext), string(RollNext), string(RollPrevious), string(RollNone)))
	p.defaults.yellowBefore = f.number("yellow_before", 1, 0, maxDays)
	r.OfficeCloses = p.clock(f, "office_closes", 18*time.Hour)
}

// clock reads a time of day as 18:00.
func (p *parser) clock(f fields, key string, missing time.Duration) time.Duration {
	n := f.values[key]
	if n == nil {
		return missing
	}
	v, ok := p.scalar(n, key)
	if !ok {
		return missing
	}
	hour, minute, found := strings.Cut(v, ":")
	h, err1 := strconv.Atoi(hour)
	m, err2 := strconv.Atoi(minute)
	if !found || err1 != nil || err2 != nil || len(minute) != 2 || h < 0 || m < 0 || m > 59 || h > 23 {
		p.failf(n, "%s is %q; it must be a time of day from 00:00 to 23:59", key, v)
		return missing
	}
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
}

func (p *parser) nodes(r *Regime, n *yaml.Node) {
	for _, field := range p.fieldList(n, "nodes") {
		r.Nodes = append(r.Nodes, NodeKind(field))
	}
	if n != nil && !slices.ContainsFunc(r.Stages, func(s Stage) bool { return s.Limit.Measure == AtNodes }) {
		p.failf(n, "nodes needs a stage with the limit nodes, which is due at each of them")
	}
}

func (p *parser) lights(r *Regime, n *yaml.Node) {
	r.Lights = Lights{Counting: Natural, NotReported: Red, NoProgress: Yellow}
	if n == nil {
		return
	}
	f := p.mapping(n, "lights", "counting", "not_reported", "no_progress")
	r.Lights.Counting = Counting(f.oneOf("counting", string(Natural), string(Natural), string(Working)))
	r.Lights.NotReported = Colour(f.oneOf("not_reported", string(Red), string(Yellow), string(Red)))
	r.Lights.NoProgress = Colour(f.oneOf("no_progress", string(Yellow), string(Yellow), string(Red)))
}

func (p *parser) chase(r *Regime, n *yaml.Node) {
	r.Chase.Counting = p.defaults.counting
	if n == nil {
		return
	}
	f := p.mapping(n, "chase", "min_interval", "counting")
	r.Chase.MinInterval = f.number("min_interval", 0, 0, 365)
	r.Chase.Counting = Counting(f.oneOf("counting", string(p.defaults.counting), string(Natural), string(Working)))
}

func (p *parser) extension(r *Regime, n *yaml.Node) {
	if n == nil {
		return
	}
	f := p.mapping(n, "extension", "stages", "max_count", "max_length", "within_months", "cutoff", "approvers", "needs")
	e := &r.Extension
	for _, s := range p.list(f.get("stages", true), "stages") {
		id, ok := p.scalar(s, "an entry of stages")
		if ok && r.Stage(id) == nil {
			p.failf(s, "there is no stage %q", id)
		}
		e.Stages = append(e.Stages, id)
	}
	e.MaxCount = f.number("max_count", 0, 0, 100)
	e.Within = f.number("within_months", 0, 0, 120)
	e.Cutoff = p.clock(f, "cutoff", 0)
	e.Counting = p.defaults.counting
	if l := f.get("max_length", false); l != nil {
		m := p.mapping(l, "max_length", "days", "months", "counting")
		e.Counting = Counting(m.oneOf("counting", string(p.defaults.counting), string(Natural), string(Working)))
		days, months := m.number("days", 0, 1, maxDays), m.number("months", 0, 1, 120)
		switch {
		case (days == 0) == (months == 0):
			p.failf(l, "max_length takes either days or months")
		case days > 0:
			e.MaxLength = Limit{Measure: InDays, N: days}
		default:
			e.MaxLength = Limit{Measure: InMonths, N: months}
		}
	}
	e.Approvers = p.roles(f.get("approvers", true), "approvers")
	e.Needs = p.fieldList(f.get("needs", false), "needs")
}

// The roles a regime can name. internal/access says which people hold them.
var roleNames = []string{
	"handler",            // 承办人
	"manager",            // 管理负责人
	"first_responsible",  // 第一责任人
	"leader_in_charge",   // 分管领导
	"assigning_unit",     // 交办单位
	"supervision_office", // 督查室
	"higher_office",      // 上级督查机构
	"acceptance_unit",    // 验收单位
	"proposer",           // 建议人、提案人、诉求人
}

// Roles lists the roles a regime can name.
func Roles() []string { return slices.Clone(roleNames) }

func (p *parser) roles(n *yaml.Node, what string) []string {
	var roles []string
	for _, e := range p.list(n, what) {
		roles = append(roles, p.role(e, "an entry of "+what))
	}
	return roles
}

func (p *parser) role(n *yaml.Node, what string) string {
	v, ok := p.scalar(n, what)
	if ok && !slices.Contains(roleNames, v) {
		p.failf(n, "%s is %q%s; the roles are %s", what, v, didYouMean(nearest(v, roleNames)), strings.Join(roleNames, ", "))
	}
	return v
}

func (p *parser) fieldList(n *yaml.Node, what string) []Field {
	var list []Field
	for _, e := range p.list(n, what) {
		f := p.mapping(e, "an entry of "+what, "id", "title")
		field := Field{ID: f.needText("id"), Title: p.words(f.get("title", true), "title")}
		if slices.ContainsFunc(list, func(x Field) bool { return x.ID == field.ID }) {
			p.failf(e, "%s has %q twice", what, field.ID)
		}
		list = append(list, field)
	}
	return list
}

// The levels of the org tree that a grace can be given for.
var levelNames = []string{"province", "city", "county", "township"}

// Levels lists the levels of the org tree, the highest first.
func Levels() []string { return slices.Clone(levelNames) }

func (p *parser) escalation(r *Regime, n *yaml.Node) {
	if n == nil {
		return
	}
	f := p.mapping(n, "escalation", "urgent_from", "ladder")
	e := &r.Escalation
	for _, entry := range p.list(f.get("ladder", true), "ladder") {
		l := p.mapping(entry, "a rung of the ladder", "level", "title", "grace", "to")
		rung := Rung{Level: l.oneOf("level", "", "blue", "orange", "red"), Title: p.words(l.get("title", true), "title")}
		l.get("level", true)
		if slices.ContainsFunc(e.Rungs, func(x Rung) bool { return x.Level == rung.Level }) {
			p.failf(entry, "the ladder has %q twice", rung.Level)
		}
		if g := l.get("grace", true); g != nil {
			p.grace(&rung, g)
		}
		if len(e.Rungs) > 0 {
			p.climbs(entry, &e.Rungs[len(e.Rungs)-1], &rung)
		}
		rung.To = p.roles(l.get("to", true), "to")
		e.Rungs = append(e.Rungs, rung)
	}
	e.UrgentFrom = f.text("urgent_from", "")
	if e.UrgentFrom != "" && !slices.ContainsFunc(e.Rungs, func(x Rung) bool { return x.Level == e.UrgentFrom }) {
		p.failf(f.values["urgent_from"], "the ladder has no level %q", e.UrgentFrom)
	}
}

func (p *parser) grace(rung *Rung, n *yaml.Node) {
	f := p.mapping(n, "grace", append([]string{"default"}, levelNames...)...)
	if d := f.get("default", true); d != nil {
		rung.OtherGrace = p.number(d, "default", 0, 365)
	}
	for _, level := range levelNames {
		if v := f.values[level]; v != nil {
			rung.Grace = append(rung.Grace, Grace{level, p.number(v, level, 0, 365)})
		}
	}
}

// climbs checks that a rung is not reached before the one below it.
func (p *parser) climbs(n *yaml.Node, below, rung *Rung) {
	if rung.OtherGrace < below.OtherGrace {
		p.failf(n, "%s is reached before %s: give it at least the same grace", rung.Level, below.Level)
		return
	}
	for _, level := range levelNames {
		if rung.grace(level) < below.grace(level) {
			p.failf(n, "for a %s, %s is reached before %s: give it at least the same grace", level, rung.Level, below.Level)
		}
	}
}

// monthDay reads a day of the year as 12-31.
func (p *parser) monthDay(n *yaml.Node, v string) (time.Month, int) {
	d, err := workday.ParseDate("2000-" + v)
	if err != nil {
		p.failf(n, "deadline is %q; it must be a day of the year such as 12-31, or none", v)
	}
	return d.Month, d.Day
}
