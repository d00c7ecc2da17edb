package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"mime/multipart"
	"net/http"
	"sync"
	"time"
)

// memory is how much of an upload is held in memory; the rest waits on disk.
const memory = 4 << 20

// readForm reads what was sent, within the limits of the route, and makes sure
// that a page of this session sent it.
func (s *Site) readForm(q *Request) error {
	limit := q.route.Limit
	if limit == 0 {
		limit = formLimit
	}
	q.Body = http.MaxBytesReader(q.w, q.Body, limit)
	err := q.ParseMultipartForm(memory)
	if errors.Is(err, http.ErrNotMultipart) {
		err = q.ParseForm()
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large) || errors.Is(err, multipart.ErrMessageTooLarge):
		return problem(http.StatusRequestEntityTooLarge, "", limit>>20)
	case err != nil:
		return problem(http.StatusBadRequest, "")
	}
	if q.Person == "" { // nobody's rights could be misused; cross-site requests were refused
		return nil
	}
	token := q.Header.Get("X-CSRF-Token")
	if token == "" {
		token = q.PostFormValue("csrf")
	}
	if !hmac.Equal([]byte(token), []byte(q.CSRF())) {
		return problem(http.StatusForbidden, "csrf")
	}
	return nil
}

// CSRF is what shows that a form came from a page of this session.
func (q *Request) CSRF() string {
	if q.token == "" {
		return ""
	}
	mac := hmac.New(sha256.New, []byte(q.token))
	mac.Write([]byte("csrf"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// Once is a new mark for a form, so that it is carried out once however often
// it is sent.
func (q *Request) Once() (string, error) {
	b := make([]byte, 12)
	_, err := rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b), err
}

// once remembers the marks of forms that were carried out.
type once struct {
	clock func() time.Time
	mu    sync.Mutex
	used  [2]map[string]bool // of the last hour, and of the one before
	since time.Time
}

func newOnce(clock func() time.Time) *once {
	return &once{clock: clock, used: [2]map[string]bool{{}, {}}, since: clock()}
}

// take tells whether a mark is new, and remembers it.
func (o *once) take(mark string) bool {
	if mark == "" {
		return true
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if now := o.clock(); now.Sub(o.since) > time.Hour {
		o.used, o.since = [2]map[string]bool{{}, o.used[0]}, now
	}
	if o.used[0][mark] || o.used[1][mark] {
		return false
	}
	o.used[0][mark] = true
	return true
}

func (o *once) giveBack(mark string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.used[0], mark)
	delete(o.used[1], mark)
}
