package auth_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/store"
)

const good = "一个很长的口令 42"

// A door is a service with a clock that tests set.
type door struct {
	*testing.T
	*auth.Service
	mu  sync.Mutex
	now time.Time
}

func (d *door) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *door) wait(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(by)
}

func newDoor(t *testing.T) *door {
	t.Helper()
	d := &door{T: t, now: time.Date(2026, 1, 30, 2, 0, 0, 0, time.UTC)}
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), store.Options{Clock: d.clock, Careless: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	d.Service = auth.New(st, auth.Options{Clock: d.clock})
	return d
}

// admit gives a person a password.
func (d *door) admit(person string) {
	d.Helper()
	token, _, err := d.Invite(d.Context(), "", person)
	if err == nil {
		_, err = d.Accept(d.Context(), token, good, auth.Origin{})
	}
	if err != nil {
		d.Fatal(err)
	}
}

func (d *door) try(person, password, code string) (string, error) {
	return d.SignIn(d.Context(), person, password, code, auth.Origin{Address: "10.0.0.1"})
}

func (d *door) refuses(what string, err, want error) {
	d.Helper()
	if !errors.Is(err, want) {
		d.Errorf("%s: %v, want %v", what, err, want)
	}
}

func TestFiveWrongPasswordsLockAnAccountForAWhile(t *testing.T) {
	d := newDoor(t)
	d.admit("li")
	for range 5 {
		_, err := d.try("li", "wrong password", "")
		d.refuses("a wrong password", err, auth.ErrWrong)
	}
	_, err := d.try("li", good, "")
	d.refuses("the right one afterwards", err, auth.ErrWrong)
	d.wait(16 * time.Minute)
	if _, err := d.try("li", good, ""); err != nil {
		t.Errorf("a quarter of an hour later: %v", err)
	}
	log, err := d.Log(t.Context(), auth.LogQuery{What: auth.LockedOut})
	if err != nil || len(log) != 1 || log[0].Person != "li" || log[0].From != "10.0.0.1" {
		t.Errorf("the log says %v, %v", log, err)
	}
}

func TestNobodyIsToldWhoHasAnAccount(t *testing.T) {
	d := newDoor(t)
	d.admit("li")
	_, unknown := d.try("nobody", good, "")
	_, wrong := d.try("li", "wrong password", "")
	if !errors.Is(unknown, auth.ErrWrong) || !errors.Is(wrong, auth.ErrWrong) {
		t.Errorf("unknown %v, wrong %v", unknown, wrong)
	}
	// Nor by trying until an account would be locked: the same answer for ever.
	for range 7 {
		_, unknown = d.try("nobody", "wrong password", "")
		_, wrong = d.try("li", "wrong password", "")
		if unknown == nil || wrong == nil || unknown.Error() != wrong.Error() {
			t.Errorf("unknown %v, known %v", unknown, wrong)
		}
	}
	log, err := d.Log(t.Context(), auth.LogQuery{Person: "li", What: auth.WrongSecret})
	if err != nil || len(log) == 0 || log[0].Detail != "locked" {
		t.Errorf("the log does not say that a locked account was tried: %v %v", log, err)
	}
}

func TestALinkOpensOnceAndNotForEver(t *testing.T) {
	d := newDoor(t)
	token, until, err := d.Invite(t.Context(), "boss", "li")
	if err != nil || !until.After(d.clock()) {
		t.Fatal(until, err)
	}
	_, err = d.Accept(t.Context(), token, "short", auth.Origin{})
	d.refuses("a short password", err, auth.ErrWeak)
	if _, err = d.Accept(t.Context(), token, good, auth.Origin{}); err != nil {
		t.Fatal(err)
	}
	_, err = d.Accept(t.Context(), token, good, auth.Origin{})
	d.refuses("the same link again", err, auth.ErrExpired)

	first, _, _ := d.Invite(t.Context(), "boss", "li")
	second, _, _ := d.Invite(t.Context(), "boss", "li")
	_, err = d.Invited(t.Context(), first)
	d.refuses("a link that another one took the place of", err, auth.ErrExpired)
	d.wait(73 * time.Hour)
	_, err = d.Invited(t.Context(), second)
	d.refuses("a link after three days", err, auth.ErrExpired)
}

