package review

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/quantity"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reader/lexicon"
	"github.com/luoshi-project/luoshi/workday"
)

// A decision is a command being decided on. seen is the version that the person
// saw, or ledger.Any.
type decision struct {
	state *State
	by    string
	seen  int
	org   *access.Org
	words *lexicon.Lexicon
}

// item finds an item that may be changed.
func (d *decision) item(id string) (*Item, error) {
	it, err := d.seenItem(id)
	if err == nil && it.Matter != "" {
		return nil, hinted(invalid("docketed", "item", "这一条已立项为"+it.Number, "this entry was docketed as "+it.Number),
			"请在事项页更正", "correct it on the page of the matter")
	}
	return it, err
}

// seenItem finds an item that stands as the person saw it.
func (d *decision) seenItem(id string) (*Item, error) {
	it := d.state.Item(id)
	switch {
	case it == nil:
		return nil, hinted(refuse(ledger.Conflict, "no_such_item", "item", "这一条已被合并、拆分或者撤销", "this entry is no longer there: it was merged, split or undone"),
			"请查看最新情况", "look at the report as it stands now")
	case d.stale(it):
		return nil, hinted(refuse(ledger.Conflict, "changed_since", "item", "这一条刚被他人改动", "somebody else has just changed this entry"),
			"请看过再定", "look at it again, then decide")
	}
	return it, nil
}

// stale tells whether somebody else changed an item after the person saw it.
func (d *decision) stale(it *Item) bool {
	return d.seen != ledger.Any && it.Touched > d.seen && it.by != d.by
}

// errNothing says that a command changes nothing; it is no refusal.
var errNothing = errors.New("nothing changes")

func (c Decide) decide(d *decision) (body, error) {
	if !slices.Contains([]Status{Open, Accepted, Dropped}, c.Status) {
		return nil, invalid("status", "status", "没有这种处理："+string(c.Status), "there is no such decision: "+string(c.Status))
	}
	b := decidedBody{Status: c.Status}
	for _, id := range c.Items {
		find := d.item
		if c.Status == Accepted {
			find = d.seenItem // that the text of a docketed one changed is taken note of
		}
		it, err := find(id)
		if err != nil {
			return nil, err
		}
		if it.Status != c.Status && !slices.Contains(b.Items, id) {
			b.Items = append(b.Items, id)
		}
	}
	if len(b.Items) == 0 {
		if len(c.Items) == 0 {
			return nil, nothingChosen()
		}
		return nil, errNothing
	}
	return b, nil
}

func nothingChosen() error {
	return invalid("nothing_chosen", "item", "没有选择条目", "no entry was chosen")
}

func (c AcceptSection) decide(d *decision) (body, error) {
	from, to := 0, len(d.state.Text)
	if c.Section != "" {
		i := slices.IndexFunc(d.state.Sections, func(s reader.Section) bool { return s.ID == c.Section })
		if i < 0 {
			return nil, invalid("no_such_section", "section", "没有这一节", "there is no such section")
		}
		from, to = d.state.Sections[i].Start, d.state.Sections[i].End
	}
	b := decidedBody{Status: Accepted, Section: cmp.Or(c.Section, "all")}
	for i := range d.state.Items {
		it := &d.state.Items[i]
		if it.Status == Open && it.Change != Uncertain && it.Start >= from && it.Start < to && (c.Kind == "" || it.Kind == c.Kind) &&
			!d.stale(it) {
			b.Items = append(b.Items, it.ID)
		}
	}
	if len(b.Items) == 0 {
		return nil, errNothing
	}
	return b, nil
}

func (c Correct) decide(d *decision) (body, error) {
	it, err := d.item(c.Item)
	if err != nil {
		return nil, err
	}
	b := correctedBody{Item: it.ID, Start: it.Start, End: it.End, Fields: c.Fields}
	if c.End > 0 {
		if b.Start, b.End, err = d.span(c.Start, c.End); err != nil {
			return nil, err
		}
		if err := d.free(it.Kind, b.Start, b.End, it.ID); err != nil {
			return nil, err
		}
	}
	if err := d.check(it.Kind, &b.Fields); err != nil {
		return nil, err
	}
	return b, nil
}

