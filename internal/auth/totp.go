package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // RFC 6238 as authenticator programs do it
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// step is how long a code holds.
const step = 30 * time.Second

var base32Plain = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewSecret makes the secret of a second factor, in base 32.
func NewSecret() (string, error) {
	b := make([]byte, 20)
	if _, err := rand.Read(b); err != nil {
		return "", err
	}
	return base32Plain.EncodeToString(b), nil
}

// CodeAt is the code of a secret at a time (RFC 6238: SHA-1, 6 digits, 30 s).
func CodeAt(secret string, at time.Time) (string, error) {
	return codeOf(secret, at.Unix()/int64(step/time.Second))
}

func codeOf(secret string, n int64) (string, error) {
	key, err := base32Plain.DecodeString(strings.ToUpper(secret))
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha1.New, key)
	if err := binary.Write(mac, binary.BigEndian, n); err != nil {
		return "", err
	}
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 0xf
	v := binary.BigEndian.Uint32(sum[offset:]) & 0x7fffffff
	return fmt.Sprintf("%06d", v%1_000_000), nil
}

// checkCode finds the step a code belongs to: this one or one beside it, for
// clocks that differ, and after the one that was used last. 0 for none.
func checkCode(secret, code string, used int64, now time.Time) int64 {
	code = strings.ReplaceAll(strings.TrimSpace(code), " ", "")
	at := now.Unix() / int64(step/time.Second)
	for n := at - 1; n <= at+1; n++ {
		want, err := codeOf(secret, n)
		if err == nil && n > used && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return n
		}
	}
	return 0
}

// SecretURL is what an authenticator program reads from a picture.
func SecretURL(secret, person string) string {
	return "otpauth://totp/" + url.PathEscape("落实:"+person) + "?" + url.Values{
		"secret": {secret}, "issuer": {"落实"}, "algorithm": {"SHA1"}, "digits": {"6"}, "period": {"30"},
	}.Encode()
}
