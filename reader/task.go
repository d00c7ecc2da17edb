package reader

// A task is an action (任务) on its way.
type task struct {
	start, end int
	sentence   int
	act        Action
	figures    []int // indexes of the indicators inside its span
}

// findTasks finds the actions, in the order of the text.
func findTasks(r *reading) []task { return nil }
