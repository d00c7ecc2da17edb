package jobs

import (
	"context"
	"database/sql"
	"log/slog"
	"time"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
)

// A letter is the job of one mail to one person. Its notices stand in no other.
type letter struct {
	Person  string  `json:"person"`
	Notices []int64 `json:"notices"`
}

// Kind names the job where River keeps it.
func (letter) Kind() string { return "letter" }

const (
	queue    = "mail"
	mostIn   = 200                // notices in one letter
	mostOld  = 7 * 24 * time.Hour // what is older stays in the inbox: the digest tells how things stand
	attempts = 12                 // over about 15 hours, further apart each time
)

// A Post makes letters of notices: one a person and transaction, so that a sweep
// after a long weekend does not fill a mailbox. It is the store's Options.Post.
type Post struct{}

// Take implements store.Post.
func (Post) Take(ctx context.Context, tx *sql.Tx, driver riverdriver.Driver[*sql.Tx], notices []ledger.Notice) error {
	client, err := river.NewClient(driver, &river.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	newest := notices[len(notices)-1].At
	open := map[string]*letter{}
	var letters []*letter
	for i := range notices {
		n := &notices[i]
		if !n.Read.IsZero() || newest.Sub(n.At) > mostOld {
			continue
		}
		l := open[n.Person]
		if l == nil || len(l.Notices) == mostIn {
			l = &letter{Person: n.Person}
			open[n.Person] = l
			letters = append(letters, l)
		}
		l.Notices = append(l.Notices, n.ID)
	}
	for _, l := range letters {
		if _, err := client.InsertTx(ctx, tx, *l, &river.InsertOpts{Queue: queue, MaxAttempts: attempts}); err != nil {
			return err
		}
	}
	return nil
}
