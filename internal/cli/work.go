package cli

import (
	"context"
	"io"
	"log/slog"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/jobs"
	"github.com/luoshi-project/luoshi/internal/notify"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A mailing is what a command that runs a ledger's jobs is told about them.
type mailing struct {
	settings notify.Settings
	tls      oneOf
	lang     oneOf
	every    time.Duration
	digest   string
}

func (m *mailing) flags(f *pflag.FlagSet) {
	m.tls = oneOf{value: string(notify.StartTLS), choices: notify.Ways()}
	s := &m.settings
	f.StringVar(&s.Host, "smtp-host", "", "the mail `server`; without one people are told in their inbox alone")
	f.IntVar(&s.Port, "smtp-port", 0, "its `port` (default 587 with starttls, 465 with tls, 25 with none)")
	f.Var(&m.tls, "smtp-tls", "how the connection is kept secret")
	f.StringVar(&s.User, "smtp-user", "", "the `user` it knows us by, if it asks")
	f.StringVar(&s.PasswordFile, "smtp-password-file", "", "the `file` whose first line is the user's password")
	f.StringVar(&s.From, "mail-from", "", "the sender: 督查室 <office@example.cn>")
	m.lang = oneOf{value: "zh", choices: []string{"zh", "en"}}
	f.Var(&m.lang, "mail-lang", "language of mail")
	f.DurationVar(&m.every, "every", 30*time.Second, "how often to look for what is due")
	f.StringVar(&m.digest, "digest", "08:30", "the `time` from which each working day's digest is told, or off")
}

// runner makes what runs the jobs of an open ledger.
func (m *mailing) runner(s *session, log *slog.Logger) (*jobs.Runner, error) {
	if m.every < time.Second {
		return nil, failf(statusUsage, "--every is a second or more")
	}
	r := &jobs.Runner{Store: s.store, Service: s.Service, Every: m.every, Digest: -1, Lang: deadline.Lang(m.lang.value), Log: log}
	if m.digest != "off" {
		at, err := time.Parse("15:04", m.digest)
		if err != nil {
			return nil, failf(statusUsage, "--digest %q is no time; write 08:30 or off", m.digest)
		}
		r.Digest = time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
	}
	if m.settings.Host == "" {
		return r, nil
	}
	m.settings.TLS = notify.TLS(m.tls.value)
	mailer, err := notify.New(m.settings)
	if err != nil {
		return nil, failf(statusUsage, "%w", err)
	}
	r.Mailer = mailer
	return r, nil
}

func newWork(std Stdio) *cobra.Command {
	o := &office{std: std}
	var m mailing
	var endMail bool
	cmd := &cobra.Command{
		Use:   "work",
		Short: "Remind, escalate and send mail for a ledger until it is stopped",
		Long: `Run a ledger's jobs: tell people what is due soon and what is late, escalate by
each regime's ladder, tell once a working day how things stand, and send all of it
by mail where a server is named. Each is told once per person and cause, however
many of these run at once; what came due while none ran is caught up.

Everything is also in the inbox (luoshi ledger inbox). A letter that a server
refuses is tried again for some 15 hours, further apart each time. What was told
before a mail server was first named is not mailed.`,
		Example: `  luoshi work --db office.db
  LUOSHI_SMTP_HOST=mail.example.cn LUOSHI_SMTP_USER=office LUOSHI_SMTP_PASSWORD_FILE=/run/secrets/mail \
    LUOSHI_MAIL_FROM='督查室 <office@example.cn>' luoshi work --db office.db`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.run(cmd.Context(), func(ctx context.Context, s *session) error {
				if endMail {
					return s.store.EndMail(ctx)
				}
				r, err := m.runner(s, slog.New(slog.NewTextHandler(std.Err, nil)))
				if err != nil {
					return err
				}
				return r.Run(ctx)
			})
		},
	}
	o.flags(cmd.Flags())
	m.flags(cmd.Flags())
	cmd.Flags().BoolVar(&endMail, "end-mail", false, "send no more mail for this ledger from now on, and end")
	for _, unused := range []string{"as", "at", "json"} {
		_ = cmd.Flags().MarkHidden(unused)
	}
	return cmd
}

func (o *office) newSweep() *cobra.Command {
	return &cobra.Command{
		Use:   "sweep",
		Short: "Do once what the clock has brought: remind, escalate, tell the day's digest",
		Long: `Look once for what is due soon or late, tell people in their inbox, escalate, and
tell the day's digest. luoshi work does this all the time, and sends mail.`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.run(cmd.Context(), func(ctx context.Context, s *session) error {
				r := jobs.Runner{Store: s.store, Service: s.Service}
				did, err := r.Tick(ctx)
				if err != nil {
					return err
				}
				if o.asJSON {
					return o.printJSON(did)
				}
				return o.printCounts([]count{{"matters", did.Matters}, {"escalated", did.Escalated}, {"digests", did.Digests}})
			})
		},
	}
}

// A noticeShown is a notice as the inbox shows it.
type noticeShown struct {
	ID     int64  `json:"id"`
	At     string `json:"at"`
	Kind   string `json:"kind"`
	Matter string `json:"matter"` // id, "" for none
	Text   string `json:"text"`
	TextZH string `json:"text_zh"`
	Read   bool   `json:"read"`
}

func (o *office) newInbox() *cobra.Command {
	var all, read bool
	var limit int
	cmd := &cobra.Command{
		Use:   "inbox",
		Short: "Show what you were told and have not read, the newest first (收件箱)",
		Example: `  luoshi ledger inbox
  luoshi ledger inbox --read       # and note that it was read`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if limit < 1 || limit > 10000 {
				return failf(statusUsage, "--limit is 1 to 10000")
			}
			return o.runAs(cmd.Context(), func(ctx context.Context, s *session) error {
				list, err := s.Notices(ctx, o.as, !all, limit)
				if err != nil {
					return err
				}
				shown := struct {
					Notices []noticeShown `json:"notices"`
				}{[]noticeShown{}}
				ids := make([]int64, len(list))
				for i := range list {
					n := &list[i]
					ids[i] = n.ID
					shown.Notices = append(shown.Notices, noticeShown{
						n.ID, n.At.In(workday.Zone()).Format(time.RFC3339), n.Kind, n.Matter, n.Words.EN, n.Words.ZH, !n.Read.IsZero(),
					})
				}
				if o.asJSON {
					err = o.printJSON(shown)
				} else {
					err = o.print(func(w io.Writer) error {
						p := &printer{w: w}
						for i := range list {
							p.line("%s  %s", list[i].At.In(workday.Zone()).Format("2006-01-02 15:04"), o.in(list[i].Words))
						}
						p.line("%d", len(list))
						return p.err
					})
				}
				if err == nil && read && len(ids) > 0 {
					err = s.MarkRead(ctx, o.as, ids)
				}
				return err
			})
		},
	}
	f := cmd.Flags()
	f.BoolVar(&all, "all", false, "also what you have read")
	f.BoolVar(&read, "read", false, "note that you have read what is shown")
	f.IntVar(&limit, "limit", 100, "at most so many")
	return cmd
}
