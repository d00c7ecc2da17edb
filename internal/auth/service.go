package auth

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Options of a Service; zero fields take the defaults named.
type Options struct {
	Idle     time.Duration // without a request a session ends after it: 30 minutes
	Longest  time.Duration // a session ends after it whatever happens: 12 hours
	Attempts int           // wrong ones before an account is locked: 5
	Lockout  time.Duration // for how long: 15 minutes
	LinkFor  time.Duration // a one-time link opens for so long: 72 hours
	Clock    func() time.Time
}

func (o Options) withDefaults() Options {
	set := func(d *time.Duration, usual time.Duration) {
		if *d == 0 {
			*d = usual
		}
	}
	set(&o.Idle, 30*time.Minute)
	set(&o.Longest, 12*time.Hour)
	set(&o.Lockout, 15*time.Minute)
	set(&o.LinkFor, 72*time.Hour)
	if o.Attempts == 0 {
		o.Attempts = 5
	}
	return o
}

// A Service signs people in and out. It may be used by any number of goroutines.
type Service struct {
	store Store
	opt   Options
	mill  *mill
	seen  sync.Map // hashes of sessions that are being noted as seen
}

// New makes the service of a store. The clock of the options is that of second
// factors, which must agree with the world's; all else goes by the store's.
func New(store Store, opt Options) *Service {
	return &Service{store: store, opt: opt.withDefaults(), mill: newMill()}
}

// Origin is where a request comes from, for the log.
type Origin struct{ Address, Agent string }

// SignIn checks a person's password, and the code where there is a second
// factor, and begins a session. It returns the token for the browser. With a
// right password and no code the error is ErrCode. All else is ErrWrong, after
// the same work: whoever tries learns neither who has an account nor that it is
// locked, and while it is, not whether the password was right.
func (s *Service) SignIn(ctx context.Context, person, password, code string, from Origin) (string, error) {
	var a Account
	locked := false
	err := s.store.ViewAuth(ctx, func(tx Reader) (err error) {
		a, err = tx.Account(person)
		locked = a.Locked.After(tx.Now())
		return err
	})
	if err != nil {
		return "", err
	}
	right, err := s.mill.matches(ctx, a.Password, password)
	if err != nil {
		return "", err
	}
	right = right && !a.Closed && !locked
	if right && a.TOTP != "" && code == "" {
		return "", ErrCode
	}
	return s.begin(ctx, person, from, func(a *Account) bool {
		if !right {
			return false
		}
		if a.TOTP != "" {
			a.Used = checkCode(a.TOTP, code, a.Used, s.opt.Clock())
			return a.Used > 0
		}
		return true
	})
}

// SignInAs begins a session for a person whom an identity provider vouches for.
func (s *Service) SignInAs(ctx context.Context, person string, from Origin) (string, error) {
	return s.begin(ctx, person, from, func(a *Account) bool { return !a.Closed })
}

// begin begins a session if the account may, and counts wrong attempts.
func (s *Service) begin(ctx context.Context, person string, from Origin, may func(*Account) bool) (token string, err error) {
	if token, err = newToken(); err != nil {
		return "", err
	}
	var refusal error
	err = s.store.UpdateAuth(ctx, func(tx Tx) error {
		a, err := tx.Account(person)
		if err != nil {
			return err
		}
		now := tx.Now()
		if a.Locked.After(now) {
			refusal = ErrWrong
			return tx.Note(Entry{At: now, Person: person, What: WrongSecret, From: from.Address, Detail: "locked"})
		}
		used := a.Used
		if !may(&a) {
			a.Used, refusal = used, ErrWrong
			return s.wrong(tx, a, person, from)
		}
		a.Person, a.Failed, a.Locked, a.Seen = person, 0, time.Time{}, now
		return errors.Join(
			tx.DropExpired(now.Add(-s.opt.Longest)),
			tx.PutAccount(a),
			tx.PutSession(Session{Hash: hashOf(token), Person: person, Begun: now, Seen: now, From: from.Address, Agent: from.Agent}),
			tx.Note(Entry{At: now, Person: person, By: person, What: SignedIn, OK: true, From: from.Address}),
		)
	})
	if err == nil {
		err = refusal
	}
	if err != nil {
		return "", err
	}
	return token, nil
}

