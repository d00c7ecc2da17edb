package audit

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
)

// A Head is the end of the chain at some time, signed.
type Head struct {
	Seq       int64  `json:"seq"`
	Hash      Hash   `json:"hash"`
	At        int64  `json:"at"`  // microseconds since 1970, UTC
	Key       string `json:"key"` // public key, hexadecimal
	Signature Hash   `json:"signature"`
}

// An End is the end of the chain as a ledger notes it beside its events, unsigned.
type End struct {
	Seq  int64 `json:"seq"`
	Hash Hash  `json:"hash"`
}

// Claims are what is said of a chain beside its events: where it ends, nil where
// nothing says so, and its signed heads.
type Claims struct {
	End   *End
	Heads []Head
}

func (h *Head) signed() []byte {
	b := netstring(nil, "luoshi.head.1")
	b = number(b, h.Seq)
	b = netstring(b, h.Hash.String())
	return number(b, h.At)
}

// Sign signs the end of a chain.
func Sign(key ed25519.PrivateKey, seq int64, hash Hash, at int64) Head {
	h := Head{Seq: seq, Hash: hash, At: at}
	h.Signature = ed25519.Sign(key, h.signed())
	if pub, ok := key.Public().(ed25519.PublicKey); ok {
		h.Key = hex.EncodeToString(pub)
	}
	return h
}

// Valid tells whether a head bears the signature of its own key.
func (h *Head) Valid() bool {
	key, err := hex.DecodeString(h.Key)
	return err == nil && len(key) == ed25519.PublicKeySize && ed25519.Verify(key, h.signed(), h.Signature)
}

// NewKey makes a signing key and writes it as PEM (PKCS #8).
func NewKey(random io.Reader) (ed25519.PrivateKey, []byte, error) {
	_, key, err := ed25519.GenerateKey(random)
	if err != nil {
		return nil, nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, err
	}
	return key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

// ReadKey reads a signing key that NewKey wrote.
func ReadKey(text []byte) (ed25519.PrivateKey, error) {
	block, _ := pem.Decode(text)
	if block == nil || block.Type != "PRIVATE KEY" {
		return nil, errors.New("not a private key in PEM")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	ed, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("the key is a %T, want Ed25519", key)
	}
	return ed, nil
}
