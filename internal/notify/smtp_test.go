package notify_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/notify"
	"github.com/luoshi-project/luoshi/internal/notify/notifytest"
)

func letter() *notify.Letter {
	return &notify.Letter{
		ID: "luoshi-1", Name: "张三", To: "zhang@example.cn", Subject: "催办：新建口袋公园12处", Text: "“一般问题落实解决”已逾期3天\n",
		At: time.Date(2026, 2, 9, 1, 0, 0, 0, time.UTC),
	}
}

func mailer(t *testing.T, s notify.Settings) *notify.Mailer {
	t.Helper()
	m, err := notify.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A letter arrives with its sender, its subject and its text in Chinese, and
// under a name of its own.
func TestSend(t *testing.T) {
	server := notifytest.Start(t)
	m := mailer(t, server.Settings())
	if err := m.Send(context.Background(), letter()); err != nil {
		t.Fatal(err)
	}
	got := server.Letters()
	if len(got) != 1 {
		t.Fatalf("%d letters arrived", len(got))
	}
	want := notifytest.Letter{
		From: "office@example.cn", To: "zhang@example.cn", Subject: "催办：新建口袋公园12处", Text: "“一般问题落实解决”已逾期3天",
		ID: "<luoshi-1@example.cn>",
	}
	if got[0] != want {
		t.Errorf("arrived: %+v\nwant: %+v", got[0], want)
	}
}

// What the server refuses it does not have: the letter can be sent again. What it
// took without a word it may have.
func TestFailures(t *testing.T) {
	server := notifytest.Start(t)
	m := mailer(t, server.Settings())
	ctx := context.Background()
	server.Fail(notifytest.RefuseData)
	if err := m.Send(ctx, letter()); err == nil || errors.Is(err, notify.ErrUncertain) {
		t.Errorf("refused: %v", err)
	}
	server.Fail(notifytest.RefuseRecipient)
	if err := m.Send(ctx, letter()); err == nil || errors.Is(err, notify.ErrUncertain) {
		t.Errorf("recipient refused: %v", err)
	}
	server.Fail(notifytest.DieAfterData)
	if err := m.Send(ctx, letter()); !errors.Is(err, notify.ErrUncertain) {
		t.Errorf("no answer: %v", err)
	}
	server.Fail(notifytest.DieAfterReply)
	if err := m.Send(ctx, letter()); err != nil {
		t.Errorf("taken, then silent: %v", err)
	}
	nowhere := server.Settings()
	nowhere.Port = 1
	if err := mailer(t, nowhere).Send(ctx, letter()); err == nil || errors.Is(err, notify.ErrUncertain) {
		t.Errorf("no server: %v", err)
	}
	wrong := letter()
	wrong.To = "张三"
	if err := m.Send(ctx, wrong); !errors.Is(err, notify.ErrNoAddress) {
		t.Errorf("no address: %v", err)
	}
}

// The password comes from a file; a server in clear is asked with it only where
// the office says so, one that speaks TLS from the first byte in any case.
func TestPassword(t *testing.T) {
	for name, server := range map[string]*notifytest.Server{"in clear": notifytest.Start(t), "TLS": notifytest.StartTLS(t)} {
		t.Run(name, func(t *testing.T) { tryPassword(t, server) })
	}
}

func tryPassword(t *testing.T, server *notifytest.Server) {
	server.Password("office", "秘密 口令")
	s := server.Settings()
	if err := mailer(t, s).Send(context.Background(), letter()); err == nil {
		t.Error("sent without a password")
	}
	s.User, s.PasswordFile = "office", filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(s.PasswordFile, []byte("秘密 口令\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := mailer(t, s).Send(context.Background(), letter()); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*notify.Settings){
		"a password file":  func(s *notify.Settings) { s.PasswordFile = "" },
		"is empty":         func(s *notify.Settings) { s.PasswordFile = os.DevNull },
		"no mail address":  func(s *notify.Settings) { s.From = "督查室" },
		"reached by one":   func(s *notify.Settings) { s.TLS = "ssl3" },
		"mail server , po": func(s *notify.Settings) { s.Host = "" },
	} {
		bad := s
		change(&bad)
		if _, err := notify.New(bad); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A server that is to be reached by TLS is not sent anything in clear.
func TestNoTLS(t *testing.T) {
	server := notifytest.Start(t)
	s := server.Settings()
	s.TLS = notify.StartTLS
	if err := mailer(t, s).Send(context.Background(), letter()); err == nil {
		t.Error("sent in clear")
	}
	if n := len(server.Letters()); n != 0 {
		t.Errorf("%d letters arrived", n)
	}
}
