package deadline

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed regimes/*.yaml
var shipped embed.FS

// A Library holds regimes by id and version. It does not change once made.
type Library struct {
	regimes []*Regime // by id, then version
}

var readShipped = sync.OnceValues(func() (*Library, error) {
	l := &Library{}
	names, err := fs.Glob(shipped, "regimes/*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		source, err := shipped.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if l, err = l.With(name, source); err != nil {
			return nil, err
		}
	}
	return l, nil
})

// Shipped is the library of the regimes that come with the program. It fails
// only if the program was built with one that is not valid.
func Shipped() (*Library, error) { return readShipped() }

// With is the library with one more regime, read from YAML as Parse does. A
// regime that is there cannot be replaced, because matters run under it: a
// changed one needs a new version. The same text again changes nothing.
func (l *Library) With(file string, source []byte) (*Library, error) {
	r, err := Parse(file, source)
	if err != nil {
		return nil, err
	}
	if have, err := l.Find(r.Ref()); err == nil {
		if have.YAML == r.YAML {
			return l, nil
		}
		return nil, &Invalid{file, []Problem{{1, fmt.Sprintf(
			"there is a regime %s already, and matters may run under it; give this one version %d", r.Ref(), l.newest(r.ID).Version+1)}}}
	}
	next := &Library{append(slices.Clone(l.regimes), r)}
	slices.SortFunc(next.regimes, func(a, b *Regime) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), cmp.Compare(a.Version, b.Version))
	})
	return next, nil
}

// All lists the regimes, by id and version.
func (l *Library) All() []*Regime { return slices.Clone(l.regimes) }

// Find finds a regime by its id, which means its newest version, or by id and
// version: "13710@1".
func (l *Library) Find(ref string) (*Regime, error) {
	id, version, exact := strings.Cut(ref, "@")
	newest := l.newest(id)
	if newest == nil {
		var ids []string
		for _, r := range l.regimes {
			ids = append(ids, r.ID)
		}
		return nil, fmt.Errorf("there is no regime %q; there are %s", id, strings.Join(slices.Compact(ids), ", "))
	}
	if !exact {
		return newest, nil
	}
	n, err := strconv.Atoi(version)
	for _, r := range l.regimes {
		if err == nil && r.ID == id && r.Version == n {
			return r, nil
		}
	}
	return nil, fmt.Errorf("there is no version %q of regime %s; the newest is %d", version, id, newest.Version)
}

func (l *Library) newest(id string) *Regime {
	var newest *Regime
	for _, r := range l.regimes {
		if r.ID == id {
			newest = r
		}
	}
	return newest
}
