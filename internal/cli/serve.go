package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/config"
	"github.com/luoshi-project/luoshi/internal/demo"
	"github.com/luoshi-project/luoshi/internal/intake"
	"github.com/luoshi-project/luoshi/internal/jobs"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/internal/server"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/spf13/cobra"
)

// serving is what a run of the server was asked for.
type serving struct {
	office
	config config.Server
	mail   mailing
	demo   bool
}

func newServe(std Stdio) *cobra.Command {
	v := &serving{office: office{std: std}}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the pages of a ledger (工作台)",
		Long: `Serve the pages of a ledger. The first start on an empty ledger begins it and
prints one-time links for its system, security and audit administrators.

It also does what luoshi work does: reminders, escalation, mail.

Without a certificate only this machine is served. --demo lives the year of an
invented province in a ledger that is thrown away (or kept in --db, which must
be empty) and prints who can sign in; its clock goes on from 25 June 2025.`,
		Example: `  luoshi serve --demo
  luoshi serve --db office.db
  luoshi serve --db office.db --addr 0.0.0.0:443 --cert server.pem --key server.key`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error { return v.run(cmd.Context()) },
	}
	v.lang = oneOf{value: "zh", choices: []string{"en", "zh"}}
	f := cmd.Flags()
	f.StringVar(&v.db, "db", "", "the ledger: a SQLite `file` or postgres://…; it is made if it is not there")
	f.StringVar(&v.config.Addr, "addr", "127.0.0.1:8080", "`HOST:PORT` to listen at")
	f.StringVar(&v.config.Cert, "cert", "", "certificate `file` (PEM) for https")
	f.StringVar(&v.config.Key, "key", "", "key `file` (PEM) of the certificate")
	f.StringVar(&v.config.Public, "public-url", "", "`address` that browsers use, where a proxy stands in front")
	f.StringSliceVar(&v.config.Proxy, "trusted-proxy", nil, "`address` or range (10.0.0.0/24) of a proxy in front, whose X-Forwarded-For is believed; several with commas")
	f.StringVar(&v.config.Map, "map", "", "map of places for the wall chart: a `file` of SVG or GeoJSON, shapes named by ids or names of units")
	f.DurationVar(&v.config.Idle, "idle", 30*time.Minute, "sign people out after this `time` without a request")
	f.StringVar(&v.config.OIDC.Issuer, "oidc-issuer", "", "identity provider (OpenID Connect): its `address`")
	f.StringVar(&v.config.OIDC.Client, "oidc-client", "", "`id` that the provider knows this program by")
	f.StringVar(&v.config.OIDC.Secret, "oidc-secret", "", "`secret` that goes with it; better set LUOSHI_OIDC_SECRET")
	f.StringVar(&v.config.OIDC.Claim, "oidc-claim", "preferred_username", "`claim` of the provider that names the person's account")
	v.mail.flags(f)
	f.BoolVar(&v.demo, "demo", false, "show the sample year")
	f.Var(&v.lang, "lang", "language of what is told")
	return cmd
}

func (v *serving) run(ctx context.Context) error {
	if err := v.config.Check(); err != nil {
		return failf(statusUsage, "%w", err)
	}
	if v.db == "" {
		if !v.demo {
			return failf(statusUsage, "name the ledger: --db office.db, or set LUOSHI_DB; --demo needs none")
		}
		dir, err := os.MkdirTemp("", "luoshi-demo-")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		v.db = filepath.Join(dir, "demo.db")
	} else if _, err := os.Stat(v.db); v.demo && !isURL(v.db) && !errors.Is(err, fs.ErrNotExist) {
		return failf(statusConflict, "%s exists; a demonstration needs a ledger of its own", v.db)
	}
	clock := time.Now //nolint:forbidigo // the command line hands the time in
	if v.demo {
		begun := time.Now() //nolint:forbidigo // the same
		clock = func() time.Time { return demo.Ends.Add(time.Since(begun)) }
	}
	st, err := openStore(ctx, v.db, store.Options{Clock: clock, Say: v.say, Server: true, Post: jobs.Post{}})
	if err != nil {
		return v.told(err)
	}
	err = v.serve(ctx, st, clock)
	return v.told(errors.Join(err, st.Close()))
}