// wrong counts a wrong attempt. Who has no account cannot be locked out.
func (s *Service) wrong(tx Tx, a Account, typed string, from Origin) error {
	e := Entry{At: tx.Now(), Person: clip(typed), What: WrongSecret, From: from.Address}
	if a.Person == "" {
		return tx.Note(e)
	}
	if a.Failed++; a.Failed >= s.opt.Attempts {
		a.Failed, a.Locked, e.What = 0, tx.Now().Add(s.opt.Lockout), LockedOut
	}
	return errors.Join(tx.PutAccount(a), tx.Note(e))
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60])
	}
	return s
}

// rest is how stale the time a session was last seen may be, so that reading
// does not write.
const rest = time.Minute

// Session finds the session of a token; ok is false when it ended.
func (s *Service) Session(ctx context.Context, token string) (found Session, ok bool, err error) {
	if token == "" {
		return Session{}, false, nil
	}
	var stale, hurry bool
	err = s.store.ViewAuth(ctx, func(tx Reader) error {
		if found, err = tx.Session(hashOf(token)); err != nil {
			return err
		}
		now := tx.Now()
		ok = found.Person != "" && now.Sub(found.Seen) < s.opt.Idle && now.Sub(found.Begun) < s.opt.Longest
		stale = ok && now.Sub(found.Seen) >= min(rest, s.opt.Idle/4)
		hurry = now.Sub(found.Seen) >= s.opt.Idle/2
		return nil
	})
	switch {
	case err != nil || !stale:
		return found, ok, err
	case !hurry:
		// A page does not wait for its turn to write as long as there is time.
		s.seeLater(ctx, found.Hash)
		return found, ok, nil
	}
	return s.see(ctx, found.Hash)
}

// see notes that a session was seen; ok is false where it ended meanwhile.
func (s *Service) see(ctx context.Context, hash string) (found Session, ok bool, err error) {
	err = s.store.UpdateAuth(ctx, func(tx Tx) error {
		if found, err = tx.Session(hash); err != nil || found.Person == "" {
			return err
		}
		ok, found.Seen = true, tx.Now()
		return tx.PutSession(found)
	})
	return found, ok, err
}

// seeing is how long a session that is noted beside a request waits for its turn.
const seeing = time.Minute

// seeLater notes that a session was seen, beside the request and once at a time.
// Where that fails the next request does it.
func (s *Service) seeLater(ctx context.Context, hash string) {
	if _, busy := s.seen.LoadOrStore(hash, true); busy {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), seeing)
	go func() {
		defer cancel()
		defer s.seen.Delete(hash)
		_, _, _ = s.see(ctx, hash)
	}()
}

// SignOut ends a session.
func (s *Service) SignOut(ctx context.Context, session Session) error {
	return s.store.UpdateAuth(ctx, func(tx Tx) error {
		return errors.Join(tx.DropSession(session.Hash),
			tx.Note(Entry{At: tx.Now(), Person: session.Person, By: session.Person, What: SignedOut, OK: true, From: session.From}))
	})
}

// Invite makes a one-time link for a person to set a password and returns its
// token. Any earlier link of that person is void. by is "" for the console.
func (s *Service) Invite(ctx context.Context, by, person string) (token string, until time.Time, err error) {
	if token, err = newToken(); err != nil {
		return "", until, err
	}
	err = s.store.UpdateAuth(ctx, func(tx Tx) error {
		until = tx.Now().Add(s.opt.LinkFor)
		return errors.Join(
			tx.PutLink(Link{Hash: hashOf(token), Person: person, Until: until}),
			tx.Note(Entry{At: tx.Now(), Person: person, By: by, What: Invited, OK: true}),
		)
	})
	return token, until, err
}

// Invited tells whose link a token opens.
func (s *Service) Invited(ctx context.Context, token string) (person string, err error) {
	err = s.store.ViewAuth(ctx, func(tx Reader) error {
		l, err := tx.Link(hashOf(token))
		if err == nil && (l.Person == "" || !l.Until.After(tx.Now())) {
			err = ErrExpired
		}
		person = l.Person
		return err
	})
	return person, err
}

