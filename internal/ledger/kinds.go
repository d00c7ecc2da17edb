package ledger

import (
	"maps"
	"slices"
)

// Kinds lists the kinds of events there are, in order.
func Kinds() []Kind { return slices.Sorted(maps.Keys(kinds)) }
