package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// headBytes is how much of a document can hold its title, the line that says
// where it was given, and the first sentence.
const headBytes = 6000

// National is the name of the jurisdiction of a report of the State Council.
const National = "全国"

// offices stand behind the name of the place whose report it is. The earlier
// ones prove more.
var offices = []string{"人民代表大会", "人大", "人民政府", "政府工作报告", "行署", "行政公署", "省长", "市长", "县长", "区长", "州长", "盟长", "旗长", "镇长", "乡长", "主席"}

// Jurisdiction returns whose report a text is: 山西省 and province, 运城市 and
// city, 全国 and national. It looks at the title and the first lines first
// (在…第十四届人民代表大会第二次会议上, 我代表…人民政府), then at what the text
// calls itself (全省, 全市, 我县) together with the name it mentions most. What
// the text does not say is "".
func (p *Places) Jurisdiction(text string) (name, level string) {
	head := text[:min(len(text), headBytes)]
	head = withoutSpaces(head)
	if name, level = p.byOffice(head); name != "" {
		return name, level
	}
	return p.bySelf(text)
}

// byOffice finds the place in front of an assembly, a government or its head.
func (p *Places) byOffice(head string) (name, level string) {
	best := len(offices)
	for i, office := range offices {
		for at := 0; ; {
			j := strings.Index(head[at:], office)
			if j < 0 {
				break
			}
			j += at
			at = j + len(office)
			before := trimSession(head[:j])
			if i < 3 && strings.HasSuffix(before, National) || strings.HasSuffix(before, "代表国务院") {
				if best > i {
					best, name, level = i, National, LevelNational
				}
				continue
			}
			if n, l := p.endingPlace(before); n != "" && i < best {
				best, name, level = i, n, l
			}
		}
	}
	if best == len(offices) && zhtext.Contains(head, "代表国务院") {
		return National, LevelNational
	}
	return name, level
}

// trimSession takes 第十四届, 十五届 and 代, 常务副 from the end of a text.
func trimSession(s string) string {
	s = strings.TrimSuffix(s, "代")
	t, ok := strings.CutSuffix(s, "届")
	if !ok {
		return s
	}
	t = strings.TrimRight(t, "〇零一二三四五六七八九十0123456789")
	return strings.TrimSuffix(t, "第")
}

// endingPlace returns the place whose name ends s: the longest known name, else
// what has the form of one.
func (p *Places) endingPlace(s string) (name, level string) {
	start := len(s)
	var runes []int // starts of the last runes of s
	for len(runes) < 16 && start > 0 {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
		runes = append(runes, start)
	}
	for i := len(runes) - 1; i >= 0; i-- {
		v, ok := p.names.Number(s[runes[i]:])
		if !ok || p.spellings[v].class == trap || len(p.spellings[v].places) == 0 {
			continue
		}
		sp := &p.spellings[v]
		first := p.list[sp.places[0]]
		if first.Level == LevelRegion || !sp.full && sp.class != strong {
			continue
		}
		return first.Name, first.Level
	}
	return formOfName(s)
}

// formOfName reads a name that no table has from its form: a town, or a county
// that was renamed. The name begins behind 在, 代表, a higher place or
// punctuation.
func formOfName(s string) (name, level string) {
	for _, kind := range []struct{ suffix, level string }{
		{"自治县", LevelCounty},
		{"街道", LevelTownship},
		{"镇", LevelTownship},
		{"乡", LevelTownship},
		{"县", LevelCounty},
		{"旗", LevelCounty},
		{"区", LevelCounty},
	} {
		t, ok := strings.CutSuffix(s, kind.suffix)
		if !ok {
			continue
		}
		n, from := 0, len(t)
		for n < 5 && from > 0 {
			r, size := utf8.DecodeLastRuneInString(t[:from])
			if !unicode.Is(unicode.Han, r) || strings.ContainsRune("在表省市县区州盟旗我本各全届日月年于", r) {
				break
			}
			from -= size
			n++
		}
		if n >= 1 && n < 5 {
			return t[from:] + kind.suffix, kind.level
		}
		return "", ""
	}
	return "", ""
}

