package server

import (
	"compress/gzip"
	"net/http"
	"strings"
	"sync"
)

var packers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is one there is
	return w
}}

// packed compresses text for browsers that take it.
func packed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		p := &packer{ResponseWriter: w}
		defer p.close()
		next.ServeHTTP(p, r)
	})
}

// packer decides on the first byte, when the headers are known.
type packer struct {
	http.ResponseWriter
	begun bool
	gzip  *gzip.Writer
}

func (p *packer) WriteHeader(status int) {
	if p.begun {
		return
	}
	p.begun = true
	head := p.Header()
	kind := head.Get("Content-Type")
	text := strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "application/json") || strings.HasPrefix(kind, "image/svg")
	if text && head.Get("Content-Encoding") == "" && status != http.StatusNoContent && status != http.StatusNotModified {
		head.Del("Content-Length")
		head.Set("Content-Encoding", "gzip")
		head.Add("Vary", "Accept-Encoding")
		p.gzip, _ = packers.Get().(*gzip.Writer)
		p.gzip.Reset(p.ResponseWriter)
	}
	p.ResponseWriter.WriteHeader(status)
}

func (p *packer) Write(b []byte) (int, error) {
	p.WriteHeader(http.StatusOK)
	if p.gzip != nil {
		return p.gzip.Write(b)
	}
	return p.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (p *packer) Unwrap() http.ResponseWriter { return p.ResponseWriter }

func (p *packer) close() {
	if p.gzip != nil {
		_ = p.gzip.Close() // a browser that went away needs no more
		packers.Put(p.gzip)
	}
}
