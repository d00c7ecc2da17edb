package audit

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"
)

// What was hashed and signed once must verify for ever: these values were worked
// out apart from this program (SHA-256 over netstrings), and no change may move
// them.
func TestTheFormOfHashesNeverChanges(t *testing.T) {
	first := Entry{Seq: 1, Stream: "org", Number: 1, Kind: "org_changed", At: 1767225600000000, Actor: "li", Unit: "city", Body: []byte(`{"note":"开始"}`)}
	second := Entry{Seq: 2, Stream: "m1", Number: 1, Kind: "docketed", At: 1767225600000001, Actor: "wang", For: "li", Unit: "plan", Body: []byte(`{}`)}
	for _, c := range []struct {
		got  Hash
		want string
	}{
		{first.Sum(nil), "3bc1166e1a0cf2337fd03f9a35ff19c1d334be71413164af430b01e9380c4e82"},
		{second.Sum(first.Sum(nil)), "420fa87e1462d7f9c33f3530a8859b22a1f540f2de93ffb765faa9d25c36a411"},
	} {
		if c.got.String() != c.want {
			t.Errorf("the hash is %s, want %s", c.got, c.want)
		}
	}
	head := Head{Seq: 2, Hash: Hash{0xAB, 0xCD}, At: 1767225600000002}
	if got, want := string(head.signed()), "13:luoshi.head.1,1:2,4:abcd,16:1767225600000002,"; got != want {
		t.Errorf("signed is %q, want %q", got, want)
	}
}

// Whatever is altered in a signed head, its signature no longer holds.
func TestNothingInAHeadCanBeAltered(t *testing.T) {
	head := Sign(testKey(t), 7, Hash{1, 2, 3}, 1767225600000000)
	if !head.Valid() {
		t.Fatal("a head does not bear its own signature")
	}
	for what, alter := range map[string]func(h *Head){
		"place":     func(h *Head) { h.Seq++ },
		"hash":      func(h *Head) { h.Hash = Hash{1, 2, 4} },
		"time":      func(h *Head) { h.At-- },
		"key":       func(h *Head) { h.Key = strings.Repeat("00", ed25519.PublicKeySize) },
		"short key": func(h *Head) { h.Key = h.Key[2:] },
		"no key":    func(h *Head) { h.Key = "not hexadecimal" },
		"signature": func(h *Head) { h.Signature = append(Hash{h.Signature[0] ^ 1}, h.Signature[1:]...) },
	} {
		altered := head
		alter(&altered)
		if altered.Valid() {
			t.Errorf("with another %s the signature still holds", what)
		}
	}
}

func TestOnlyKeysToSignWithAreRead(t *testing.T) {
	key, text, err := NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if read, err := ReadKey(text); err != nil || !read.Equal(key) {
		t.Errorf("a key that was written is not read: %v", err)
	}
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(other)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	for what, c := range map[string]struct {
		text []byte
		want string
	}{
		"no PEM":           {[]byte("secret"), "not a private key in PEM"},
		"another label":    {pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: block.Bytes}), "not a private key in PEM"},
		"another kind":     {pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), "want Ed25519"},
		"a key cut in two": {pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: block.Bytes[:20]}), "asn1"},
	} {
		if _, err := ReadKey(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", what, err, c.want)
		}
	}
}