// longestTitle bounds a title, in characters.
const longestTitle = 100

// check checks and tidies fields that a person wrote.
func (d *decision) check(kind Kind, f *Fields) error {
	if kind == Indicator {
		f.Title, f.Type, f.Deadline = "", "", ""
		return checkFigure(f.Figure)
	}
	f.Figure = nil
	f.Title = strings.Join(strings.Fields(f.Title), " ")
	f.Deadline = strings.TrimSpace(f.Deadline)
	switch {
	case f.Title == "":
		return invalid("missing", "title", "须写明事项名称", "a title is needed")
	case len([]rune(f.Title)) > longestTitle:
		return invalid("too_long", "title", "名称超过100字", "the title is longer than 100 characters")
	case !slices.Contains(Types(), f.Type):
		return invalid("type", "type", "没有这种类别："+f.Type, "there is no such type: "+f.Type)
	}
	if f.Deadline != "" {
		if _, err := workday.ParseDate(f.Deadline); err != nil {
			return invalid("date", "deadline", "时限须写成2026-06-30这样的日期", "a deadline is a date like 2026-06-30")
		}
	}
	return nil
}

func checkFigure(f *Figure) error {
	if f == nil || strings.TrimSpace(f.Metric) == "" {
		return invalid("missing", "metric", "须写明指标名称", "the name of the indicator is needed")
	}
	f.Metric = strings.TrimSpace(f.Metric)
	for _, v := range [...]*string{&f.Value, &f.Max} {
		*v = strings.TrimSpace(*v)
		if *v == "" {
			continue
		}
		if _, err := quantity.ParseDecimal(*v); err != nil {
			return invalid("decimal", "value", "不是数："+*v, "not a number: "+*v)
		}
	}
	if f.Value == "" {
		return invalid("missing", "value", "须写明数值", "the value is needed")
	}
	if f.Year < 0 || f.Year > 2999 {
		return invalid("year", "year", "年份有误", "that is no year")
	}
	return nil
}

// around is what is left out at the ends of a selection or of a part.
const around = " \t\r\n\u3000，、；。：！？,;:!?"

// span is a range without what stands around it: spaces, line ends, and
// punctuation.
func (d *decision) span(start, end int) (int, int, error) {
	text := d.state.Text
	if start < 0 || end > len(text) || start >= end {
		return 0, 0, invalid("range", "range", "选中的范围不在正文内", "the selected range does not lie in the text")
	}
	for start < end && contains(around, text[start]) {
		start++
	}
	for end > start && contains(around, text[end-1]) {
		end--
	}
	switch {
	case start == end:
		return 0, 0, invalid("range", "range", "选中的范围内没有文字", "there are no words in the selected range")
	case end-start > longestItem:
		return 0, 0, invalid("range", "range", "选中的范围超过1000字", "the selected range is longer than 1,000 characters")
	}
	return start, end, nil
}

// longestItem bounds the range of an item, in characters.
const longestItem = 1000

// free refuses a range that is an item of the same kind already.
func (d *decision) free(kind Kind, start, end int, but string) error {
	for i := range d.state.Items {
		if it := &d.state.Items[i]; it.Kind == kind && it.Start == start && it.End == end && it.ID != but {
			return invalid("range_taken", "range", "这段文字已是一条", "these words are an entry already")
		}
	}
	return nil
}

func (c Split) decide(d *decision) (body, error) {
	it, err := d.item(c.Item)
	if err != nil {
		return nil, err
	}
	if it.Kind != Action {
		return nil, invalid("kind", "item", "只有事项可以拆分", "only actions can be split")
	}
	if c.At <= it.Start || c.At >= it.End {
		return nil, invalid("position", "at", "拆分的位置不在这一条内", "the position lies outside of the entry")
	}
	b := splitBody{Item: it.ID}
	for i, part := range [...][2]int{{it.Start, c.At}, {c.At, it.End}} {
		start, end, err := d.span(part[0], part[1])
		if err != nil {
			return nil, invalid("position", "at", "拆分后有一段没有文字", "one of the parts would have no words")
		}
		if err := d.free(Action, start, end, it.ID); err != nil {
			return nil, err
		}
		p := d.action(start, end)
		p.ID, p.Section, p.Type = d.state.fresh(Action, i+1), it.Section, it.Type
		p.Deadline = it.Deadline
		p.Lead, p.Cooperating = it.Lead, it.Cooperating
		b.Into = append(b.Into, p)
	}
	return b, nil
}

