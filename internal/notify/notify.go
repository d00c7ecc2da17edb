// Package notify hands what people are told to a mail server (SMTP). It keeps
// nothing and knows no ledger: whether and how often something is sent is for the
// caller to decide.
package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"os"
	"slices"
	"strings"
	"time"

	smtp "github.com/wneessen/go-mail"
)

// TLS says how a connection to a mail server is kept secret.
type TLS string

// The ways.
const (
	StartTLS TLS = "starttls" // begins in clear and must turn to TLS (port 587)
	Implicit TLS = "tls"      // TLS from the first byte (port 465)
	None     TLS = "none"     // in clear (port 25): for a server on the same machine
)

// Ways lists the ways.
func Ways() []string { return []string{string(StartTLS), string(Implicit), string(None)} }

// Settings say which server sends mail.
type Settings struct {
	Host         string
	Port         int    // 0 is the usual one of the way
	TLS          TLS    // "" is StartTLS
	User         string // "" for a server that asks for none
	PasswordFile string // the password is its first line
	From         string // 督查室 <office@example.cn>
	// Roots sign the server's certificate; nil for those the machine trusts.
	Roots *x509.CertPool
}

// ownDial are the ways to say a password over a connection that was dialled
// here: go-mail knows of no TLS on it and would refuse to. It has TLS, or
// the office chose to connect in clear.
var ownDial = []smtp.SMTPAuthType{smtp.SMTPAuthSCRAMSHA256, smtp.SMTPAuthSCRAMSHA1, smtp.SMTPAuthPlainNoEnc, smtp.SMTPAuthLoginNoEnc}

// timeout of one connection, from dialling to the server's last word.
const timeout = 30 * time.Second

// A Mailer sends mail by one server.
type Mailer struct {
	host    string
	options []smtp.Option
	secret  bool // TLS from the first byte
	roots   *x509.CertPool
	from    *mail.Address
}

// New checks settings. It does not connect yet.
func New(s Settings) (*Mailer, error) {
	from, err := mail.ParseAddress(s.From)
	if err != nil {
		return nil, fmt.Errorf("the sender %q is no mail address; write office@example.cn or 督查室 <office@example.cn>", s.From)
	}
	port, opts := 0, []smtp.Option{smtp.WithTimeout(timeout)}
	switch s.TLS {
	case StartTLS, "":
		port, opts = 587, append(opts, smtp.WithTLSPolicy(smtp.TLSMandatory))
	case Implicit:
		port, opts = 465, append(opts, smtp.WithSSL())
	case None:
		port, opts = 25, append(opts, smtp.WithTLSPolicy(smtp.NoTLS))
	default:
		return nil, fmt.Errorf("the mail server is reached by one of %s, not %q", strings.Join(Ways(), ", "), s.TLS)
	}
	if s.Port != 0 {
		port = s.Port
	}
	opts = append(opts, smtp.WithPort(port))
	if s.User != "" {
		password, err := readPassword(s.PasswordFile)
		if err != nil {
			return nil, err
		}
		auth := smtp.WithSMTPAuth(smtp.SMTPAuthAutoDiscover)
		if s.TLS == None || s.TLS == Implicit {
			auth = smtp.WithOpportunisticSMTPAuth(ownDial...)
		}
		opts = append(opts, auth, smtp.WithUsername(s.User), smtp.WithPassword(password))
	}
	if _, err := smtp.NewClient(s.Host, opts...); err != nil {
		return nil, fmt.Errorf("mail server %s, port %d: %w", s.Host, port, err)
	}
	return &Mailer{s.Host, opts, s.TLS == Implicit, s.Roots, from}, nil
}

// readPassword reads a password from a file, so that it stands in no command
// line and no environment.
func readPassword(file string) (string, error) {
	if file == "" {
		return "", errors.New("a user of the mail server needs a password file")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("the password file: %w", err)
	}
	password, _, _ := strings.Cut(string(data), "\n")
	if password = strings.TrimSuffix(password, "\r"); password == "" {
		return "", fmt.Errorf("the password file %s is empty", file)
	}
	return password, nil
}

// A Letter is one mail to one person.
type Letter struct {
	ID      string // names it for good: the same letter sent twice would bear the same one
	Name    string // of the person
	To      string // address
	Subject string
	Text    string
	At      time.Time
}

// ErrUncertain says that the server had all of a letter and did not say whether
// it took it. Sent again, it might arrive twice.
var ErrUncertain = errors.New("the mail server did not say whether it took the letter")

// ErrNoAddress says that a letter cannot be addressed: trying again is no use.
var ErrNoAddress = errors.New("this is no mail address")

// Send sends a letter. An error other than ErrUncertain says that the server does
// not have it.
func (m *Mailer) Send(ctx context.Context, l *Letter) error {
	msg := smtp.NewMsg(smtp.WithNoDefaultUserAgent())
	to, err := mail.ParseAddress(l.To)
	if err != nil {
		return fmt.Errorf("%q: %w", l.To, ErrNoAddress)
	}
	to.Name = l.Name
	msg.FromMailAddress(m.from)
	msg.ToMailAddress(to)
	msg.Subject(l.Subject)
	msg.SetDateWithValue(l.At)
	msg.SetMessageIDWithValue(l.ID + "@" + m.from.Address[strings.LastIndexByte(m.from.Address, '@')+1:])
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // nobody's absence note answers it
	msg.SetBodyString(smtp.TypeTextPlain, l.Text)
	if err = m.send(ctx, msg); err == nil || msg.IsDelivered() {
		return nil
	}
	var failed *smtp.SendError
	if errors.As(err, &failed) && failed.Reason == smtp.ErrSMTPDataClose && failed.ErrorCode() == 0 {
		return fmt.Errorf("%w: %w", ErrUncertain, err)
	}
	return err
}

// send sends by a connection that is closed whatever happens.
func (m *Mailer) send(ctx context.Context, msg *smtp.Msg) error {
	var conn net.Conn
	dial := func(ctx context.Context, network, address string) (c net.Conn, err error) {
		if m.secret {
			c, err = (&tls.Dialer{Config: &tls.Config{ServerName: m.host, RootCAs: m.roots, MinVersion: tls.VersionTLS12}}).DialContext(ctx, network, address)
		} else {
			c, err = new(net.Dialer).DialContext(ctx, network, address)
		}
		if err == nil {
			conn = c
		}
		return c, err
	}
	defer func() {
		if conn != nil {
			_ = conn.Close() // a failed login leaves it open
		}
	}()
	client, err := smtp.NewClient(m.host, append(slices.Clip(m.options), smtp.WithDialContextFunc(dial))...)
	if err != nil {
		return err
	}
	return client.DialAndSendWithContext(ctx, msg)
}
