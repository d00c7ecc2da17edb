package cli

import (
	"io"
	"os"

	"golang.org/x/term"
)

// plainWidth is the width of a page that no terminal shows.
const plainWidth = 120

// terminal returns whether w is a terminal, and its columns.
func terminal(w io.Writer) (width int, ok bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return plainWidth, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		return plainWidth, true
	}
	return width, true
}

// colours tells whether the user of a terminal wants colours (no-color.org).
func colours() bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
