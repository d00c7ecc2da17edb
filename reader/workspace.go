package reader

import (
	"sync"

	"github.com/luoshi-project/luoshi/quantity"
)

// A workspace holds what is found in a document until its report is written. Its
// slices are used for one document after the other.
type workspace struct {
	sentences []sentence
	numbers   []quantity.Quantity
	figures   []figure
	tasks     []task
	row       []clause
	spans     []actionSpan
	figure    figureReader
}

var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// free gives the workspace back, without anything that belongs to the document.
func (w *workspace) free() {
	clear(w.sentences)
	clear(w.numbers)
	clear(w.figures)
	clear(w.tasks)
	w.figure.forget()
	workspaces.Put(w)
}