// selfWords are how a text speaks of its own place and those who govern it.
var selfWords = []struct {
	level string
	words []string
}{
	{LevelProvince, []string{"全省", "我省", "省委", "省政府", "省人民政府", "自治区党委", "自治区人民政府"}},
	{LevelCity, []string{"全市", "我市", "市委", "市政府", "市人民政府", "全州", "我州", "州委", "全盟", "盟委"}},
	{LevelCounty, []string{"全县", "我县", "县委", "县政府", "县人民政府", "全旗", "旗委", "我旗", "区委", "区政府", "区人民政府"}},
	{LevelTownship, []string{"全镇", "我镇", "镇党委", "全乡", "我乡", "乡党委"}},
}

// bySelf finds the place from how the text speaks of itself. Reports speak of
// those above them (全省, 市委) but seldom of those below, so the lowest level
// counts that is spoken of half as often as the most frequent one, or whose
// most frequent name stands far above that of its superior.
func (p *Places) bySelf(text string) (name, level string) {
	counts := make([]int, len(selfWords))
	most := 0
	for i, s := range selfWords {
		for _, w := range s.words {
			counts[i] += countOf(text, w)
		}
		if s.level == LevelCounty { // 自治区人民政府 is not 区人民政府
			counts[i] -= countOf(text, "自治区人民政府") + countOf(text, "自治区政府")
		}
		most = max(most, counts[i])
	}
	named := p.namedCounts(text)
	for i := len(selfWords) - 1; i >= 0; i-- {
		if counts[i] < 2 {
			continue
		}
		pl := p.mostNamed(named, selfWords[i].level)
		switch {
		case pl >= 0 && (2*counts[i] >= most || named[pl] >= 2*named[p.parent(pl)]):
			return p.list[pl].Name, p.list[pl].Level
		case 2*counts[i] >= most:
			return "", selfWords[i].level
		}
	}
	if zhtext.Contains(text, "国务院") && zhtext.Contains(text, "中央") {
		return National, LevelNational
	}
	return "", ""
}

// countOf is strings.Count for a Chinese word.
func countOf(text, word string) (n int) {
	for i := zhtext.Index(text, word); i >= 0; i = zhtext.Index(text, word) {
		n++
		text = text[i+len(word):]
	}
	return n
}

// parent returns the next higher division, or -1.
func (p *Places) parent(i int32) int32 {
	if j, ok := p.byCode[p.list[i].Parent]; ok {
		return j
	}
	return -1
}

// namedCounts counts how often a text names each place. Doubtful names count
// too, but never everyday words.
func (p *Places) namedCounts(text string) map[int32]int {
	counts := map[int32]int{}
	for i := 0; i < len(text); {
		v, n := p.names.Longest(text[i:])
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text[i:])
			i += n
			continue
		}
		i += n
		if s := &p.spellings[v]; s.class != trap && s.class != common {
			counts[s.places[0]]++
		}
	}
	return counts
}

// mostNamed returns the place of a level that is named most, if it stands out,
// else -1.
func (p *Places) mostNamed(counts map[int32]int, level string) int32 {
	best, second := int32(-1), 0
	for i := range p.list { // in the order of the list, not of the map
		pl := &p.list[i]
		c := counts[int32(i)]
		switch {
		case c == 0, pl.Level != level && (level != LevelCity || !isMunicipality(*pl)):
		case best < 0 || c > counts[best]:
			if best >= 0 {
				second = counts[best]
			}
			best = int32(i)
		case c > second:
			second = c
		}
	}
	if best < 0 || counts[best] < 5 || counts[best] < 2*second {
		return -1
	}
	return best
}

func isMunicipality(pl Place) bool {
	return pl.Level == LevelProvince && strings.HasSuffix(pl.Name, "市")
}

// withoutSpaces drops spaces and line breaks, which titles are full of. What
// takes their place is never part of a name.
func withoutSpaces(s string) string {
	var b strings.Builder
	for _, r := range s {
		if !unicode.IsSpace(r) && r != '\u200b' {
			b.WriteRune(r)
		}
	}
	return b.String()
}
