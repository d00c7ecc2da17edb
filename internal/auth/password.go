package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// cost of argon2id: the second choice of RFC 9106 with less memory, as a small
// server hashes several at a time.
type cost struct {
	memory  uint32 // KiB
	passes  uint32
	threads uint8
}

var usual = cost{memory: 19 << 10, passes: 2, threads: 1}

// hashers is how many passwords are hashed at a time: each takes the memory of
// its cost.
const hashers = 2

// patience is how long a sign-in waits for its turn to hash.
const patience = 5 * time.Second

// A mill hashes passwords, a few at a time.
type mill struct {
	turn chan struct{}
	cost cost
}

func newMill() *mill { return &mill{turn: make(chan struct{}, hashers), cost: usual} }

func (m *mill) take(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case m.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ErrBusy
	}
}

// hash makes the PHC form of a password.
func (m *mill) hash(ctx context.Context, password string) (string, error) {
	if err := m.take(ctx); err != nil {
		return "", err
	}
	defer func() { <-m.turn }()
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	c := m.cost
	key := argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.threads, 32)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, c.threads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key)), nil
}

// matches compares a password with its PHC form. Without one it takes as long
// and says no, so that time does not tell who has an account.
func (m *mill) matches(ctx context.Context, phc, password string) (bool, error) {
	if err := m.take(ctx); err != nil {
		return false, err
	}
	defer func() { <-m.turn }()
	c, salt, want := m.cost, make([]byte, 16), make([]byte, 32)
	known := false
	if parts := strings.Split(phc, "$"); len(parts) == 6 && parts[1] == "argon2id" {
		var err1, err2 error
		salt, err1 = base64.RawStdEncoding.DecodeString(parts[4])
		want, err2 = base64.RawStdEncoding.DecodeString(parts[5])
		_, err3 := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.passes, &c.threads)
		known = err1 == nil && err2 == nil && err3 == nil && len(want) > 0
		if !known {
			return false, errors.New("a password is kept in a form that cannot be read")
		}
	}
	key := argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.threads, uint32(len(want))) //nolint:gosec // 32
	return subtle.ConstantTimeCompare(key, want) == 1 && known, nil
}

// shortest and longest passwords, in characters and bytes.
const (
	shortest = 10
	longest  = 200
)

// common lists what people choose first when told to choose ten characters.
var common = []string{"1234567890", "0123456789", "qwertyuiop", "1q2w3e4r5t", "password", "admin", "luoshi"}

// strong tells whether a password may be chosen.
func strong(person, password string) error {
	lower := strings.ToLower(password)
	if utf8.RuneCountInString(password) < shortest || len(password) > longest || strings.Contains(lower, strings.ToLower(person)) && len(person) > 3 {
		return ErrWeak
	}
	if lower == strings.Repeat(lower[:1], len(lower)) {
		return ErrWeak
	}
	for _, c := range common {
		if strings.Trim(lower, "0123456789!@#.") == c || lower == c {
			return ErrWeak
		}
	}
	return nil
}
