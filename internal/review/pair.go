package review

import (
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/reckon"
	"github.com/luoshi-project/luoshi/workday"
)

func (c Pair) decide(d *decision) (body, error) {
	if c.Decision.Ruling != reckon.Confirmed && c.Decision.Ruling != reckon.Overruled {
		return nil, invalid("ruling", "ruling", "请选择确认或者否定", "choose to confirm or to overrule")
	}
	if p := &c.Decision.Plan; p.Quote == "" || d.state.quote(p.Start, p.End) != p.Quote {
		return nil, hinted(refuse(ledger.Conflict, "text_changed", "plan", "报告文本已有新版本，这条承诺的位置变了", "the report has a new version; this promise no longer stands there"),
			"请刷新后再定", "reload the page and decide again")
	}
	c.Decision.By = d.by
	return pairedBody{Decision: &c.Decision}, nil
}

func (c Unpair) decide(d *decision) (body, error) {
	if !slices.ContainsFunc(d.state.Decisions.Decisions, func(have reckon.Decision) bool { return have.Plan == c.Plan }) {
		return nil, errNothing
	}
	return pairedBody{Dropped: &c.Plan}, nil
}

// Stamp writes an instant as decisions carry it.
func Stamp(t time.Time) string { return t.In(workday.Zone()).Format(time.RFC3339) }
