package auth

import (
	"context"
	"time"
)

// A Store keeps accounts, sessions, links, what people put by, and the log of
// what happened to them.
type Store interface {
	// UpdateAuth runs f in one transaction that writes: all of it is kept when f
	// returns nil, nothing otherwise.
	UpdateAuth(ctx context.Context, f func(Tx) error) error
	// ViewAuth runs f on what is kept at one moment.
	ViewAuth(ctx context.Context, f func(Reader) error) error
}

// A Reader reads within one transaction. What is not there comes back zero.
type Reader interface {
	// Now is the time of the transaction.
	Now() time.Time
	// Account finds the account of a person.
	Account(person string) (Account, error)
	// Accounts lists all, by person.
	Accounts() ([]Account, error)
	// Session finds a session by the hash of its token.
	Session(hash string) (Session, error)
	// Link finds a one-time link by the hash of its token.
	Link(hash string) (Link, error)
	// Kept finds what a person put by under a name.
	Kept(person, name string) ([]byte, error)
	// KeptNames lists the names under which a person put something by that begin
	// with a prefix, in order.
	KeptNames(person, prefix string) ([]string, error)
	// Log lists what happened, the newest first, after skipping some.
	Log(q LogQuery) ([]Entry, error)
}

// A Tx also writes.
type Tx interface {
	Reader
	// PutAccount sets an account.
	PutAccount(a Account) error
	// PutSession sets a session.
	PutSession(s Session) error
	// DropSession ends a session.
	DropSession(hash string) error
	// DropSessions ends all sessions of a person but one, "" for none.
	DropSessions(person, but string) error
	// DropExpired forgets sessions and links that no longer open anything.
	DropExpired(now time.Time) error
	// PutLink sets a one-time link in place of any other of that person.
	PutLink(l Link) error
	// DropLink forgets a link.
	DropLink(hash string) error
	// Keep puts something by for a person; nil forgets it.
	Keep(person, name string, data []byte) error
	// Note adds to the log.
	Note(e Entry) error
}

// An Account is what is known of how a person signs in.
type Account struct {
	Person   string
	Password string    // argon2id in PHC form; "" while there is none
	Since    time.Time // when the password was set
	TOTP     string    // secret in base 32; "" without a second factor
	Used     int64     // the step of the last code that was used
	Failed   int       // wrong attempts since the last right one
	Locked   time.Time // until when nobody may try
	Closed   bool      // by the security administrator
	Seen     time.Time // last sign-in
}

// A Session is a browser that signed in.
type Session struct {
	Hash   string // of its token
	Person string
	Begun  time.Time
	Seen   time.Time
	From   string // network address
	Agent  string // browser
}

// A Link lets a person set a password once.
type Link struct {
	Hash   string // of its token
	Person string
	Until  time.Time
}

// An Entry says what happened to accounts and rights. Entries are never changed
// or removed.
type Entry struct {
	At     time.Time
	Person string // who is concerned; what was typed where there is no such person
	By     string // who did it, "" for nobody who signed in
	What   What
	OK     bool
	From   string // network address
	Detail string
}

// What happened, stored as a word.
type What string

// What is logged.
const (
	SignedIn    What = "signed_in"
	WrongSecret What = "wrong_secret" // password, code or account
	LockedOut   What = "locked_out"
	SignedOut   What = "signed_out"
	Invited     What = "invited"      // a one-time link was made
	PasswordSet What = "password_set" // by a one-time link or its owner
	FactorSet   What = "factor_set"
	FactorGone  What = "factor_gone"
	Closed      What = "closed"
	Opened      What = "opened"
	Unlocked    What = "unlocked"
	Refused     What = "refused"  // a page or step that the person has no right to
	Verified    What = "verified" // the chain of the ledger
	Exported    What = "exported"
)

// Whats lists what is logged.
func Whats() []What {
	return []What{SignedIn, WrongSecret, LockedOut, SignedOut, Invited, PasswordSet, FactorSet, FactorGone, Closed, Opened, Unlocked, Refused, Verified, Exported}
}

// A LogQuery says which entries a list shows. Empty fields do not limit.
type LogQuery struct {
	Person string // concerned or doing
	What   What
	Failed bool // only what was not allowed
	Limit  int
	Skip   int
}
