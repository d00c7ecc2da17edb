package document

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A numbering writes the numbers that Word puts before the paragraphs of its
// lists and headings (自动编号): they are not in the text of the file.
type numbering struct {
	lists  map[string]*list      // by numId
	styles map[string]*wordStyle // by styleId
}

// A list is an instance of a numbering; instances of one kind count on.
type list struct {
	kind   *listKind
	starts map[int]int       // levels that begin anew where the list is first used
	own    map[int]listLevel // levels that look otherwise than those of the kind
}

func (l *list) level(at int) listLevel {
	if own, ok := l.own[at]; ok {
		return own
	}
	return l.kind.levels[at]
}

type listKind struct {
	levels  [9]listLevel
	counts  [9]int
	started [9]bool
}

type listLevel struct {
	start          int
	format, text   string
	suffix         string // what follows the number: "tab", "space", "nothing"
	legal, forever bool   // all numbers decimal; never begin anew
}

type wordStyle struct {
	name, basedOn, numID, level string
}

type xmlVal struct {
	Val string `xml:"val,attr"`
}

type xmlLevel struct {
	Level   string  `xml:"ilvl,attr"`
	Start   *xmlVal `xml:"start"`
	Format  xmlVal  `xml:"numFmt"`
	Text    xmlVal  `xml:"lvlText"`
	Suffix  xmlVal  `xml:"suff"`
	Legal   *xmlVal `xml:"isLgl"`
	Restart *xmlVal `xml:"lvlRestart"`
	// The format of rare numbers stands in an alternative.
	Choice struct {
		Format xmlVal `xml:"numFmt"`
	} `xml:"AlternateContent>Fallback"`
}

type xmlNumbering struct {
	Kinds []struct {
		ID     string     `xml:"abstractNumId,attr"`
		Levels []xmlLevel `xml:"lvl"`
		Style  xmlVal     `xml:"numStyleLink"` // whose list is meant instead
	} `xml:"abstractNum"`
	Lists []struct {
		ID        string `xml:"numId,attr"`
		Kind      xmlVal `xml:"abstractNumId"`
		Overrides []struct {
			Level string    `xml:"ilvl,attr"`
			Start *xmlVal   `xml:"startOverride"`
			Own   *xmlLevel `xml:"lvl"`
		} `xml:"lvlOverride"`
	} `xml:"num"`
}

type xmlStyles struct {
	Styles []struct {
		ID      string `xml:"styleId,attr"`
		Name    xmlVal `xml:"name"`
		BasedOn xmlVal `xml:"basedOn"`
		Num     struct {
			ID    xmlVal `xml:"numId"`
			Level xmlVal `xml:"ilvl"`
		} `xml:"pPr>numPr"`
	} `xml:"style"`
}

// readNumbering reads the lists of a document and the styles that use them.
func readNumbering(p *pack, dir string) (*numbering, error) {
	n := &numbering{lists: map[string]*list{}, styles: map[string]*wordStyle{}}
	var lists xmlNumbering
	var styles xmlStyles
	if err := unmarshalPart(p, dir+"numbering.xml", &lists); err != nil {
		return nil, err
	}
	if err := unmarshalPart(p, dir+"styles.xml", &styles); err != nil {
		return nil, err
	}
	kinds := map[string]*listKind{}
	for _, k := range lists.Kinds {
		kind := &listKind{}
		for _, l := range k.Levels {
			if i := atoi(l.Level, -1); i >= 0 && i < len(kind.levels) {
				kind.levels[i] = l.level()
			}
		}
		kinds[k.ID] = kind
	}
	for _, s := range styles.Styles {
		n.styles[s.ID] = &wordStyle{name: s.Name.Val, basedOn: s.BasedOn.Val, numID: s.Num.ID.Val, level: s.Num.Level.Val}
	}
	meant := lists.meant(n.styles)
	for _, l := range lists.Lists {
		kind := kinds[meant[l.ID]]
		if kind == nil {
			continue
		}
		use := &list{kind: kind, starts: map[int]int{}, own: map[int]listLevel{}}
		for _, o := range l.Overrides {
			i := atoi(o.Level, -1)
			if i < 0 || i >= len(kind.levels) {
				continue
			}
			if o.Own != nil {
				use.own[i] = o.Own.level()
			}
			if o.Start != nil {
				use.starts[i] = atoi(o.Start.Val, 1)
			}
		}
		n.lists[l.ID] = use
	}
	return n, nil
}