// action makes an action of a range by its words.
func (d *decision) action(start, end int) Item {
	it := Item{Kind: Action, Start: start, End: end, Quote: d.state.quote(start, end), Status: Open, Fixed: true}
	it.Title = short(it.Quote)
	it.Type = Types()[0]
	it.Section = d.section(start)
	it.Suggestions = d.suggest(it.Quote)
	return it
}

// suggested is how many units are suggested for an action.
const suggested = 3

func (d *decision) suggest(quote string) []reader.LeadSuggestion {
	r := d.state.Reading()
	var list []reader.LeadSuggestion
	for _, l := range d.words.Leads.Suggest(quote, r.Level, r.Place, suggested) {
		list = append(list, reader.LeadSuggestion{Unit: l.Unit, Score: l.Score, Because: l.Because})
	}
	return list
}

// section is the innermost section that a position lies in.
func (d *decision) section(at int) string {
	id := ""
	for i := range d.state.Sections {
		if s := &d.state.Sections[i]; s.Start <= at && at < s.End {
			id = s.ID
		}
	}
	return id
}

// titleLength is the longest title taken from a quote, in characters.
const titleLength = 40

// short makes a title of a quote: as many of its clauses as fit, or its first
// words.
func short(quote string) string {
	r := []rune(strings.Join(strings.Fields(quote), ""))
	if len(r) <= titleLength {
		return string(r)
	}
	cut := titleLength
	for i := titleLength; i > titleLength/3; i-- {
		if contains("，；、：", r[i]) {
			cut = i
			break
		}
	}
	return string(r[:cut])
}

func (c Merge) decide(d *decision) (body, error) {
	it, err := d.item(c.Item)
	if err != nil {
		return nil, err
	}
	if it.Kind != Action {
		return nil, invalid("kind", "item", "只有事项可以合并", "only actions can be merged")
	}
	var next *Item
	for i := range d.state.Items {
		if n := &d.state.Items[i]; n.Kind == Action && inOrder(*it, *n) < 0 && (next == nil || inOrder(*n, *next) < 0) {
			next = n
		}
	}
	if next == nil {
		return nil, invalid("no_next", "item", "后面没有事项可以合并", "there is no action after this one")
	}
	if _, err := d.item(next.ID); err != nil {
		return nil, err
	}
	start, end := it.Start, max(it.End, next.End)
	if end-start > longestItem || it.Section != next.Section {
		return nil, invalid("too_far", "item", "下一条不在同一节内，不能合并", "the next action is in another section: they cannot be merged")
	}
	into := d.action(start, end)
	into.ID, into.Section = d.state.fresh(Action, 1), it.Section
	into.Title, into.Type = it.Title, it.Type
	into.Deadline = cmp.Or(it.Deadline, next.Deadline)
	into.Lead, into.Cooperating = it.Lead, it.Cooperating
	if into.Lead == "" {
		into.Lead, into.Cooperating = next.Lead, next.Cooperating
	}
	return mergedBody{Items: []string{it.ID, next.ID}, Into: into}, nil
}

func (c Add) decide(d *decision) (body, error) {
	start, end, err := d.span(c.Start, c.End)
	if err != nil {
		return nil, err
	}
	if err := d.free(c.Kind, start, end, ""); err != nil {
		return nil, err
	}
	var it Item
	switch c.Kind {
	case Action:
		it = d.action(start, end)
		it.Title, it.Type = cmp.Or(c.Fields.Title, it.Title), cmp.Or(c.Fields.Type, it.Type)
		it.Deadline = c.Fields.Deadline
	case Indicator:
		it = d.indicator(start, end, c.Fields.Figure)
	default:
		return nil, invalid("kind", "kind", "没有这种条目："+string(c.Kind), "there is no such kind of entry: "+string(c.Kind))
	}
	it.ID, it.Status = d.state.fresh(c.Kind, 1), Accepted
	if err := d.check(c.Kind, &it.Fields); err != nil {
		return nil, err
	}
	return addedBody{Item: it}, nil
}

