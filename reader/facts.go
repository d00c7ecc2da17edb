package reader

// readFacts reads the facts of the document as a whole from its first blocks.
func readFacts(text string, blocks []block, opts Options) Document {
	d := Document{Kind: "report", PlanYear: opts.PlanYear}
	return d
}
