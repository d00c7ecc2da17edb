package web

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/auth"
)

// origin is where the request comes from.
func (q *Request) origin() auth.Origin {
	agent := q.UserAgent()
	if len(agent) > 200 {
		agent = agent[:200]
	}
	return auth.Origin{Address: clientOf(q.Request, q.Site.opt.Proxies), Agent: strings.ToValidUTF8(agent, "")}
}

// clientOf is the network address of the browser. Proxies that the operator
// named tell on whose behalf they ask, in X-Forwarded-For; each adds the address
// it was asked from at the end. So the list is read backwards as long as those
// who wrote it are trusted, and what stands further left may be invented.
func clientOf(r *http.Request, trusted []netip.Prefix) string {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	client := peer.Addr().Unmap()
	told := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(told) - 1; i >= 0 && within(client, trusted); i-- {
		next, ok := addressOf(told[i])
		if !ok {
			break
		}
		client = next
	}
	return client.String()
}

// addressOf reads one entry: an address, with a port or without.
func addressOf(entry string) (netip.Addr, bool) {
	entry = strings.TrimSpace(entry)
	if a, err := netip.ParseAddr(strings.Trim(entry, "[]")); err == nil {
		return a.Unmap().WithZone(""), true
	}
	a, err := netip.ParseAddrPort(entry)
	return a.Addr().Unmap().WithZone(""), err == nil
}

func within(a netip.Addr, list []netip.Prefix) bool {
	return slices.ContainsFunc(list, func(p netip.Prefix) bool { return p.Contains(a) })
}
