package ledger

import (
	"slices"

	"github.com/luoshi-project/luoshi/quantity"
)

// asMeant are the indicators of a matter with 左右 read out of its text. Until the
// reader's comparator came to be noted, only the figure was, and the event that
// says so cannot be changed; the sentence it was taken from is in the same event.
func (m *Matter) asMeant() []Indicator {
	if m.Source.Kind != FromDocument || !slices.ContainsFunc(m.Indicators, undecided) || !quantity.MayBeRough(m.Text) {
		return m.Indicators
	}
	list := slices.Clone(m.Indicators)
	figures := quantity.Scan(m.Text)
	for i := range list {
		list[i].About = list[i].About || undecided(list[i]) && roughly(figures, list[i])
	}
	return list
}

// undecided tells whether a target may be one whose comparator was not noted.
func undecided(in Indicator) bool {
	return !in.About && in.Target != "" && (in.Compare == "" || in.Compare == ">=")
}

// roughly tells whether a text gives the figure of a target as an approximate one,
// wherever it gives it.
func roughly(figures []quantity.Quantity, in Indicator) bool {
	found := false
	for i := range figures {
		q := &figures[i]
		if q.Ranged || q.Unit != in.Unit || q.Value.String() != in.Target {
			continue
		}
		if q.Comparator != quantity.About {
			return false
		}
		found = true
	}
	return found
}
