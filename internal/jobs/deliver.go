package jobs

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/notify"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
)

// deliverer works letters.
type deliverer struct {
	river.WorkerDefaults[letter]
	runner *Runner
}

// Timeout of one letter: longer than the mail server is waited for.
func (*deliverer) Timeout(*river.Job[letter]) time.Duration { return 2 * time.Minute }

// NextRetry is when a letter is tried again; zero leaves it to River.
func (d *deliverer) NextRetry(job *river.Job[letter]) time.Time {
	if d.runner.retry == nil {
		return time.Time{}
	}
	return d.runner.retry(job.Attempt)
}

// Work sends one letter.
func (d *deliverer) Work(ctx context.Context, job *river.Job[letter]) error {
	st, id := d.runner.Store, job.Args.Notices[0]
	before, err := st.BeginLetter(ctx, id, job.Args.Person)
	if err != nil {
		return err
	}
	// From here on the letter ends even if the process is told to stop.
	ctx = context.WithoutCancel(ctx)
	end := func(state store.LetterState) error {
		return st.EndLetter(ctx, id, state, func(tx *sql.Tx) error { return complete(ctx, st, tx, job) })
	}
	switch before {
	case "":
	case store.Sending: // a process died with it
		d.runner.log().Warn("a letter may have been sent and is not sent again", "person", job.Args.Person)
		return end(store.Uncertain)
	default:
		return end(before)
	}
	l, err := d.write(ctx, job)
	switch {
	case err != nil:
		return errors.Join(err, st.DropLetter(ctx, id))
	case l == nil:
		return end(store.Unsent)
	}
	err = d.runner.Mailer.Send(ctx, l)
	switch {
	case err == nil:
		return end(store.Sent)
	case errors.Is(err, notify.ErrNoAddress):
		d.runner.log().Warn("no letter was sent", "person", job.Args.Person, "why", err.Error())
		return end(store.Unsent)
	case errors.Is(err, notify.ErrUncertain):
		d.runner.log().Warn("a letter may have been sent and is not sent again", "person", job.Args.Person, "why", err.Error())
		return end(store.Uncertain)
	}
	d.runner.log().Warn("a letter was not sent", "person", job.Args.Person, "attempt", job.Attempt, "why", err.Error())
	return errors.Join(err, st.DropLetter(ctx, id))
}

// complete ends a job in a transaction.
func complete(ctx context.Context, st *store.Store, tx *sql.Tx, job *river.Job[letter]) error {
	var err error
	if st.SQLite() {
		_, err = river.JobCompleteTx[*riversqlite.Driver](ctx, tx, job)
	} else {
		_, err = river.JobCompleteTx[*riverdatabasesql.Driver](ctx, tx, job)
	}
	return err
}

// write writes a letter of what its person has not read yet; nil where there is
// nothing to send or nowhere to send it.
func (d *deliverer) write(ctx context.Context, job *river.Job[letter]) (*notify.Letter, error) {
	rules, err := d.runner.Service.Rules(ctx)
	if err != nil {
		return nil, err
	}
	person := rules.Org.Person(job.Args.Person)
	if person == nil || person.Email == "" || person.Left {
		return nil, nil
	}
	notices, err := d.runner.Store.Told(ctx, job.Args.Notices)
	if err != nil || len(notices) == 0 {
		return nil, err
	}
	l := compose(notices, cmp.Or(d.runner.Lang, deadline.Chinese))
	l.ID = fmt.Sprintf("luoshi-%d-%d", notices[0].At.UnixMicro(), job.Args.Notices[0])
	l.Name, l.To, l.At = person.Name, person.Email, d.runner.Store.Now()
	return l, nil
}

// compose puts notices into one letter.
func compose(notices []ledger.Notice, lang deadline.Lang) *notify.Letter {
	say := func(zh, en string) string { return deadline.Words{ZH: zh, EN: en}.In(lang) }
	first := notices[0].Words.In(lang)
	l := &notify.Letter{Subject: short(first)}
	if n := len(notices); n > 1 {
		l.Subject = fmt.Sprintf(say("督办提醒%d条：%s", "%d reminders: %s"), n, short(first))
	}
	var b strings.Builder
	for i := range notices {
		at := notices[i].At.In(workday.Zone()).Format("2006-01-02 15:04")
		fmt.Fprintf(&b, "%d. %s\n   %s\n", i+1, notices[i].Words.In(lang), at)
	}
	b.WriteString(say("\n本邮件由落实系统自动发出，无需回复；全部提醒见系统收件箱。\n",
		"\nSent by Luoshi; no answer is needed. Every reminder is in the inbox there.\n"))
	l.Text = b.String()
	return l
}

// short is a text as a subject bears it.
func short(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func (r *Runner) log() *slog.Logger {
	if r.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return r.Log
}
