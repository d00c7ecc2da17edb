package reader

// A figure is an indicator on its way: a number token with what it measures.
type figure struct {
	start, end int
	sentence   int
	ind        Indicator
}

// findFigures finds the indicators, in the order of the text.
func findFigures(r *reading) []figure { return nil }
