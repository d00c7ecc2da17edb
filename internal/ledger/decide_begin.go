package ledger

import (
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/workday"
)

// titleLength is the longest title, in characters; what is longer is text.
const titleLength = 500

func (c Docket) decide(d *decision) ([]Body, error) {
	m := c.Matter
	if m.Number == "" {
		return nil, missing("number", "编号", "a number")
	}
	depth := 0
	if m.Parent != "" {
		if d.Parent == nil || d.Parent.Version == 0 {
			return nil, unknown("parent", "上级事项", "parent matter", m.Parent)
		}
		if !d.Parent.Open() {
			return nil, invalid("parent_cleared", "parent", "上级事项已销号", "the parent matter is cleared")
		}
		depth = d.Parent.Depth + 1
	}
	if err := d.check(&m); err != nil {
		return nil, err
	}
	seat := d.Org.Seat(d.verdict.Seat)
	if seat != nil && seat.Role != access.SupervisionOffice && !c.Draft {
		return nil, refuse(Forbidden, "draft_only", "draft", "企业诉求先作为草稿提交，由督查室立项",
			"an enterprise hands its request in as a draft; the supervision office dockets it")
	}
	return []Body{DocketedBody{Matter: m, Draft: c.Draft, Depth: depth}}, nil
}

func (c Amend) decide(d *decision) ([]Body, error) {
	was, m := &d.state.Matter, c.Matter
	m.Number, m.Parent, m.Assigning = was.Number, was.Parent, was.Assigning
	if c.Reason == "" && d.state.Status != Draft {
		return nil, missing("reason", "更正原因", "a reason")
	}
	if c.Draft && d.state.Status != Draft {
		return nil, invalid("no_draft", "draft", "已立项的事项不能改回草稿", "what is docketed does not become a draft again")
	}
	if m.Regime == "" || !strings.Contains(m.Regime, "@") && strings.HasPrefix(was.Regime, m.Regime+"@") {
		m.Regime = was.Regime // a matter keeps the version it started under
	}
	if m.Regime != was.Regime && d.state.Assigned {
		return nil, invalid("regime_kept", "regime", "已交办的事项不更换制度", "an assigned matter keeps its regime")
	}
	if err := d.check(&m); err != nil {
		return nil, err
	}
	return []Body{AmendedBody{Matter: m, Draft: c.Draft, Reason: c.Reason}}, nil
}

// check looks at what a matter says, and pins its regime to a version.
func (d *decision) check(m *Matter) error {
	m.Title, m.Text = strings.TrimSpace(m.Title), strings.TrimSpace(m.Text)
	switch {
	case m.Title == "":
		return missing("title", "标题", "a title")
	case len([]rune(m.Title)) > titleLength:
		return invalid("too_long", "title", "标题不超过500字", "a title has at most 500 characters")
	case m.Assigning == "":
		return missing("assigning", "交办单位", "the assigning unit")
	}
	if m.Source.Kind == "" {
		m.Source.Kind = ByHand
	}
	if !slices.Contains(sourceKinds, m.Source.Kind) {
		return unknown("source", "来源", "source", string(m.Source.Kind))
	}
	r, err := d.Regimes.Find(m.Regime)
	if err != nil {
		return unknown("regime", "制度", "regime", m.Regime)
	}
	m.Regime = r.Ref()
	units := append([]string{m.Assigning, m.Accepting, m.Suggested, m.Source.Unit}, m.Supporting...)
	for _, u := range units {
		if err := d.unit("unit", u); u != "" && err != nil {
			return err
		}
	}
	for _, s := range []string{m.InCharge, m.Proposer} {
		if s != "" && d.Org.Seat(s) == nil {
			return unknown("seat", "岗位", "seat", s)
		}
	}
	if !m.PeriodFrom.IsZero() && m.PeriodTo.Before(m.PeriodFrom) {
		return invalid("period", "period_to", "起止日期颠倒", "the period ends before it begins")
	}
	return checkIndicators(m.Indicators)
}

func checkIndicators(list []Indicator) error {
	seen := map[string]bool{}
	for i := range list {
		in := &list[i]
		if in.ID == "" || in.Name == "" {
			return missing("indicators", "指标的编号和名称", "an id and a name for each indicator")
		}
		if seen[in.ID] {
			return invalid("twice", "indicators", "指标编号重复："+in.ID, "the indicator "+in.ID+" is listed twice")
		}
		seen[in.ID] = true
		for _, v := range []string{in.Baseline, in.Target} {
			if v != "" && !decimal(v) {
				return invalid("decimal", "indicators", "不是数："+v, "not a decimal: "+v)
			}
		}
		if !slices.Contains([]string{"", ">=", "<=", "="}, in.Compare) {
			return invalid("compare", "indicators", "比较方式只能是>=、<=、=", "compare is one of >=, <= and =")
		}
	}
	return nil
}

