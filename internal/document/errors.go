package document

import "strings"

// Code is the class of an error, from which the exit status and the HTTP status follow.
type Code string

// The classes of errors that reading a document can end in.
const (
	Invalid     Code = "invalid"     // the file cannot be read as a document
	NotFound    Code = "not_found"   // there is no such file
	Secret      Code = "secret"      // the document bears a secrecy mark and is refused
	Unavailable Code = "unavailable" // a part of the machine that is needed does not work
)

// An Error says why a document was not read.
type Error struct {
	Code    Code
	Reason  string // a stable key of the cause: "empty", "pdf_scanned", "secrecy_mark" …
	Name    string // the file, as it was named by the caller
	Message string // what is wrong, in English, without the file's name
	Hint    string // what to do about it; may be empty
	Err     error  // the cause beneath; may be nil
}

// Error names the file and the cause, on one line.
func (e *Error) Error() string {
	s := e.Message
	if e.Name != "" {
		s = e.Name + ": " + s
	}
	if e.Err != nil && !strings.Contains(s, e.Err.Error()) {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause beneath.
func (e *Error) Unwrap() error { return e.Err }

func invalid(reason, message, hint string) *Error {
	return &Error{Code: Invalid, Reason: reason, Message: message, Hint: hint}
}

func damaged(format string, err error) *Error {
	return &Error{
		Code: Invalid, Reason: "damaged", Message: "not a sound " + format + " file", Err: err,
		Hint: "open it in its own program and save it again, or save it as plain text",
	}
}
