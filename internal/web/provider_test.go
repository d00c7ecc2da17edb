package web

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/luoshi-project/luoshi/internal/auth"
)

// A provider is a small identity provider: it vouches for one account.
type provider struct {
	*httptest.Server
	key       *rsa.PrivateKey
	account   string
	nonce     string // of the question asked last
	challenge string
	audience  string
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key, audience: "luoshi"}
	mux := http.NewServeMux()
	say := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(v)
	}
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		say(w, map[string]any{
			"issuer": p.URL, "authorization_endpoint": p.URL + "/ask", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"},
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		say(w, map[string]any{"keys": []any{map[string]any{
			"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1", "n": base64.RawURLEncoding.EncodeToString(key.N.Bytes()),
			"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(key.E)).Bytes()),
		}}})
	})
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
		if base64.RawURLEncoding.EncodeToString(sum[:]) != p.challenge {
			http.Error(w, "another browser took the answer", http.StatusBadRequest)
			return
		}
		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: key, KeyID: "1"}}, nil)
		if err != nil {
			t.Error(err)
			return
		}
		claims, _ := json.Marshal(map[string]any{
			"iss": p.URL, "aud": p.audience, "sub": "1", "exp": time.Now().Add(time.Hour).Unix(), "iat": time.Now().Unix(),
			"nonce": p.nonce, "preferred_username": p.account,
		})
		signed, err := signer.Sign(claims)
		if err != nil {
			t.Error(err)
			return
		}
		token, _ := signed.CompactSerialize()
		say(w, map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": token})
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// go asks the provider as a browser would and comes back with what it says.
func (b *browser) through(p *provider) reply {
	b.Helper()
	asked, err := url.Parse(b.get("/sign-in/provider?back=/inbox").head.Get("Location"))
	b.must(err)
	p.nonce, p.challenge = asked.Query().Get("nonce"), asked.Query().Get("code_challenge")
	return b.get(BackFromProvider + "?" + url.Values{"state": {asked.Query().Get("state")}, "code": {"c"}}.Encode())
}

func TestAnIdentityProviderVouchesForPeople(t *testing.T) {
	o := newTown(t)
	p := newProvider(t)
	var err error
	o.site.opt.OIDC, err = auth.NewProvider(t.Context(), p.URL, "luoshi", "secret", "preferred_username", o.server.URL+BackFromProvider)
	o.must(err)

	p.account = "handler"
	b := o.browser()
	if r := b.through(p); r.status != http.StatusSeeOther || r.head.Get("Location") != "/inbox" {
		t.Fatalf("vouched for: %d %s", r.status, r.text())
	}
	if r := b.get("/inbox"); r.status != http.StatusOK {
		t.Errorf("signed in, but /inbox answers %d", r.status)
	}
	refused := func(what string, r reply) {
		t.Helper()
		if r.status != http.StatusUnauthorized && r.status != http.StatusForbidden {
			t.Errorf("%s: %d", what, r.status)
		}
	}
	p.account = "stranger"
	refused("an account that nobody here has", o.browser().through(p))
	p.account = "handler"
	refused("an answer to no question", o.browser().get(BackFromProvider+"?state=s&code=c"))
	o.must(o.auth.Close(t.Context(), "security_admin", "handler"))
	refused("a closed account", o.browser().through(p))
	o.must(o.auth.Open(t.Context(), "security_admin", "handler"))
	p.audience = "another program"
	refused("a token for another program", o.browser().through(p))
}
