package intake

import (
	"cmp"
	"slices"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/tablefile"
	"github.com/luoshi-project/luoshi/reader"
)

// Rename puts an office's own units, by name or id, in place of the names that the
// reader suggests.
func Rename(rep *reader.Report, units map[string]string) {
	for i := range rep.Actions {
		list := rep.Actions[i].LeadSuggestions
		for j := range list {
			list[j].Unit = cmp.Or(units[list[j].Unit], list[j].Unit)
		}
	}
}

// A Stranger is a unit that the reader suggests and the organisation does not
// know, or knows several of.
type Stranger struct {
	Unit    string `json:"unit"`
	Actions int    `json:"actions"` // that have no other suggestion
}

// Strangers lists them, those of the most actions first.
func Strangers(rep *reader.Report, org *access.Org, assigning string) []Stranger {
	names := tablefile.NewNames(org, assigning)
	count := map[string]int{}
	for i := range rep.Actions {
		list := rep.Actions[i].LeadSuggestions
		if len(list) > 0 && !slices.ContainsFunc(list, func(s reader.LeadSuggestion) bool { return len(names.Units(s.Unit)) == 1 }) {
			count[list[0].Unit]++
		}
	}
	strangers := make([]Stranger, 0, len(count))
	for unit, n := range count {
		strangers = append(strangers, Stranger{unit, n})
	}
	slices.SortFunc(strangers, func(a, b Stranger) int { return cmp.Or(cmp.Compare(b.Actions, a.Actions), cmp.Compare(a.Unit, b.Unit)) })
	return strangers
}
