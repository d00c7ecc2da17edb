package reader

import "strings"

// sessionAt returns where s names the session of a people's congress, or -1.
func sessionAt(s string) int {
	i := strings.Index(s, "人民代表大会")
	if i < 0 {
		if i = strings.Index(s, "人大"); i < 0 || !strings.HasSuffix(s[:i], "届") {
			return -1
		}
	}
	if !strings.Contains(s[i:], "会议") && !strings.HasSuffix(s, "会议") {
		return -1
	}
	return i
}

// place returns the place the report is about and its level.
func (h head) place(title string) (name, level string) {
	if h.session != "" {
		if name = sessionPlace(h.session); name != "" {
			return name, levelOf(name)
		}
	}
	for _, s := range h.front {
		if i := strings.Index(s, "我代表"); i >= 0 {
			rest := s[i+len("我代表"):]
			if strings.HasPrefix(rest, "国务院") {
				return "全国", "national"
			}
			if j := strings.Index(rest, "人民政府"); j > 0 && j < 60 {
				if name = fullName(rest[:j]); name != "" {
					return name, levelOf(name)
				}
			}
		}
	}
	for _, s := range h.front {
		if len(s) < 90 && strings.Contains(s, "国务院总理") {
			return "全国", "national"
		}
		if i := strings.Index(s, "人民政府"); i > 0 && len(s) < 90 {
			if name = fullName(s[:i]); name != "" {
				return name, levelOf(name)
			}
		}
	}
	if i := strings.Index(title, "政府工作报告"); i > 0 {
		s := strings.TrimSuffix(title[:i], "人民")
		if j := strings.LastIndex(s, "年"); j >= 0 {
			if rest := s[j+3:]; rest != "" {
				s = rest
			} else if k := strings.IndexAny(s, "0123456789"); k > 0 {
				s = s[:k]
			}
		}
		if name = fullName(s); name != "" {
			return name, levelOf(name)
		}
	}
	return "", ""
}

// sessionPlace returns the place whose congress s names.
func sessionPlace(s string) string {
	at := sessionAt(s)
	if at < 0 {
		return ""
	}
	if strings.HasSuffix(s[:at], "全国") {
		return "全国"
	}
	t := s[:at]
	if i := strings.LastIndex(t, "届"); i >= 0 {
		t = t[:i]
		for t != "" {
			if digit(t[len(t)-1]) {
				t = t[:len(t)-1]
			} else if len(t) >= 3 && hanDigit(t[len(t)-3:]) > 0 {
				t = t[:len(t)-3]
			} else {
				break
			}
		}
		t = strings.TrimSuffix(t, "第")
	}
	if i := strings.LastIndex(t, "在"); i >= 0 {
		t = t[i+3:]
	}
	if _, _, end := findDate(t); end > 0 {
		t = t[end:]
	}
	for _, mark := range [...]string{"，", "。", "——", "（", "“"} {
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
	case "自治区", "自治州", "自治县", "自治旗", "本市", "本省", "本县", "我省", "我市", "我县", "我区", "全省", "全市", "全县", "新区", "开发区", "街道":
		return ""
	}
	return s
}

// levelOf returns the level of the place whose full name is s.
func levelOf(s string) string {
	switch s {
	case "全国", "中国":
		return "national"
	case "北京市", "天津市", "上海市", "重庆市":
		return "province"
	}
	for _, kind := range [...]struct{ suffix, level string }{
		{"自治区", "province"}, {"特别行政区", "province"}, {"省", "province"},
		{"自治州", "city"}, {"地区", "city"}, {"盟", "city"}, {"州", "city"}, {"市", "city"},
		{"自治县", "county"}, {"自治旗", "county"}, {"县", "county"}, {"旗", "county"}, {"林区", "county"}, {"区", "county"},
		{"街道", "township"}, {"苏木", "township"}, {"镇", "township"}, {"乡", "township"},
	} {
		if strings.HasSuffix(s, kind.suffix) && len(s) > len(kind.suffix) {
			return kind.level
		}
	}
	return ""
}
