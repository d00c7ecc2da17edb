package auth

import "errors"

// The refusals. Whoever tries is told no more than this: not whether the person
// exists or is locked out, nor which of two secrets was wrong.
var (
	ErrWrong    = errors.New("account, password or code is wrong")
	ErrCode     = errors.New("a code of the second factor is needed")
	ErrExpired  = errors.New("the link has expired or was used")
	ErrWeak     = errors.New("a password needs at least 10 characters and must not be a common one")
	ErrBusy     = errors.New("too many people are signing in; try again in a moment")
	ErrNoFactor = errors.New("the code does not belong to this secret")
)
