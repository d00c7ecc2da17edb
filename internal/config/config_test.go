package config

import "testing"

func TestPlainHTTPStaysOnTheMachine(t *testing.T) {
	for name, c := range map[string]struct {
		server Server
		ok     bool
		url    string
	}{
		"this machine":          {Server{Addr: "127.0.0.1:8080"}, true, "http://127.0.0.1:8080"},
		"its name":              {Server{Addr: "localhost:8080"}, true, "http://localhost:8080"},
		"the network, no TLS":   {Server{Addr: "0.0.0.0:8080"}, false, ""},
		"every address, no TLS": {Server{Addr: ":8080"}, false, ""},
		"the network with TLS":  {Server{Addr: "10.0.0.5:443", Cert: "c.pem", Key: "k.pem"}, true, "https://10.0.0.5:443"},
		"behind a proxy":        {Server{Addr: "0.0.0.0:8080", Public: "https://luoshi.example"}, true, "https://luoshi.example"},
		"half a certificate":    {Server{Addr: "127.0.0.1:8080", Cert: "c.pem"}, false, ""},
		"no port":               {Server{Addr: "127.0.0.1"}, false, ""},
		"a path":                {Server{Addr: "127.0.0.1:1", Public: "https://a/b"}, false, ""},
		"trusted proxies":       {Server{Addr: "127.0.0.1:1", Proxy: []string{"10.0.0.2", "10.1.0.0/16", "::1"}}, true, "http://127.0.0.1:1"},
		"a proxy by its name":   {Server{Addr: "127.0.0.1:1", Proxy: []string{"proxy.example"}}, false, ""},
		"a provider, no client": {Server{Addr: "127.0.0.1:1", OIDC: OIDC{Issuer: "https://id.example"}}, false, ""},
	} {
		err := c.server.Check()
		if (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
		if c.ok && c.server.URL() != c.url {
			t.Errorf("%s: %s, want %s", name, c.server.URL(), c.url)
		}
	}
}
