package lexicon

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext/words"
)

// The levels of places, as the contract of the reader names them. A region is
// an area that is no administrative division: 京津冀, 长三角, 雄安新区.
const (
	LevelNational = "national"
	LevelProvince = "province" // provinces, autonomous regions, municipalities, the 兵团
	LevelCity     = "city"     // prefecture-level cities, 自治州, 地区, 盟
	LevelCounty   = "county"   // counties, county-level cities, districts, banners
	LevelTownship = "township"
	LevelRegion   = "region"
)

// A Place is one administrative division or region.
type Place struct {
	Code   string   // six digits of GB/T 2260; R and a number for regions
	Name   string   // full name: 太原市
	Short  []string // what it is also called: 太原
	Level  string
	Parent string // code of the next higher division, "" for provinces and regions
	Until  int    // last year a list of divisions had it, 0 if it still exists
}

// A class says how much a spelling proves.
type class byte

const (
	strong class = iota // a place wherever it stands
	weak                // a place if something near it or the home of the document says so
	common              // an everyday word; a place only beside its superior or its siblings
	trap                // no place, though one seems to begin in it: 长治久安, 市场
)

// A spelling is one way to write a name, with the places it may mean: those
// that exist before those of the past, higher levels before lower ones.
type spelling struct {
	text   string
	class  class
	full   bool
	places []int32
}

// Places knows the administrative divisions of China.
type Places struct {
	list      []Place
	byCode    map[string]int32
	names     *words.List // of spellings
	spellings []spelling
}

// ByCode returns the place with a code.
func (p *Places) ByCode(code string) (Place, bool) {
	i, ok := p.byCode[code]
	if !ok {
		return Place{}, false
	}
	return p.list[i], true
}

// Named returns all places with a full or short name: those that exist before
// those of the past, higher levels before lower ones.
func (p *Places) Named(name string) []Place {
	v, ok := p.names.Number(name)
	if !ok {
		return nil
	}
	var out []Place
	for _, i := range p.spellings[v].places {
		out = append(out, p.list[i])
	}
	return out
}

// within reports whether the place i lies in the place home, at any depth.
func (p *Places) within(i, home int32) bool {
	for range 4 {
		parent, ok := p.byCode[p.list[i].Parent]
		if !ok {
			return false
		}
		if parent == home {
			return true
		}
		i = parent
	}
	return false
}

var placeLevels = map[string]int{LevelProvince: 0, LevelCity: 1, LevelCounty: 2, LevelRegion: 3}

func loadPlaces(src source) (*Places, error) {
	rows, err := src.table(filePlaces, "code", "name", "short", "level", "parent", "until")
	if err != nil {
		return nil, err
	}
	p := &Places{byCode: make(map[string]int32, len(rows))}
	seen := make(map[string]int, len(rows))
	for _, r := range rows {
		pl := Place{Code: r.cells[0], Name: r.cells[1], Short: r.list(2), Level: r.cells[3], Parent: r.cells[4]}
		if pl.Name == "" {
			return nil, r.errorf("name is empty")
		}
		if _, ok := placeLevels[pl.Level]; !ok {
			return nil, r.errorf("level %q is none of province, city, county, region", pl.Level)
		}
		if r.cells[5] != "" {
			if pl.Until, err = strconv.Atoi(r.cells[5]); err != nil {
				return nil, r.errorf("until %q is not a year", r.cells[5])
			}
		}
		if err := unique(seen, r, pl.Code+" "+pl.Name); err != nil {
			return nil, err
		}
		// A code that was given to a new name stands for the name that exists.
		if old, ok := p.byCode[pl.Code]; !ok || p.list[old].Until != 0 {
			p.byCode[pl.Code] = int32(len(p.list))
		}
		p.list = append(p.list, pl)
	}
	for i, r := range rows {
		if parent := p.list[i].Parent; parent != "" {
			if _, ok := p.byCode[parent]; !ok {
				return nil, r.errorf("parent %q is no code of this table", parent)
			}
		}
	}
	special, err := loadPlaceWords(src)
	if err != nil {
		return nil, err
	}
	if err := p.spell(special); err != nil {
		return nil, err
	}
	return p, nil
}

// A placeWord is a row of place_words.tsv.
type placeWord struct {
	row   row
	class class
}

func loadPlaceWords(src source) ([]placeWord, error) {
	rows, err := src.table(filePlaceWords, "word", "class")
	if err != nil {
		return nil, err
	}
	names := map[string]class{"strong": strong, "weak": weak, "common": common, "trap": trap}
	seen := make(map[string]int, len(rows))
	var out []placeWord
	for _, r := range rows {
		c, ok := names[r.cells[1]]
		if !ok {
			return nil, r.errorf("class %q is none of strong, weak, common, trap", r.cells[1])
		}
		if err := unique(seen, r, r.cells[0]); err != nil {
			return nil, err
		}
		out = append(out, placeWord{r, c})
	}
	return out, nil
}

// spell collects the spellings of all places and the traps.
func (p *Places) spell(special []placeWord) error {
	index := make(map[string]int, 2*len(p.list))
	add := func(text string, full bool, place int32) {
		i, ok := index[text]
		if !ok {
			i = len(p.spellings)
			index[text] = i
			p.spellings = append(p.spellings, spelling{text: text})
		}
		s := &p.spellings[i]
		s.full = s.full || full
		if !slices.Contains(s.places, place) {
			s.places = append(s.places, place)
		}
	}
	for i, pl := range p.list {
		add(pl.Name, true, int32(i))
		for _, s := range pl.Short {
			add(s, false, int32(i))
		}
	}
	for i := range p.spellings {
		s := &p.spellings[i]
		slices.SortStableFunc(s.places, func(a, b int32) int { return p.rank(a) - p.rank(b) })
		s.class = p.usualClass(s)
	}
	for _, w := range special {
		text := w.row.cells[0]
		i, ok := index[text]
		if !ok {
			if w.class != trap {
				return w.row.errorf("%q is no name of %s; only a trap may be another word", text, filePlaces)
			}
			i = len(p.spellings)
			p.spellings = append(p.spellings, spelling{text: text})
		}
		p.spellings[i].class = w.class
	}
	texts := make([]string, len(p.spellings))
	for i, s := range p.spellings {
		texts[i] = s.text
	}
	p.names = words.NewList(texts...)
	return nil
}

func (p *Places) rank(i int32) int {
	r := placeLevels[p.list[i].Level]
	if p.list[i].Until != 0 {
		r += 10
	}
	return r
}

// usualClass is the class of a spelling that place_words.tsv does not name.
// Two characters are few: of a county they are a word as often as not.
func (p *Places) usualClass(s *spelling) class {
	first := p.list[s.places[0]]
	if first.Level == LevelCounty && utf8.RuneCountInString(s.text) <= 2 {
		return weak
	}
	if first.Until != 0 && !s.full {
		return weak
	}
	return strong
}

// suffixed reports whether a name ends with one of the suffixes.
func suffixed(name string, suffixes ...string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(name, s) {
			return true
		}
	}
	return false
}