// indicator makes an indicator of a range: its first number, and what is said
// of it.
func (d *decision) indicator(start, end int, f *Figure) Item {
	it := Item{Kind: Indicator, Start: start, End: end, Quote: d.state.quote(start, end), Status: Open, Fixed: true, Section: d.section(start)}
	figure := Figure{Status: "target", Year: d.state.Reading().Year}
	if f != nil {
		figure = *f
	}
	if q := quantity.Scan(it.Quote); len(q) > 0 && figure.Value == "" {
		figure.Value, figure.Unit, figure.Comparator = q[0].Value.String(), q[0].Unit, string(q[0].Comparator)
		if q[0].Ranged {
			figure.Max = q[0].Max.String()
		}
		if figure.Metric == "" {
			figure.Metric = strings.Trim(it.Quote[:q[0].From], around)
		}
	}
	it.Figure = &figure
	return it
}

func (c SetUnits) decide(d *decision) (body, error) {
	b := unitsBody{Lead: c.Lead}
	if len(c.Items) == 0 {
		return nil, nothingChosen()
	}
	for _, id := range c.Items {
		it, err := d.item(id)
		if err != nil {
			return nil, err
		}
		if it.Kind != Action {
			continue // an indicator is answered for by the action it stands in
		}
		if !slices.Contains(b.Items, id) {
			b.Items = append(b.Items, id)
		}
	}
	if len(b.Items) == 0 {
		return nil, invalid("kind", "item", "选择的条目中没有事项", "there is no action among the chosen entries")
	}
	if c.Lead != "" {
		if err := d.unit("lead", c.Lead); err != nil {
			return nil, err
		}
	}
	for _, u := range c.Cooperating {
		if u == "" || u == c.Lead || slices.Contains(b.Cooperating, u) {
			continue
		}
		if err := d.unit("cooperating", u); err != nil {
			return nil, err
		}
		b.Cooperating = append(b.Cooperating, u)
	}
	return b, nil
}

func (d *decision) unit(field, id string) error {
	u := d.org.Unit(id)
	if u == nil {
		return invalid("unknown", field, "没有这个单位："+id, "there is no unit "+id)
	}
	if u.Closed {
		return invalid("closed_unit", field, u.Name+"已撤销", u.Name+" no longer exists")
	}
	if top := home(d.org, d.state.Assigning); field == "lead" && !d.org.Within(id, top) {
		name := d.org.UnitName(top)
		return invalid("not_below", field, u.Name+"不属"+name+"管辖，不能交办", u.Name+" is not below "+name+": nothing can be assigned to it")
	}
	return nil
}

func (Undo) decide(d *decision) (body, error) {
	number := d.state.Undoable(d.by)
	if number == 0 {
		return nil, invalid("nothing_to_undo", "", "没有可以撤销的操作", "there is nothing to undo")
	}
	i := slices.IndexFunc(d.state.steps, func(st step) bool { return st.number == number })
	ids := d.state.steps[i].items()
	for _, later := range d.state.steps[i+1:] {
		for _, id := range later.items() {
			if slices.Contains(ids, id) {
				return nil, refuse(ledger.Conflict, "changed_since", "", "之后有他人改动了同一条，不能撤销", "somebody else has changed the same entry since: this cannot be undone")
			}
		}
	}
	for _, was := range d.state.steps[i].before {
		if it := d.state.Item(was.ID); it != nil && it.Matter != was.Matter {
			return nil, docketedSince()
		}
	}
	for _, id := range d.state.steps[i].came {
		if it := d.state.Item(id); it != nil && it.Matter != "" {
			return nil, docketedSince()
		}
	}
	return undoneBody{Number: number}, nil
}

func docketedSince() error {
	return invalid("docketed", "", "相关条目已立项，不能撤销", "an entry of that step was docketed: it cannot be undone")
}

// items are the ids that a step touched.
func (st *step) items() []string {
	ids := slices.Clone(st.came)
	for i := range st.before {
		ids = append(ids, st.before[i].ID)
	}
	return ids
}
