package zhtext

// Tidy returns text as a reader sees it, without what programs left in it on the
// way: escapes, marks of a web page, marks of no width, radicals in the place of
// characters, numbers and bullets before each line, lines and titles printed twice,
// a space behind each character. It returns false where there is nothing of the kind.
func Tidy(text string) (*View, bool) {
	var tidy *View
	for _, step := range [...]func(string) (*View, bool){unescaped, withoutMarkup, plainText, unframed, printedOnce, closedUp} {
		view, ok := step(text)
		if !ok {
			continue
		}
		text = view.Text
		if tidy != nil {
			view = view.Over(tidy)
		}
		tidy = view
	}
	return tidy, tidy != nil
}
