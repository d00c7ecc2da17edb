package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/reader/lexicon"
	"github.com/luoshi-project/luoshi/zhtext"
)

// sessionAt returns where s names the session of a people's congress, or -1.
func sessionAt(s string) int {
	i := zhtext.Index(s, "人民代表大会")
	if i < 0 {
		if i = zhtext.Index(s, "人大"); i < 0 || !strings.HasSuffix(s[:i], "届") {
			return -1
		}
	}
	if !zhtext.Contains(s[i:], "会议") && !strings.HasSuffix(s, "会议") {
		return -1
	}
	return i
}

// place returns the place the report is about and its level. The session's line
// names it best; else the title and the first lines do, else what the report
// calls itself.
func (h head) place(places *lexicon.Places, title, text string) (name, level string) {
	if name = sessionPlace(h.session); name == lexicon.National {
		return name, lexicon.LevelNational
	}
	if name != "" {
		for _, p := range places.Named(name) {
			if p.Level != lexicon.LevelRegion {
				return p.Name, p.Level
			}
		}
		if level = levelOf(name); level != "" && len(name) <= 45 {
			return name, level
		}
	}
	if name = titlePlace(title); name != "" {
		for _, p := range places.Named(name) {
			if p.Level != lexicon.LevelRegion {
				return p.Name, p.Level
			}
		}
		return name, levelOf(name)
	}
	if name, level = places.Jurisdiction(title + "\n" + strings.Join(h.front, "\n")); name != "" {
		return name, level
	}
	return places.Jurisdiction(text)
}

// sessionPlace returns the place whose congress s names.
func sessionPlace(s string) string {
	at := sessionAt(s)
	if at < 0 {
		return ""
	}
	if strings.HasSuffix(s[:at], lexicon.National) {
		return lexicon.National
	}
	t := s[:at]
	if i := strings.LastIndex(t, "届"); i >= 0 {
		t = strings.TrimSuffix(strings.TrimRight(t[:i], "一二三四五六七八九十0123456789"), "第")
	}
	if i := strings.LastIndex(t, "在"); i >= 0 {
		t = t[i+3:]
	}
	if _, _, end := findDate(t); end > 0 {
		t = t[end:]
	}
	for _, mark := range [...]string{"，", "。", "——", "（", "“", "根据", "按照"} {
		if i := strings.LastIndex(t, mark); i >= 0 {
			t = t[i+len(mark):]
		}
	}
	return fullName(t)
}

// fullName returns s where it is a name with its kind (山西省, 清苑县), and ""
// where it is a kind without a name (省, 自治区, 本县).
func fullName(s string) string {
	s = strings.TrimPrefix(s, "中共")
	if len(s) < 6 || len(s) > 45 || levelOf(s) == "" || strings.ContainsAny(s, "，。、：；（）0123456789") {
		return ""
	}
	switch s {
	case "自治区", "自治州", "自治县", "自治旗", "本市", "本省", "本县", "我省", "我市", "我县", "我区", "全省", "全市", "全县":
		return ""
	}
	return s
}

// levelOf returns the level of a place no table has, by the kind its name ends
// with, or "".
func levelOf(s string) string {
	for _, kind := range [...]struct{ suffix, level string }{
		{"自治区", lexicon.LevelProvince},
		{"省", lexicon.LevelProvince},
		{"自治州", lexicon.LevelCity},
		{"地区", lexicon.LevelCity},
		{"盟", lexicon.LevelCity},
		{"州", lexicon.LevelCity},
		{"市", lexicon.LevelCity},
		{"县", lexicon.LevelCounty},
		{"旗", lexicon.LevelCounty},
		{"区", lexicon.LevelCounty},
		{"街道", lexicon.LevelTownship},
		{"苏木", lexicon.LevelTownship},
		{"镇", lexicon.LevelTownship},
		{"乡", lexicon.LevelTownship},
	} {
		if strings.HasSuffix(s, kind.suffix) && len(s) > len(kind.suffix) {
			return kind.level
		}
	}
	return ""
}