func (v *serving) serve(ctx context.Context, st *store.Store, clock func() time.Time) error {
	l := ledger.New(st, ledger.Options{Inspect: intake.Inspect})
	a := auth.New(st, auth.Options{Idle: v.config.Idle, Clock: time.Now}) //nolint:forbidigo // second factors follow the world's clock
	did, err := l.Prepare(ctx)
	if err != nil {
		return err
	}
	v.say(did)
	opt := server.Options{Config: v.config, Ledger: l, Auth: a, Chain: st, Clock: clock, Log: slog.New(slog.NewTextHandler(v.std.Err, nil))}
	if v.demo {
		if err := errors.Join(demo.People(ctx, l, a), demo.Year(ctx, l)); err != nil {
			return err
		}
		if _, err := demo.Reports(ctx, review.New(l)); err != nil {
			return err
		}
		if opt.DemoMap, err = demo.Map(); err != nil {
			return err
		}
		for _, u := range demo.Users() {
			opt.Demo = append(opt.Demo, server.DemoUser{Person: u.Person, Password: demo.Password, Title: u.Title})
		}
	}
	links, err := v.firstLinks(ctx, l, a)
	if err != nil {
		return err
	}
	opt.Ready = func(url string) { v.greet(url, links) }
	runner, err := v.mail.runner(&session{l, st, clock}, opt.Log)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() {
		holding(ctx, st, opt.Log)
		ended <- runner.Run(ctx)
	}()
	err = server.Run(ctx, opt)
	stop()
	return errors.Join(err, <-ended)
}

// holding has lists answered from memory. Where that fails they are slower, and
// the log says so.
func holding(ctx context.Context, st *store.Store, log *slog.Logger) {
	if err := st.Hold(ctx); err != nil && ctx.Err() == nil {
		log.Warn("lists are read from the database, not from memory", "why", err.Error())
	}
}

// A firstLink lets an administrator set a password.
type firstLink struct {
	person string
	role   access.Role
	token  string
	until  time.Time
}

// firstLinks begins a ledger that is empty, with its three administrators, and
// makes one-time links for those of them whom nobody can let in: while no
// administrator has a password.
func (v *serving) firstLinks(ctx context.Context, l *ledger.Service, a *auth.Service) ([]firstLink, error) {
	rules, err := l.Rules(ctx)
	if err != nil {
		return nil, err
	}
	if len(rules.Org.Chart().Units) == 0 {
		// Another that starts at the same moment may have begun it.
		if err := l.Init(ctx, administrators()); err != nil && ledger.CodeOf(err) != ledger.Conflict {
			return nil, err
		}
		if rules, err = l.Rules(ctx); err != nil {
			return nil, err
		}
	}
	accounts, err := a.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	have := map[string]bool{}
	for i := range accounts {
		have[accounts[i].Person] = accounts[i].Password != ""
	}
	var links []firstLink
	for _, seat := range rules.Org.Chart().Seats {
		switch seat.Role {
		case access.SystemAdmin, access.SecurityAdmin, access.AuditAdmin:
		default:
			continue
		}
		if have[seat.Holder] {
			return nil, nil
		}
		if seat.Holder == "" {
			continue
		}
		token, until, err := a.Invite(ctx, "", seat.Holder)
		if err != nil {
			return nil, err
		}
		links = append(links, firstLink{seat.Holder, seat.Role, token, until})
	}
	return links, nil
}

// administrators are the first people of a ledger: three, because who runs the
// system, who lets people in and who looks at what both do are not one person.
func administrators() access.Chart {
	c := access.Chart{Units: []access.Unit{{ID: "system", Name: "系统管理", Kind: access.Section}}}
	for _, a := range []struct {
		id   string
		role access.Role
	}{{"admin", access.SystemAdmin}, {"security", access.SecurityAdmin}, {"audit", access.AuditAdmin}} {
		c.People = append(c.People, access.Person{ID: a.id, Name: a.role.Title().ZH})
		c.Seats = append(c.Seats, access.Seat{ID: "system/" + string(a.role), Unit: "system", Role: a.role, Holder: a.id})
	}
	return c
}

// greet prints where the pages are and how to get in.
func (v *serving) greet(url string, links []firstLink) {
	out := v.std.Out
	fmt.Fprintln(out, v.in(ledger.Words{ZH: "落实已启动：", EN: "Luoshi is at "})+url)
	if v.demo {
		fmt.Fprintln(out, v.in(ledger.Words{ZH: "演示账号，密码都是 ", EN: "Demonstration accounts, all with the password "})+demo.Password)
		for _, u := range demo.Users() {
			fmt.Fprintf(out, "  %-12s %s\n", u.Person, v.in(u.Title))
		}
	}
	if len(links) > 0 {
		fmt.Fprintln(out, v.in(ledger.Words{
			ZH: "首次启动。请把下面的链接分别交给三位管理员，每个链接只能用一次：",
			EN: "First start. Hand these links to the three administrators; each works once:",
		}))
	}
	for _, l := range links {
		fmt.Fprintf(out, "  %s (%s): %s/begin/%s  %s\n", v.in(l.role.Title()), l.person, url, l.token,
			v.in(ledger.Words{ZH: "有效至 ", EN: "until "})+l.until.Local().Format("2006-01-02 15:04"))
	}
	fmt.Fprintln(out, v.in(ledger.Words{ZH: "按 Ctrl-C 停止。", EN: "Press Ctrl-C to stop."}))
}