// meant returns the kind of each list. One that only names a style is of the kind
// of that style's list.
func (x xmlNumbering) meant(styles map[string]*wordStyle) map[string]string {
	kinds, links := map[string]string{}, map[string]string{}
	for _, k := range x.Kinds {
		links[k.ID] = k.Style.Val
	}
	for _, l := range x.Lists {
		kinds[l.ID] = l.Kind.Val
	}
	for _, l := range x.Lists {
		if s := styles[links[l.Kind.Val]]; s != nil && kinds[s.numID] != "" {
			kinds[l.ID] = kinds[s.numID]
		}
	}
	return kinds
}

// unmarshalPart reads a part that tells how the text looks. Where such a part
// is damaged the text can still be read: only its size is an error.
func unmarshalPart(p *pack, name string, to any) error {
	data, err := p.part(name)
	if err != nil || data == nil {
		return err
	}
	w := newWalker(data, p.limits.Depth)
	if w.document(func(xml.StartElement) error { return w.skip() }) == nil {
		_ = xml.Unmarshal(data, to)
	}
	return nil
}

func (l xmlLevel) level() listLevel {
	out := listLevel{
		start: 1, format: l.Format.Val, text: l.Text.Val, suffix: l.Suffix.Val,
		legal: l.Legal != nil, forever: l.Restart != nil && l.Restart.Val == "0",
	}
	if out.format == "" {
		out.format = l.Choice.Format.Val
	}
	if l.Start != nil {
		out.start = atoi(l.Start.Val, 1)
	}
	return out
}

// isContents tells the styles of the lines of a table of contents.
func (n *numbering) isContents(style string) bool {
	s := n.styles[style]
	return s != nil && strings.HasPrefix(strings.ToLower(s.name), "toc ")
}

// next counts a paragraph and returns the number it shows, "" if none. Style,
// numID and level are as the paragraph names them, "" where it does not.
func (n *numbering) next(style, numID, level string) string {
	for s, hops := n.styles[style], 0; s != nil && hops < 20; s, hops = n.styles[s.basedOn], hops+1 {
		if numID == "" {
			numID = s.numID
			if level == "" {
				level = s.level
			}
		}
	}
	l := n.lists[numID]
	at := atoi(level, 0)
	if l == nil || at < 0 || at >= len(l.kind.levels) {
		return ""
	}
	return l.count(at)
}

func (l *list) count(at int) string {
	k := l.kind
	for i, start := range l.starts {
		k.counts[i], k.started[i] = start-1, true
	}
	l.starts = nil
	for i := range k.levels {
		switch {
		case i <= at && !k.started[i]:
			k.counts[i], k.started[i] = l.level(i).start, true
			if i == at {
				k.counts[i]--
			}
		case i > at && !l.level(i).forever:
			k.started[i] = false
		}
	}
	k.counts[at]++
	lv := l.level(at)
	if lv.format == "bullet" {
		return ""
	}
	text := lv.text
	for i := range k.levels {
		if place := "%" + strconv.Itoa(i+1); strings.Contains(text, place) {
			format := l.level(i).format
			if lv.legal {
				format = "decimal"
			}
			text = strings.ReplaceAll(text, place, formatNumber(format, k.counts[i]))
		}
	}
	if text == "" || lv.suffix == "nothing" {
		return text
	}
	if last, _ := utf8.DecodeLastRuneInString(text); isWide(last) {
		return text
	}
	return text + " "
}

// formatNumber writes n in one of Word's formats of numbers.
func formatNumber(format string, n int) string {
	pick := func(first rune, count int) string {
		if n >= 1 && n <= count {
			return string(first + rune(n-1))
		}
		return strconv.Itoa(n)
	}
	choose := func(signs string) string {
		if r := []rune(signs); n >= 1 && n <= len(r) {
			return string(r[n-1])
		}
		return strconv.Itoa(n)
	}
	switch format {
	case "none":
		return ""
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital":
		return chineseNumeral(n)
	case "chineseLegalSimplified":
		return strings.Map(legalDigit, chineseNumeral(n))
	case "ideographTraditional":
		return choose("甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return choose("子丑寅卯辰巳午未申酉戌亥")
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return pick('①', 20)
	case "decimalEnclosedParen":
		return pick('⑴', 20)
	case "decimalEnclosedFullstop":
		return pick('⒈', 20)
	case "ideographEnclosedCircle":
		return pick('㊀', 10)
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(n))
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "upperLetter":
		return letters(n, 'A')
	case "lowerLetter":
		return letters(n, 'a')
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	}
	return strconv.Itoa(n)
}

// legalDigit is the form of a Chinese digit that cannot be altered.
func legalDigit(r rune) rune {
	const plain, legal = "一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"
	if i := strings.IndexRune(plain, r); i >= 0 {
		r, _ = utf8.DecodeRuneInString(legal[i:])
	}
	return r
}
