package backup

import (
	"bufio"
	"errors"
	"io"

	"filippo.io/age"
)

// effort is how dear it is to try a password: 2^effort rounds of scrypt, about a
// second and 256 MiB.
const effort = 18

// ageMark begins whatever age sealed.
const ageMark = "age-encryption.org/"

// The refusals of a sealed backup.
var (
	ErrSealed   = errors.New("the backup is sealed with a password")
	ErrPassword = errors.New("the password does not open the backup, or the backup is damaged")
)

// Seal writes a file that only the password opens again: in the form of age
// (age-encryption.org/v1, scrypt), which the program of that name opens too. What
// was altered is noticed. Close ends the file.
func Seal(w io.Writer, password string) (io.WriteCloser, error) {
	to, err := age.NewScryptRecipient(password)
	if err != nil {
		return nil, err
	}
	to.SetWorkFactor(effort)
	return age.Encrypt(w, to)
}

// Unseal reads what Seal wrote; without a password, and for what is not sealed,
// it reads the file as it is.
func Unseal(r io.Reader, password string) (io.Reader, error) {
	in := bufio.NewReader(r)
	if start, err := in.Peek(len(ageMark)); err != nil || string(start) != ageMark {
		return in, nil //nolint:nilerr // what is too short to be sealed is judged by Read
	}
	if password == "" {
		return nil, ErrSealed
	}
	key, err := age.NewScryptIdentity(password)
	if err != nil {
		return nil, err
	}
	out, err := age.Decrypt(in, key)
	if err != nil {
		return nil, ErrPassword
	}
	return out, nil
}
