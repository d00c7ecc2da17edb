package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/luoshi-project/luoshi/internal/audit"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/locale"
	"github.com/luoshi-project/luoshi/internal/placemap"
	"github.com/luoshi-project/luoshi/internal/review"
)

// Options of a Site.
type Options struct {
	Ledger *ledger.Service
	Auth   *auth.Service
	Clock  func() time.Time // the time pages speak of: that of the ledger's store
	Log    *slog.Logger
	Secure bool  // the browser sees https: cookies are kept from http
	Upload int64 // bytes of one upload; 0 for 50 MB
	Demo   []DemoUser
	Chain  Chain          // of the ledger's events, for auditors
	OIDC   *auth.Provider // that vouches for people; nil for none
	// Proxies are believed when they tell whose requests they hand on.
	Proxies []netip.Prefix
	// Map is what the wall shows of places, the operator's own; nil for tiles.
	Map *placemap.Map
}

// A Chain is verified and exported by auditors.
type Chain interface {
	Verify(ctx context.Context, key string) (audit.Result, error)
	Export(ctx context.Context, out io.Writer) error
}

// A DemoUser is offered on the sign-in page of a demonstration.
type DemoUser struct {
	Person   string
	Password string
	Title    locale.Words
}

// A Site answers requests with pages. It may be used by any number of goroutines.
type Site struct {
	opt      Options
	review   *review.Service
	reckoned *results
	recent   *recents
	words    *locale.Catalogue
	static   *static
	pages    map[string]*page
	areas    []area
	routes   []Route
	mux      *http.ServeMux
	cross    *http.CrossOriginProtection
	once     *once
	pace     *pace
	telling  sync.Mutex // of a circular
}

// New makes the site. A route without a rule, or with one that cannot hold, is
// an error.
func New(opt Options) (*Site, error) {
	if opt.Ledger == nil || opt.Auth == nil || opt.Chain == nil || opt.Clock == nil || opt.Log == nil {
		return nil, errors.New("a site needs a ledger, accounts, the chain, a clock and a log")
	}
	if opt.Upload == 0 {
		opt.Upload = 50 << 20
	}
	return newSite(opt, areas())
}

func newSite(opt Options, areas []area) (*Site, error) {
	s := &Site{opt: opt, areas: areas, mux: http.NewServeMux(), cross: http.NewCrossOriginProtection(), once: newOnce(opt.Clock), pace: newPace(opt.Clock), review: review.New(opt.Ledger), reckoned: newResults(), recent: newRecents()}
	var err error
	if s.words, err = locale.Load(wordFiles); err != nil {
		return nil, fmt.Errorf("texts of the pages: %w", err)
	}
	if s.static, err = newStatic(); err != nil {
		return nil, err
	}
	if s.pages, err = loadPages(); err != nil {
		return nil, err
	}
	for _, a := range areas {
		for _, r := range a.routes() {
			if err := r.check(); err != nil {
				return nil, err
			}
			s.routes = append(s.routes, r)
			pattern := r.At
			if r.pattern() == "/" {
				pattern += "{$}"
			}
			s.mux.HandleFunc(pattern, func(w http.ResponseWriter, req *http.Request) { s.serve(w, req, &r) })
		}
	}
	s.mux.Handle("GET /static/", s.static)
	return s, nil
}

// Missing names the scripts that the program was built without, if any.
func (s *Site) Missing() []string { return s.static.missing() }

// ServeHTTP answers a request.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "same-origin")
	head.Set("Cross-Origin-Opener-Policy", "same-origin")
	if s.opt.Secure {
		head.Set("Strict-Transport-Security", "max-age=31536000")
	}
	q := s.request(w, r)
	if err := s.cross.Check(r); err != nil {
		s.fail(q, problem(http.StatusForbidden, "cross_origin"))
		return
	}
	if _, pattern := s.mux.Handler(r); pattern == "" {
		code := http.StatusNotFound
		if s.other(r) {
			code = http.StatusMethodNotAllowed
		}
		if err := s.recognise(q); err != nil {
			s.fail(q, err)
			return
		}
		s.fail(q, problem(code, ""))
		return
	}
	s.mux.ServeHTTP(w, r.WithContext(withRequest(r.Context(), q)))
}

// other tells whether another method would be answered.
func (s *Site) other(r *http.Request) bool {
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		o := r.Clone(r.Context())
		o.Method = method
		if _, pattern := s.mux.Handler(o); pattern != "" {
			return true
		}
	}
	return false
}
