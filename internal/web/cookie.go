package web

import "net/http"

// cookieName is the name of the cookie that holds the token of a session. The
// prefix makes browsers hold it to https and this host.
func (s *Site) cookieName() string {
	if s.opt.Secure {
		return "__Host-luoshi"
	}
	return "luoshi"
}

// setCookie sets a cookie that scripts cannot read. Seconds below zero remove it,
// zero keeps it until the browser is closed.
func (s *Site) setCookie(q *Request, name, value string, seconds int) {
	http.SetCookie(q.w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: s.opt.Secure, SameSite: http.SameSiteLaxMode,
	})
}
