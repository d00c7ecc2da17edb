package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
)

// What pages are made of. The folder assets/vendor is filled by tools/assets/fetch
// (make does it) and not committed; without it the program builds and its pages
// work as those without scripts do.
//
//go:embed assets pages parts words
var files embed.FS

var wordFiles = sub(files, "words")

func sub(f fs.FS, dir string) fs.FS {
	s, err := fs.Sub(f, dir)
	if err != nil {
		return f // only for a name that is no path
	}
	return s
}

// wanted lists the scripts that come from elsewhere.
var wanted = []string{"vendor/htmx.js", "vendor/echarts.js"}

// static serves style sheets, scripts and pictures under names that change with
// what is in them, so that browsers keep them for good.
type static struct {
	urls  map[string]string // app.css → /static/app.0123456789.css
	files map[string]*asset // by address
}

type asset struct {
	kind        string
	plain, gzip []byte
}

func newStatic() (*static, error) {
	s := &static{urls: map[string]string{}, files: map[string]*asset{}}
	root := sub(files, "assets")
	var styles []string
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if strings.HasPrefix(name, "css/") {
			styles = append(styles, name)
			return nil
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		return s.add(name, data)
	})
	if err != nil {
		return nil, err
	}
	// The style sheets are one file for the browser, in the order of their names.
	slices.Sort(styles)
	var all bytes.Buffer
	for _, name := range styles {
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return nil, err
		}
		all.Write(data)
	}
	if err := s.add("app.css", all.Bytes()); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *static) add(name string, data []byte) error {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	a := &asset{kind: mime.TypeByExtension(ext), plain: data}
	if ext == ".js" || ext == ".css" || ext == ".svg" || ext == ".json" {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		if _, err := w.Write(data); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
		a.gzip = packed.Bytes()
	}
	s.urls[name] = "/static/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
	s.files[s.urls[name]] = a
	return nil
}

// url is the address of a file of the folder assets; "" if the program was built
// without it.
func (s *static) url(name string) string { return s.urls[name] }

func (s *static) missing() []string {
	var list []string
	for _, name := range wanted {
		if s.urls[name] == "" {
			list = append(list, name)
		}
	}
	return list
}

// ServeHTTP implements http.Handler.
func (s *static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a := s.files[r.URL.Path]
	if a == nil {
		http.NotFound(w, r)
		return
	}
	head := w.Header()
	head.Set("Content-Type", a.kind)
	head.Set("Cache-Control", "public, max-age=31536000, immutable")
	head.Set("Vary", "Accept-Encoding")
	data := a.plain
	if a.gzip != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		head.Set("Content-Encoding", "gzip")
		data = a.gzip
	}
	head.Set("Content-Length", strconv.Itoa(len(data)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // a browser that went away needs no more
	}
}
