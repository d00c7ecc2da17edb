package web

import (
	"strings"

	"github.com/luoshi-project/luoshi/internal/locale"
	"github.com/luoshi-project/luoshi/reckon"
)

// WhyVerdict says what a verdict rests on. The reckoning words its reasons in
// Chinese; in English they are told from what it found.
func (v *Shown) WhyVerdict(row *reckon.Row) string {
	if v.Lang == locale.Chinese {
		return row.Reason
	}
	promised := v.Amount(row.Plan)
	reported := ""
	if row.Result != nil {
		reported = v.Amount(*row.Result)
	}
	switch {
	case row.Basis == reckon.ByNothing:
		return v.T("reckon.why_none")
	case row.Basis == reckon.ByUmbrella:
		return v.T("reckon.why_umbrella")
	case row.Basis == reckon.ByStatement || promised == "" || reported == "":
		return v.T("reckon.why_said." + string(row.Verdict))
	case row.Verdict == reckon.NotComparable:
		return v.T("reckon.why_differs", promised, reported)
	case row.Basis == reckon.ByDerived:
		return v.T("reckon.why_derived", promised, reported)
	case row.Verdict == reckon.Partial:
		return v.T("reckon.why_part", promised, reported)
	}
	return v.T("reckon.why_number", promised, reported)
}

// Margin writes how far a result is from its promise.
func (v *Shown) Margin(row *reckon.Row) string {
	if v.Lang == locale.Chinese {
		return row.Margin
	}
	return strings.NewReplacer("个百分点", " "+v.T("reckon.points"), "（完成", " (", "）", " "+v.T("reckon.of_promised")+")").Replace(row.Margin)
}