func TestSessionsEnd(t *testing.T) {
	d := newDoor(t)
	d.admit("li")
	in := func(token string) bool {
		t.Helper()
		_, ok, err := d.Session(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	token, err := d.try("li", good, "")
	if err != nil || !in(token) {
		t.Fatal("signed in, but there is no session", err)
	}
	if in("") || in("another") {
		t.Error("a token that nobody was given opens a session")
	}
	for range 23 {
		d.wait(29 * time.Minute)
		if !in(token) {
			t.Fatal("a session that is used ended early")
		}
	}
	d.wait(50 * time.Minute)
	if in(token) {
		t.Error("a session outlives twelve hours")
	}
	token, _ = d.try("li", good, "")
	if err := d.Close(t.Context(), "boss", "li"); err != nil {
		t.Fatal(err)
	}
	if in(token) {
		t.Error("a session outlives its account")
	}
	_, err = d.try("li", good, "")
	d.refuses("a closed account", err, auth.ErrWrong)
	if err := d.Open(t.Context(), "boss", "li"); err != nil {
		t.Fatal(err)
	}
	token, _ = d.try("li", good, "")
	other, _ := d.try("li", good, "")
	s, _, _ := d.Session(t.Context(), token)
	if err := d.ChangePassword(t.Context(), s, good, "another long one 43"); err != nil {
		t.Fatal(err)
	}
	if !in(token) || in(other) {
		t.Error("a new password should end the other sessions, and them alone")
	}
	if err := d.SignOut(t.Context(), s); err != nil || in(token) {
		t.Error("signing out did not end the session", err)
	}
}

func TestASecondFactorIsAskedForAndHoldsOnce(t *testing.T) {
	d := newDoor(t)
	d.admit("li")
	token, _ := d.try("li", good, "")
	s, _, _ := d.Session(t.Context(), token)
	secret, err := auth.NewSecret()
	if err != nil {
		t.Fatal(err)
	}
	d.refuses("a code of another secret", d.SetFactor(t.Context(), s, secret, "000000x"), auth.ErrNoFactor)
	code := func() string {
		c, err := auth.CodeAt(secret, d.clock())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if err := d.SetFactor(t.Context(), s, secret, code()); err != nil {
		t.Fatal(err)
	}
	_, err = d.try("li", good, "")
	d.refuses("the password alone", err, auth.ErrCode)
	_, err = d.try("li", good, code())
	d.refuses("the code that was used", err, auth.ErrWrong)
	d.wait(time.Minute)
	if _, err = d.try("li", good, code()); err != nil {
		t.Errorf("a new code: %v", err)
	}
	_, err = d.try("li", good, code())
	d.refuses("the same code twice", err, auth.ErrWrong)
	_, err = d.try("li", "wrong password", "123456")
	d.refuses("a wrong password with a code", err, auth.ErrWrong)
}

// The values of RFC 6238, appendix B, cut to six digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	for at, want := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		if got, err := auth.CodeAt(secret, time.Unix(at, 0)); err != nil || got != want {
			t.Errorf("at %d: %s, %v, want %s", at, got, err, want)
		}
	}
}

func TestManyMaySignInAtATime(t *testing.T) {
	d := newDoor(t)
	d.admit("li")
	var wait sync.WaitGroup
	errs := make(chan error, 12)
	for range 12 {
		wait.Go(func() {
			_, err := d.SignIn(context.Background(), "li", good, "", auth.Origin{})
			errs <- err
		})
	}
	wait.Wait()
	close(errs)
	for err := range errs {
		if err != nil && !errors.Is(err, auth.ErrBusy) {
			t.Error(err)
		}
	}
}

func TestADrawerIsItsOwnersAlone(t *testing.T) {
	d := newDoor(t)
	ctx := t.Context()
	if err := d.Keep(ctx, "li", "ledger.view.逾期", []string{"light=red"}); err != nil {
		t.Fatal(err)
	}
	var view []string
	if found, err := d.Kept(ctx, "li", "ledger.view.逾期", &view); !found || err != nil || len(view) != 1 {
		t.Errorf("found %v %v %v", found, view, err)
	}
	if found, _ := d.Kept(ctx, "wang", "ledger.view.逾期", &view); found {
		t.Error("another person finds it")
	}
	if names, err := d.KeptNames(ctx, "li", "ledger.view."); err != nil || len(names) != 1 {
		t.Errorf("names %v %v", names, err)
	}
	if names, _ := d.KeptNames(ctx, "li", "ledger_view."); len(names) != 0 {
		t.Errorf("a character stands for others: %v", names)
	}
	if err := d.Forget(ctx, "li", "ledger.view.逾期"); err != nil {
		t.Fatal(err)
	}
	if found, _ := d.Kept(ctx, "li", "ledger.view.逾期", &view); found {
		t.Error("it was forgotten, and is there")
	}
}
