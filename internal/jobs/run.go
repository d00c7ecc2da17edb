package jobs

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/notify"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/riverqueue/river"
)

// A Mailer sends letters; see notify.Mailer.
type Mailer interface {
	Send(ctx context.Context, l *notify.Letter) error
}

// A Runner runs the jobs of one ledger in this process. Store should have Post as
// its Options.Post.
type Runner struct {
	Store   *store.Store
	Service *ledger.Service
	Mailer  Mailer        // nil: people are told in the inbox alone
	Every   time.Duration // between sweeps; 0 takes half a minute
	// Digest is the time of day from which each working day's digest is told;
	// negative for none.
	Digest time.Duration
	Lang   deadline.Lang // of letters, Chinese if it is not said
	Log    *slog.Logger  // nil for none

	retry func(attempt int) time.Time // for tests; nil takes River's
	poll  time.Duration               // for tests; 0 takes usualPoll
}

// swept is how many matters are looked at in one transaction: others wait that
// long for their turn to write.
const swept = 200

// usualPoll is how long a letter waits at most to be looked for: on SQLite each
// look takes a writer's turn.
const usualPoll = 5 * time.Second

// heldFor is how long a letter may be held by a process before another takes it
// up: the process was killed with it. No letter is worked for that long.
const heldFor = 5 * time.Minute

// A Did tells what a tick did.
type Did struct {
	Matters   int `json:"matters"`   // that had something to do
	Escalated int `json:"escalated"` // rungs reached
	Digests   int `json:"digests"`
}

// Tick does once what the clock has brought until now.
func (r *Runner) Tick(ctx context.Context) (Did, error) {
	var did Did
	for {
		s, err := r.Service.Sweep(ctx, swept)
		if err != nil {
			return did, err
		}
		did.Matters += s.Matters
		did.Escalated += s.Escalated
		if !s.More {
			break
		}
	}
	if r.Digest >= 0 {
		var err error
		if did.Digests, err = r.Service.Digest(ctx, r.Digest); err != nil {
			return did, err
		}
	}
	return did, r.Store.HandOver(ctx) // what processes without a post told
}

// Run sweeps and delivers until ctx ends. What fails is logged and done again at
// the next sweep.
func (r *Runner) Run(ctx context.Context) (err error) {
	if r.Mailer != nil {
		var stop func() error
		switch stop, err = r.deliver(ctx); {
		case ctx.Err() != nil && stop == nil:
			return nil
		case err != nil:
			return err
		}
		defer func() { err = errors.Join(err, stop()) }()
	}
	ticker := time.NewTicker(cmp.Or(max(r.Every, 0), 30*time.Second))
	defer ticker.Stop()
	for {
		did, err := r.Tick(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			r.log().Error("the sweep failed and is done again", "why", err.Error())
		case did.Matters+did.Digests > 0:
			r.log().Info("swept", "matters", did.Matters, "escalated", did.Escalated, "digests", did.Digests)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// deliver begins to work letters; stop waits for those that are being sent.
func (r *Runner) deliver(ctx context.Context) (stop func() error, err error) {
	if err := r.Store.BeginMail(ctx); err != nil {
		return nil, err
	}
	driver, done, err := r.Store.River(ctx)
	if err != nil {
		return nil, err
	}
	poll := cmp.Or(r.poll, usualPoll)
	workers := river.NewWorkers()
	river.AddWorker(workers, &deliverer{runner: r})
	client, err := river.NewClient(driver, &river.Config{
		Queues:               map[string]river.QueueConfig{queue: {MaxWorkers: 4}},
		Workers:              workers,
		Logger:               slog.New(slog.DiscardHandler), // what matters the deliverer says itself
		PollOnly:             true,
		FetchPollInterval:    poll,
		FetchCooldown:        min(poll, river.FetchCooldownDefault),
		RescueStuckJobsAfter: heldFor,
	})
	if err != nil {
		return nil, errors.Join(err, done())
	}
	// River must outlive ctx by as long as letters are being sent.
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return nil, errors.Join(err, done())
	}
	return func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		return errors.Join(client.Stop(ctx), done())
	}, nil
}
