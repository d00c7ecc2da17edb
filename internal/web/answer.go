package web

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// An Answer is what a handler answers a request with: a Page, See or File.
type Answer interface{ write(q *Request) error }

// A Page shows a template of the folder pages. When htmx asks for a part, the
// template of that part is shown alone: the one named like the element that it
// goes into, else the one named content.
type Page struct {
	Name   string // of the file, without .html
	Title  string // in the language of the request
	Area   string // whose rail entry is lit; "" for that of the route's
	Data   any    // .Data in the template
	Status int    // 0 for 200
	Bare   bool   // without rail and top bar
	Script []string
}

func (p Page) write(q *Request) error {
	var out bytes.Buffer
	if err := q.Site.render(&out, q, p); err != nil {
		return err
	}
	head := q.w.Header()
	head.Set("Content-Type", "text/html; charset=utf-8")
	head.Set("Cache-Control", "no-store")
	head.Add("Vary", "HX-Request, Cookie")
	if p.Status != 0 {
		q.w.WriteHeader(p.Status)
	}
	_, err := out.WriteTo(q.w)
	return ignoreGone(err)
}

// See sends the browser on to another address, after something was done.
type See struct {
	To   string
	Say  string // key of a short text that the next page shows
	Args []any
	Undo string // address that takes it back, if it can be taken back
}

// said is what a page is to say of what was done before it.
type said struct {
	Text string `json:"t"`
	Undo string `json:"u,omitempty"`
}

func (a See) write(q *Request) error {
	if a.Say != "" {
		data, err := json.Marshal(said{q.T(a.Say, a.Args...), a.Undo})
		if err != nil {
			return err
		}
		q.Site.setCookie(q, "said", base64.RawURLEncoding.EncodeToString(data), 60)
	}
	if _, partial := q.Partial(); partial {
		q.w.Header().Set("HX-Redirect", a.To)
		q.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(q.w, q.Request, a.To, http.StatusSeeOther)
	return nil
}

// hear takes what the request before this one left to be said.
func (q *Request) hear() *said {
	c, err := q.Cookie("said")
	if err != nil || c.Value == "" {
		return nil
	}
	q.Site.setCookie(q, "said", "", -1)
	data, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return nil
	}
	var s said
	if json.Unmarshal(data, &s) != nil || s.Undo != "" && !local(s.Undo) {
		return nil
	}
	return &s
}

// local tells whether an address is one of this site.
func local(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "" && u.Host == "" && strings.HasPrefix(address, "/") &&
		!strings.HasPrefix(address, "//") && !strings.Contains(address, `\`)
}

// A File is handed over to be kept.
type File struct {
	Name string
	Type string // media type
	Data []byte
	Show bool // to be shown rather than kept; only for types that run nothing
}

func (f File) write(q *Request) error {
	head := q.w.Header()
	head.Set("Content-Type", f.Type)
	head.Set("Content-Length", strconv.Itoa(len(f.Data)))
	head.Set("Cache-Control", "no-store")
	head.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	how := "attachment"
	if f.Show {
		how = "inline"
	}
	head.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": f.Name}))
	_, err := q.w.Write(f.Data)
	return ignoreGone(err)
}

// A Stream is a File that is too long to be held in memory.
type Stream struct {
	Name  string
	Type  string // media type
	Write func(io.Writer) error
}

func (f Stream) write(q *Request) error {
	head := q.w.Header()
	head.Set("Content-Type", f.Type)
	head.Set("Cache-Control", "no-store")
	head.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	if err := f.Write(q.w); err != nil {
		// The browser has begun to keep the file: cut it off, so that it is seen to
		// be broken.
		q.Site.opt.Log.Error("a file was cut off", "id", q.ID, "path", q.URL.Path, "error", err)
		panic(http.ErrAbortHandler) //nolint:forbidigo // how net/http is told to cut the connection
	}
	return nil
}

// ignoreGone drops the error of writing to a browser that went away: nobody is
// left to be told.
func ignoreGone(error) error { return nil }
