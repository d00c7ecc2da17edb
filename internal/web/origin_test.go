package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"testing"

	"github.com/luoshi-project/luoshi/internal/auth"
)

// Only a proxy that the operator named is believed, and only what it added.
func TestClientBehindProxies(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	for name, c := range map[string]struct {
		peer string
		told []string
		want string
	}{
		"no proxy":                          {"192.0.2.7:4711", nil, "192.0.2.7"},
		"a stranger who claims to be one":   {"192.0.2.7:4711", []string{"198.51.100.1"}, "192.0.2.7"},
		"the proxy":                         {"10.0.0.2:80", []string{"198.51.100.1"}, "198.51.100.1"},
		"the proxy, by IPv6":                {"[::1]:80", []string{"2001:db8::7"}, "2001:db8::7"},
		"an IPv4 address in the form of v6": {"[::ffff:10.0.0.2]:80", []string{"::ffff:198.51.100.1"}, "198.51.100.1"},
		"a browser that invents one":        {"10.0.0.2:80", []string{"203.0.113.9, 198.51.100.1"}, "198.51.100.1"},
		"two proxies":                       {"10.0.0.2:80", []string{"198.51.100.1, 10.0.0.3"}, "198.51.100.1"},
		"two headers":                       {"10.0.0.2:80", []string{"198.51.100.1", "10.0.0.3"}, "198.51.100.1"},
		"with ports":                        {"10.0.0.2:80", []string{"198.51.100.1:5000"}, "198.51.100.1"},
		"an empty header":                   {"10.0.0.2:80", []string{""}, "10.0.0.2"},
		"something else":                    {"10.0.0.2:80", []string{"198.51.100.1, unknown"}, "10.0.0.2"},
		"only proxies":                      {"10.0.0.2:80", []string{"10.0.0.3"}, "10.0.0.3"},
		"a socket":                          {"@", []string{"198.51.100.1"}, "@"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.peer
		for _, v := range c.told {
			r.Header.Add("X-Forwarded-For", v)
		}
		if got := clientOf(r, trusted); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// The log of sign-ins names the browser's address, not the proxy's.
func TestLogNamesTheClient(t *testing.T) {
	o := newTown(t)
	for _, proxies := range [][]netip.Prefix{nil, {netip.MustParsePrefix("127.0.0.0/8")}} {
		o.site.opt.Proxies = proxies
		o.browser().post("/sign-in", url.Values{"account": {"handler"}, "password": {"wrong password"}}, "X-Forwarded-For", "198.51.100.1")
	}
	log, err := o.auth.Log(t.Context(), auth.LogQuery{What: auth.WrongSecret})
	o.must(err)
	if len(log) != 2 || log[0].From != "198.51.100.1" || log[1].From != "127.0.0.1" {
		t.Errorf("the log says %+v", log)
	}
}

// Whoever tries passwords sees the same page for a name that has an account and
// is locked by now, and for one that has none.
func TestALockedAccountLooksLikeNone(t *testing.T) {
	o := newTown(t)
	o.as("handler")
	pages := map[string]string{}
	for _, account := range []string{"handler", "nobody"} {
		for range 6 {
			r := o.browser().post("/sign-in", url.Values{"account": {account}, "password": {"wrong password"}})
			pages[account] = r.document(t).Find(".told").Text()
		}
	}
	if pages["handler"] == "" || pages["handler"] != pages["nobody"] {
		t.Errorf("an account: %q; none: %q", pages["handler"], pages["nobody"])
	}
	right := o.browser().post("/sign-in", url.Values{"account": {"handler"}, "password": {secret}})
	if right.status != http.StatusUnauthorized || right.document(t).Find(".told").Text() != pages["nobody"] {
		t.Errorf("the right password of a locked account: %d %s", right.status, right.text())
	}
}
