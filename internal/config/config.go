// Package config is what a server is told about its surroundings.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"time"
)

// A Server says where and how the pages are served.
type Server struct {
	Addr   string        // host:port to listen at
	Cert   string        // certificate file (PEM), "" for plain http
	Key    string        // its key file
	Public string        // address that browsers use, where another program stands in front; "" for Addr
	Proxy  []string      // addresses, or ranges of them, of programs in front that say whose requests they hand on
	Map    string        // file of the map on the wall, SVG or GeoJSON; "" for none
	Idle   time.Duration // without a request people are signed out after it
	OIDC   OIDC
}

// OIDC is an identity provider that vouches for people; without an issuer there
// is none.
type OIDC struct {
	Issuer string
	Client string
	Secret string
	Claim  string // that names the person: preferred_username, email, sub …
}

// Check says what is wrong with the settings.
func (s *Server) Check() error {
	host, port, err := net.SplitHostPort(s.Addr)
	switch {
	case err != nil || port == "":
		return fmt.Errorf("the address to listen at is HOST:PORT, got %q", s.Addr)
	case (s.Cert == "") != (s.Key == ""):
		return errors.New("TLS needs both a certificate and its key")
	case s.Idle < 0 || s.Idle > 0 && s.Idle < time.Minute:
		return errors.New("people may be signed out after a minute without a request at the earliest")
	case s.OIDC.Issuer != "" && s.OIDC.Client == "":
		return errors.New("an identity provider needs the id it knows this program by")
	}
	if s.Public != "" {
		if u, err := url.Parse(s.Public); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.Path != "" && u.Path != "/" {
			return fmt.Errorf("the public address is http://HOST or https://HOST, got %q", s.Public)
		}
	}
	if _, err := s.Proxies(); err != nil {
		return err
	}
	if ip := net.ParseIP(host); !s.Secure() && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("%s can be reached from other machines: give a certificate and its key, or the public https address of the proxy in front", s.Addr)
	}
	return nil
}

// Secure tells whether browsers speak https with the server.
func (s *Server) Secure() bool {
	u, err := url.Parse(s.Public)
	return s.Cert != "" || err == nil && u.Scheme == "https"
}

// URL is the address that browsers use, without a slash at its end.
func (s *Server) URL() string {
	if u, err := url.Parse(s.Public); err == nil && u.Host != "" {
		return u.Scheme + "://" + u.Host
	}
	if s.Cert != "" {
		return "https://" + s.Addr
	}
	return "http://" + s.Addr
}

// Proxies are the ranges of addresses that Proxy names.
func (s *Server) Proxies() ([]netip.Prefix, error) {
	var list []netip.Prefix
	for _, text := range s.Proxy {
		if a, err := netip.ParseAddr(text); err == nil {
			list = append(list, netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("a trusted proxy is an address or a range like 10.0.0.0/24, got %q", text)
		}
		list = append(list, p.Masked())
	}
	return list, nil
}
