package web

import (
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
)

// page is one file of the folder pages with the parts that all share.
type page struct{ templates *template.Template }

// loadPages reads all pages. A page defines the template content, and one for
// each part that htmx may ask for by the id of the element it goes into.
func loadPages() (map[string]*page, error) {
	shared, err := template.New("").ParseFS(files, "parts/*.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "pages/*.html")
	if err != nil {
		return nil, err
	}
	pages := map[string]*page{}
	for _, file := range names {
		t, err := shared.Clone()
		if err != nil {
			return nil, err
		}
		if t, err = t.ParseFS(files, file); err != nil {
			return nil, err
		}
		if t.Lookup("content") == nil {
			return nil, fmt.Errorf("%s: defines no template content", file)
		}
		pages[strings.TrimSuffix(path.Base(file), ".html")] = &page{t}
	}
	return pages, nil
}

// render writes a page, or the part of it that htmx asks for.
func (s *Site) render(w io.Writer, q *Request, p Page) error {
	found := s.pages[p.Name]
	if found == nil {
		return fmt.Errorf("there is no page %s", p.Name)
	}
	name := "layout"
	if target, partial := q.Partial(); partial {
		name = "content"
		if target != "layout" && found.templates.Lookup(target) != nil {
			name = target
		}
	}
	view := &Shown{Request: q, Page: &p, Data: p.Data}
	if name == "layout" && !p.Bare {
		if err := view.frame(); err != nil {
			return err
		}
	}
	return found.templates.ExecuteTemplate(w, name, view)
}
