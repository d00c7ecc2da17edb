// Package server is the one process of an office: it serves the pages and, as
// time goes by, wakes matters that have something to do.
package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/config"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/placemap"
	"github.com/luoshi-project/luoshi/internal/web"
)

// A DemoUser is offered on the sign-in page of a demonstration.
type DemoUser = web.DemoUser

// Options of a server.
type Options struct {
	Config config.Server
	Ledger *ledger.Service
	Auth   *auth.Service
	Clock  func() time.Time
	Log    *slog.Logger
	Chain  web.Chain
	Demo   []DemoUser
	// DemoMap is the map of a demonstration.
	DemoMap *placemap.Map
	Ready   func(url string) // is called when the first request can be answered
}

// vouching asks the identity provider, if there is one.
func vouching(ctx context.Context, c *config.Server) (*auth.Provider, error) {
	if c.OIDC.Issuer == "" {
		return nil, nil //nolint:nilnil // there is none
	}
	return auth.NewProvider(ctx, c.OIDC.Issuer, c.OIDC.Client, c.OIDC.Secret, c.OIDC.Claim, c.URL()+web.BackFromProvider)
}

// mapOf is the map that the operator names; a demonstration has one of its own.
func mapOf(opt *Options) (*placemap.Map, error) {
	switch {
	case opt.Config.Map != "":
		return placemap.Open(opt.Config.Map)
	case len(opt.Demo) > 0:
		return opt.DemoMap, nil
	}
	return nil, nil //nolint:nilnil // there is none
}

// strangers tells which shapes of the map belong to no unit, as after a slip in
// a name.
func strangers(ctx context.Context, site *web.Site, opt *Options) error {
	if opt.Config.Map == "" {
		return nil
	}
	rules, err := opt.Ledger.Rules(ctx)
	if err != nil {
		return err
	}
	if names := site.Strangers(rules.Org); len(names) > 0 {
		opt.Log.Warn("shapes of the map belong to no unit of the ledger; name them by its id or name", "map", opt.Config.Map, "shapes", names)
	}
	return nil
}

// secretly is how connections are kept secret. Certificate and key are read
// before anybody is told that the pages are there.
func secretly(c *config.Server) (*tls.Config, error) {
	set := &tls.Config{MinVersion: tls.VersionTLS12}
	if c.Cert == "" {
		return set, nil
	}
	pair, err := tls.LoadX509KeyPair(c.Cert, c.Key)
	if err != nil {
		return nil, fmt.Errorf("the certificate %s with the key %s: %w", c.Cert, c.Key, err)
	}
	set.Certificates = []tls.Certificate{pair}
	return set, nil
}

// closing is how long requests may take to end when the server stops.
const closing = 10 * time.Second

// Run serves until the context ends; then it lets requests end.
func Run(ctx context.Context, opt Options) error {
	provider, err := vouching(ctx, &opt.Config)
	if err != nil {
		return err
	}
	proxies, err := opt.Config.Proxies()
	if err != nil {
		return err
	}
	places, err := mapOf(&opt)
	if err != nil {
		return err
	}
	site, err := web.New(web.Options{
		Ledger: opt.Ledger, Auth: opt.Auth, Clock: opt.Clock, Log: opt.Log, Secure: opt.Config.Secure(), Demo: opt.Demo,
		Chain: opt.Chain, OIDC: provider, Proxies: proxies, Map: places,
	})
	if err != nil {
		return err
	}
	for _, name := range site.Missing() {
		opt.Log.Warn("built without a script, pages work as without scripts; make build fetches it", "script", name)
	}
	if err := strangers(ctx, site, &opt); err != nil {
		return err
	}
	secret, err := secretly(&opt.Config)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", opt.Config.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen at %s: %w", opt.Config.Addr, err)
	}
	opt.Config.Addr = listener.Addr().String() // port 0 took a free one
	var count atomic.Int64
	go giveBack(ctx, &count)
	server := &http.Server{
		Handler:           timed(packed(site), &count),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       5 * time.Minute, // uploads over a slow line
		WriteTimeout:      5 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(opt.Log.Handler(), slog.LevelWarn),
		TLSConfig:         secret,
	}
	ended := make(chan error, 1)
	go func() {
		if opt.Config.Cert != "" {
			ended <- server.ServeTLS(listener, "", "")
			return
		}
		ended <- server.Serve(listener)
	}()
	if opt.Ready != nil {
		opt.Ready(opt.Config.URL())
	}
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), closing)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}