// decimal tells whether s is a decimal: digits with at most one point, after an
// optional sign.
func decimal(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole, fraction, point := strings.Cut(s, ".")
	return digits(whole) && (!point || digits(fraction))
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func (d *decision) unit(field, id string) error {
	u := d.Org.Unit(id)
	if u == nil {
		return unknown(field, "单位", "unit", id)
	}
	if u.Closed {
		return invalid("closed_unit", field, u.Name+"已撤销", u.Name+" no longer exists")
	}
	return nil
}

func (c Assign) decide(d *decision) ([]Body, error) {
	lead, cooperating := c.Lead, c.Cooperating
	if lead == "" {
		lead = d.state.Matter.Suggested
		if cooperating == nil {
			cooperating = d.state.Matter.Supporting
		}
	}
	if lead == "" {
		return nil, missing("lead", "牵头单位", "the lead unit")
	}
	body := AssignedBody{Lead: lead, Level: d.Org.Level(lead), Note: c.Note}
	if err := d.lead(lead); err != nil {
		return nil, err
	}
	for _, u := range cooperating {
		if err := d.unit("cooperating", u); err != nil {
			return nil, err
		}
		if u == lead || slices.ContainsFunc(body.Cooperating, func(r Recipient) bool { return r.Unit == u }) {
			return nil, invalid("twice", "cooperating", "单位重复："+d.Org.UnitName(u), d.Org.UnitName(u)+" is named twice")
		}
		body.Cooperating = append(body.Cooperating, Recipient{u, d.Org.Level(u)})
	}
	return []Body{body}, nil
}

// lead checks that a unit may lead: it exists and lies below the assigning one.
func (d *decision) lead(unit string) error {
	if err := d.unit("lead", unit); err != nil {
		return err
	}
	top := d.Org.Unit(d.state.Matter.Assigning)
	if top == nil {
		return unknown("assigning", "单位", "unit", d.state.Matter.Assigning)
	}
	if d.Org.Within(unit, top.ID) || top.Parent != "" && top.Kind != access.Government && d.Org.Within(unit, top.Parent) {
		return nil // an office of a government assigns on its behalf
	}
	return refuse(Forbidden, "not_below", "lead", d.Org.UnitName(unit)+"不属"+top.Name+"管辖，不能交办",
		d.Org.UnitName(unit)+" is not below "+top.Name+": nothing can be assigned to it")
}

func (Sign) decide(d *decision) ([]Body, error) {
	answers := ""
	if due := d.dues.Find("sign"); due != nil && due.Met.IsZero() {
		answers = due.Key
	}
	return []Body{SignedBody{Answers: answers}}, nil
}

func (c Return) decide(d *decision) ([]Body, error) {
	switch {
	case c.Reason == "":
		return nil, missing("reason", "退回理由", "the reason")
	case c.Suggested == "":
		return nil, missing("suggested", "建议承办单位", "the unit it should go to")
	case c.Suggested == d.state.Lead:
		return nil, invalid("own_unit", "suggested", "建议承办单位不能是本单位", "the unit suggested cannot be the one that returns it")
	}
	if err := d.unit("suggested", c.Suggested); err != nil {
		return nil, err
	}
	if due := d.dues.Find("sign"); due != nil && !due.Date.IsZero() && d.Now.After(due.At) {
		return nil, refuse(Late, "return_late", "", "已过退回期限（"+due.Words().ZH+"）", "the time to return it ended "+due.Words().EN)
	}
	return []Body{ReturnedBody(c)}, nil
}

func (c Pass) decide(d *decision) ([]Body, error) {
	if c.Seat != "" {
		seat := d.Org.Seat(c.Seat)
		if seat == nil {
			return nil, unknown("seat", "岗位", "seat", c.Seat)
		}
		if c.Unit == "" {
			c.Unit = seat.Unit
		}
		if seat.Unit != c.Unit {
			return nil, invalid("seat_elsewhere", "seat", "该岗位不在"+d.Org.UnitName(c.Unit), "the seat is not in "+d.Org.UnitName(c.Unit))
		}
	}
	if c.Unit == "" {
		return nil, missing("unit", "批转的单位或者岗位", "a unit or seat to pass it to")
	}
	if err := d.unit("unit", c.Unit); err != nil {
		return nil, err
	}
	if !d.Org.Within(c.Unit, d.verdict.Unit) {
		return nil, refuse(Forbidden, "outside", "unit", "只能批转给本单位及下属：不能转往"+d.Org.UnitName(c.Unit),
			"it can be passed on only inside one's unit, not to "+d.Org.UnitName(c.Unit))
	}
	return []Body{PassedBody(c)}, nil
}

func (c Transfer) decide(d *decision) ([]Body, error) {
	switch {
	case c.Reason == "":
		return nil, missing("reason", "移交原因", "the reason")
	case c.Lead == "":
		return nil, missing("lead", "接收单位", "the unit that takes over")
	case c.Lead == d.state.Lead:
		return nil, invalid("same_unit", "lead", "该单位已是牵头单位", "that unit leads already")
	case slices.Contains(d.matter.Cooperating, c.Lead):
		return nil, invalid("cooperating", "lead", "该单位是配合单位；请重新交办", "that unit cooperates; assign the matter anew instead")
	}
	if err := d.lead(c.Lead); err != nil {
		return nil, err
	}
	return []Body{TransferredBody{Lead: c.Lead, Level: d.Org.Level(c.Lead), Reason: c.Reason}}, nil
}

func (c SetPlan) decide(d *decision) ([]Body, error) {
	seen := map[string]workday.Date{}
	for _, n := range c.Nodes {
		if n.ID == "" || !n.Date.Valid() {
			return nil, missing("nodes", "节点的编号和日期", "an id and a date for each node")
		}
		if _, twice := seen[n.ID]; twice {
			return nil, invalid("twice", "nodes", "节点编号重复："+n.ID, "the node "+n.ID+" is listed twice")
		}
		seen[n.ID] = n.Date
	}
	seat := d.Org.Seat(d.verdict.Seat)
	if seat != nil && seat.Role == access.SupervisionOffice {
		return []Body{PlannedBody(c)}, nil
	}
	for _, n := range d.state.Plan {
		if seen[n.ID] != n.Date {
			return nil, refuse(Forbidden, "node_set", "nodes", "节点“"+n.ID+"”的日期只能由交办单位调整，承办单位可以申请延期",
				"only the assigning side moves or removes the node "+n.ID+"; the lead unit may apply to extend it")
		}
	}
	return []Body{PlannedBody(c)}, nil
}
