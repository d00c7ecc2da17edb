package web

import "net/http"

// Nothing answers that it was done, where nothing is to be shown: to a script
// that keeps what is being typed.
type Nothing struct{}

func (Nothing) write(q *Request) error {
	q.w.WriteHeader(http.StatusNoContent)
	return nil
}
