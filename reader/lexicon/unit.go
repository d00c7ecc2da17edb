package lexicon

import "strings"

// A unit is one row of departments.tsv: a department and what it is called at
// the four levels.
type unit struct {
	key   string
	names map[string]string
}

// A localName is a unit called differently in one place.
type localName struct{ place, key string }

func (l *Leads) loadUnits(src source) error {
	rows, err := src.table(fileUnits, "key", "national", "province", "city", "county")
	if err != nil {
		return err
	}
	l.keys = map[string]int{}
	seen := make(map[string]int, len(rows))
	for _, r := range rows {
		u := unit{key: r.cells[0], names: map[string]string{}}
		if err := unique(seen, r, u.key); err != nil {
			return err
		}
		for i, level := range []string{LevelNational, LevelProvince, LevelCity, LevelCounty} {
			if r.cells[i+1] == "" {
				return r.errorf("%s has no name at the level %s", u.key, level)
			}
			if !placeholders(r.cells[i+1]) {
				return r.errorf("%q: a name has at most one of {p}, {c}, {place}, {short}", r.cells[i+1])
			}
			u.names[level] = r.cells[i+1]
		}
		l.keys[u.key] = len(l.units)
		l.units = append(l.units, u)
	}
	rows, err = src.table(fileLocalNames, "place", "unit", "name")
	if err != nil {
		return err
	}
	l.local = map[localName]string{}
	seen = make(map[string]int, len(rows))
	for _, r := range rows {
		if _, ok := l.keys[r.cells[1]]; !ok {
			return r.errorf("unit %q is no key of %s", r.cells[1], fileUnits)
		}
		if len(l.places.Named(r.cells[0])) == 0 {
			return r.errorf("place %q is no name of %s", r.cells[0], filePlaces)
		}
		if r.cells[2] == "" {
			return r.errorf("name is empty")
		}
		if err := unique(seen, r, r.cells[0]+" "+r.cells[1]); err != nil {
			return err
		}
		l.local[localName{r.cells[0], r.cells[1]}] = r.cells[2]
	}
	return nil
}

// placeholders reports whether a name has none or one of the known ones.
func placeholders(name string) bool {
	before, rest, ok := strings.Cut(name, "{")
	hole, after, closed := strings.Cut(rest, "}")
	if !ok {
		return !strings.Contains(before, "}")
	}
	return closed && oneOf(hole, "p c place short") && !strings.ContainsAny(after, "{}")
}

// Unit returns what the department with a key is called in a document of a
// level about a place: Unit("finance", "province", "内蒙古自治区") is
// 自治区财政厅. place may be ""; an unknown level reads as a province. It
// returns "" for an unknown key.
func (l *Leads) Unit(key, level, place string) string {
	i, ok := l.keys[key]
	if !ok {
		return ""
	}
	return l.nameOf(i, level, place)
}

// nameOf is Unit for the i-th unit.
func (l *Leads) nameOf(i int, level, place string) string {
	if name, ok := l.local[localName{place, l.units[i].key}]; ok {
		return name
	}
	if level == LevelTownship {
		level = LevelCounty
	}
	pattern, ok := l.units[i].names[level]
	if !ok {
		level = LevelProvince
		pattern = l.units[i].names[level]
	}
	if level == LevelProvince && suffixed(place, "市") {
		// The departments of a municipality are called like a city's.
		pattern = l.units[i].names[LevelCity]
	}
	if !strings.Contains(pattern, "{") {
		return pattern
	}
	self, committee := selfNames(level, place)
	before, rest, _ := strings.Cut(pattern, "{")
	hole, after, _ := strings.Cut(rest, "}")
	fill := self
	switch hole {
	case "c":
		fill = committee
	case "place":
		if place != "" {
			fill = place
		}
	case "short":
		if named := l.places.Named(place); len(named) > 0 && len(named[0].Short) > 0 {
			fill = named[0].Short[0]
		}
	}
	return before + fill + after
}

// selfNames returns what a place calls itself in the names of its departments,
// and its party committee: 省 and 省委, 自治区 and 自治区党委.
func selfNames(level, place string) (self, committee string) {
	for _, s := range []string{"自治区", "自治州", "自治县", "自治旗", "兵团"} {
		if strings.HasSuffix(place, s) {
			self = strings.TrimPrefix(s, "自治")
			if s == "自治区" {
				return s, s + "党委"
			}
			if s == "兵团" {
				return s, s + "党委"
			}
			return self, self + "委"
		}
	}
	for _, s := range []string{"省", "市", "县", "区", "旗", "盟"} {
		if strings.HasSuffix(place, s) {
			if s == "区" && strings.HasSuffix(place, "地区") {
				return "地区", "地委"
			}
			return s, s + "委"
		}
	}
	switch level {
	case LevelCity:
		return "市", "市委"
	case LevelCounty:
		return "县", "县委"
	}
	return "省", "省委"
}
