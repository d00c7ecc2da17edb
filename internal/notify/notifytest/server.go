// Package notifytest is a small mail server for tests: it keeps what arrives and
// fails in the ways that matter.
package notifytest

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/http/httptest"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/luoshi-project/luoshi/internal/notify"
)

// A Failure is how the server fails the next letter.
type Failure int

// The ways.
const (
	Nothing         Failure = iota
	RefuseRecipient         // 450 to RCPT
	RefuseData              // 451 when it has the letter
	DieAfterData            // it has the letter, says nothing and hangs up
	DieAfterReply           // it takes the letter, says so and hangs up
)

// A Letter is what arrived.
type Letter struct{ From, To, Subject, Text, ID string }

// A Server is a mail server on this machine.
type Server struct {
	listener net.Listener
	roots    *x509.CertPool // that sign its certificate, nil for one in clear

	mu             sync.Mutex
	letters        []Letter
	failures       []Failure
	user, password string
}

// Start starts a server that stops with the test.
func Start(t testing.TB) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return start(t, &Server{listener: l})
}

// StartTLS starts one that speaks TLS from the first byte.
func StartTLS(t testing.TB) *Server {
	t.Helper()
	web := httptest.NewTLSServer(nil) // has a certificate for this machine
	t.Cleanup(web.Close)
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: web.TLS.Certificates, MinVersion: tls.VersionTLS12})
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(web.Certificate())
	return start(t, &Server{listener: l, roots: roots})
}

func start(t testing.TB, s *Server) *Server {
	l := s.listener
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = c.Close() }()
				s.serve(c)
			}()
		}
	}()
	t.Cleanup(func() { _ = l.Close() })
	return s
}

// Settings reach the server.
func (s *Server) Settings() notify.Settings {
	addr, _ := s.listener.Addr().(*net.TCPAddr)
	settings := notify.Settings{Host: "127.0.0.1", Port: addr.Port, TLS: notify.None, From: "督查室 <office@example.cn>", Roots: s.roots}
	if s.roots != nil {
		settings.TLS = notify.Implicit
	}
	return settings
}

// Fail fails the next letters, one in each way.
func (s *Server) Fail(ways ...Failure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failures = append(s.failures, ways...)
}

// Password asks for a user and password from now on.
func (s *Server) Password(user, password string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.user, s.password = user, password
}

// Letters are those that the server took.
func (s *Server) Letters() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Letter(nil), s.letters...)
}

func (s *Server) serve(c net.Conn) {
	in := bufio.NewReader(c)
	say := func(line string) { _, _ = io.WriteString(c, line+"\r\n") }
	say("220 mail")
	var l Letter
	var way Failure
	s.mu.Lock()
	user, password := s.user, s.password
	s.mu.Unlock()
	authed := user == ""
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb, rest, _ := strings.Cut(line, " ")
		switch strings.ToUpper(verb) {
		case "EHLO", "HELO":
			say("250-mail")
			if user != "" {
				say("250-AUTH PLAIN")
			}
			say("250 8BITMIME")
		case "AUTH":
			_, encoded, _ := strings.Cut(rest, " ")
			data, _ := base64.StdEncoding.DecodeString(encoded)
			if authed = string(data) == "\x00"+user+"\x00"+password; authed {
				say("235 welcome")
			} else {
				say("535 no")
			}
		case "MAIL":
			if !authed {
				say("530 who are you")
				continue
			}
			way = s.next()
			l = Letter{From: address(rest)}
			say("250 ok")
		case "RCPT":
			if way == RefuseRecipient {
				say("450 later")
				continue
			}
			l.To = address(rest)
			say("250 ok")
		case "DATA":
			say("354 go on")
			if !read(in, &l) {
				return
			}
			switch way {
			case RefuseData:
				say("451 later")
				continue
			case DieAfterData:
				return
			}
			s.mu.Lock()
			s.letters = append(s.letters, l)
			s.mu.Unlock()
			say("250 taken")
			if way == DieAfterReply {
				return
			}
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (s *Server) next() Failure {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.failures) == 0 {
		return Nothing
	}
	way := s.failures[0]
	s.failures = s.failures[1:]
	return way
}

func address(rest string) string {
	_, rest, _ = strings.Cut(rest, "<")
	a, _, _ := strings.Cut(rest, ">")
	return a
}

func read(in *bufio.Reader, l *Letter) bool {
	var b strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return false
		}
		if strings.TrimRight(line, "\r\n") == "." {
			break
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
	m, err := mail.ReadMessage(strings.NewReader(b.String()))
	if err != nil {
		return false
	}
	l.Subject, _ = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	l.ID = m.Header.Get("Message-ID")
	body, _ := io.ReadAll(quotedprintable.NewReader(m.Body))
	l.Text = strings.TrimSpace(strings.ReplaceAll(string(body), "\r\n", "\n"))
	return true
}