// Accept sets the password of the person a link was made for. The link is used
// up, a lock is lifted, and all sessions of the person end.
func (s *Service) Accept(ctx context.Context, token, password string, from Origin) (person string, err error) {
	if person, err = s.Invited(ctx, token); err != nil {
		return "", err
	}
	if err := strong(person, password); err != nil {
		return person, err
	}
	phc, err := s.mill.hash(ctx, password)
	if err != nil {
		return person, err
	}
	err = s.store.UpdateAuth(ctx, func(tx Tx) error {
		l, err := tx.Link(hashOf(token))
		if err != nil {
			return err
		}
		if l.Person != person {
			return ErrExpired // used a moment ago
		}
		a, err := tx.Account(person)
		if err != nil {
			return err
		}
		a.Person, a.Password, a.Since, a.Failed, a.Locked = person, phc, tx.Now(), 0, time.Time{}
		return errors.Join(tx.DropLink(l.Hash), tx.PutAccount(a), tx.DropSessions(person, ""),
			tx.Note(Entry{At: tx.Now(), Person: person, By: person, What: PasswordSet, OK: true, From: from.Address}))
	})
	return person, err
}

// ChangePassword sets a new password for who knows the old one; other sessions
// of the person end.
func (s *Service) ChangePassword(ctx context.Context, session Session, old, password string) error {
	a, err := s.Account(ctx, session.Person)
	if err != nil {
		return err
	}
	right, err := s.mill.matches(ctx, a.Password, old)
	switch {
	case err != nil:
		return err
	case !right:
		return ErrWrong
	}
	if err := strong(session.Person, password); err != nil {
		return err
	}
	phc, err := s.mill.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.change(ctx, session.Person, session.Person, PasswordSet, session.From, func(tx Tx, a *Account) error {
		a.Password, a.Since = phc, tx.Now()
		return tx.DropSessions(session.Person, session.Hash)
	})
}

// SetFactor makes a secret a person's second factor, once a code shows that the
// person's device has it.
func (s *Service) SetFactor(ctx context.Context, session Session, secret, code string) error {
	used := checkCode(secret, code, 0, s.opt.Clock())
	if used == 0 {
		return ErrNoFactor
	}
	return s.change(ctx, session.Person, session.Person, FactorSet, session.From, func(_ Tx, a *Account) error {
		a.TOTP, a.Used = secret, used
		return nil
	})
}

// DropFactor takes a person's second factor away.
func (s *Service) DropFactor(ctx context.Context, by, person string) error {
	return s.change(ctx, by, person, FactorGone, "", func(_ Tx, a *Account) error {
		a.TOTP, a.Used = "", 0
		return nil
	})
}

// Close keeps a person from signing in and ends their sessions; Open lets them
// in again.
func (s *Service) Close(ctx context.Context, by, person string) error {
	return s.change(ctx, by, person, Closed, "", func(tx Tx, a *Account) error {
		a.Closed = true
		return tx.DropSessions(person, "")
	})
}

// Open undoes Close.
func (s *Service) Open(ctx context.Context, by, person string) error {
	return s.change(ctx, by, person, Opened, "", func(_ Tx, a *Account) error {
		a.Closed = false
		return nil
	})
}

// Unlock lifts a lock before its time.
func (s *Service) Unlock(ctx context.Context, by, person string) error {
	return s.change(ctx, by, person, Unlocked, "", func(_ Tx, a *Account) error {
		a.Failed, a.Locked = 0, time.Time{}
		return nil
	})
}

func (s *Service) change(ctx context.Context, by, person string, what What, from string, f func(Tx, *Account) error) error {
	return s.store.UpdateAuth(ctx, func(tx Tx) error {
		a, err := tx.Account(person)
		if err != nil {
			return err
		}
		a.Person = person
		return errors.Join(f(tx, &a), tx.PutAccount(a), tx.Note(Entry{At: tx.Now(), Person: person, By: by, What: what, OK: true, From: from}))
	})
}

// Account finds the account of a person; zero if there is none.
func (s *Service) Account(ctx context.Context, person string) (a Account, err error) {
	err = s.store.ViewAuth(ctx, func(tx Reader) (err error) {
		a, err = tx.Account(person)
		return err
	})
	return a, err
}

// Accounts lists all accounts.
func (s *Service) Accounts(ctx context.Context) (all []Account, err error) {
	err = s.store.ViewAuth(ctx, func(tx Reader) (err error) {
		all, err = tx.Accounts()
		return err
	})
	return all, err
}

// Note adds to the log what package auth cannot see itself: a right refused.
func (s *Service) Note(ctx context.Context, e Entry) error {
	return s.store.UpdateAuth(ctx, func(tx Tx) error {
		e.At = tx.Now()
		return tx.Note(e)
	})
}

// Log lists what happened, the newest first.
func (s *Service) Log(ctx context.Context, q LogQuery) (list []Entry, err error) {
	err = s.store.ViewAuth(ctx, func(tx Reader) (err error) {
		list, err = tx.Log(q)
		return err
	})
	return list, err
}
