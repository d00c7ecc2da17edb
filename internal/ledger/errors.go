package ledger

import (
	"errors"
	"fmt"

	"github.com/luoshi-project/luoshi/internal/deadline"
)

// Words is a text in Chinese and English.
type Words = deadline.Words

// A Code tells the kinds of errors apart, for programs.
type Code string

// The codes.
const (
	Invalid     Code = "invalid"     // the command cannot be carried out as it stands
	NotFound    Code = "not_found"   // there is no such thing
	Forbidden   Code = "forbidden"   // this person may not
	Conflict    Code = "conflict"    // somebody else was first
	Late        Code = "late"        // the time for it is over
	Secret      Code = "secret"      // it bears a secrecy mark
	Unavailable Code = "unavailable" // the store cannot be reached or written
)

// An Error is a refusal: a code and a key for programs, the field it is about
// ("" for none) and the reason in words.
type Error struct {
	Code  Code
	Key   string
	Field string
	Words Words
	Hint  Words
	// Since lists what changed since the version a command saw; for Conflict.
	Since []Event
	Err   error // the cause, if any
}

// Error gives the reason in English.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Words.EN + ": " + e.Err.Error()
	}
	return e.Words.EN
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf is the code of an error, or "" for one that is none of ours.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func refuse(code Code, key, field, zh, en string) *Error {
	return &Error{Code: code, Key: key, Field: field, Words: Words{ZH: zh, EN: en}}
}

func invalid(key, field, zh, en string) *Error { return refuse(Invalid, key, field, zh, en) }

func missing(field string, zh, en string) *Error {
	return invalid("missing", field, "须写明"+zh, en+" is needed")
}

// unknown says that a unit, seat, regime … does not exist.
func unknown(field, zh, en, id string) *Error {
	return invalid("unknown", field, fmt.Sprintf("没有这个%s：%s", zh, id), fmt.Sprintf("there is no %s %q", en, id))
}
