package reader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/zhtext"
)

// A namedUnits is a line in which a document says itself who does what a section
// holds (责任单位：水利局).
type namedUnits struct {
	section, sentence int
	units             []LeadSuggestion
}

// titlesOfUnits are the words before the colon of such a line.
var titlesOfUnits = phrases.list("titlesOfUnits")

// namedIn reads the units that a line names, the leading ones first; nil where it
// is no such line.
func namedIn(line string) []LeadSuggestion {
	line = trimCount(line)
	if !titlesOfUnits.Begins(line) {
		return nil
	}
	title, names, ok := zhtext.Cut(line, "：")
	if !ok {
		return nil
	}
	return unitsOf(names, title)
}

// namedBehind reads the units that a bracket names at the end of a sentence
// (…（责任单位：水利局）, …（水利局牵头，财政局配合）).
func namedBehind(sentence string) []LeadSuggestion {
	for strings.HasSuffix(sentence, "。") || strings.HasSuffix(sentence, "；") {
		sentence = sentence[:len(sentence)-len("。")]
	}
	sentence, ok := strings.CutSuffix(sentence, "）")
	if !ok {
		return nil
	}
	i := strings.LastIndex(sentence, "（")
	if i < 0 {
		return nil
	}
	inside := sentence[i+len("（"):]
	if units := namedIn(inside); units != nil {
		return units
	}
	if names, _, ok := strings.Cut(inside, "牵头"); ok {
		return unitsOf(names, "牵头")
	}
	if names, ok := strings.CutSuffix(inside, "负责"); ok {
		for _, w := range []string{"按职责分工", "分工", "分别"} {
			names = strings.TrimSuffix(names, w)
		}
		return unitsOf(names, "负责")
	}
	return nil
}

// unitsOf reads a list of units up to those that cooperate.
func unitsOf(names, because string) []LeadSuggestion {
	names, _, _ = strings.Cut(names, "；") // ；配合单位：…
	var units []LeadSuggestion
	for _, name := range strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune("、，。 \u3000", r) }) {
		if strings.HasPrefix(name, "各") || utf8.RuneCountInString(name) < 2 || len(units) == leads {
			break // 各州、市人民政府: whoever it is
		}
		units = append(units, LeadSuggestion{Unit: name, Score: "1", Because: because})
	}
	return units
}

// lead puts named units in the place of those that the words of an action led to;
// of several the one that the words led to comes first.
func (t *task) lead(named []LeadSuggestion) {
	byWords := t.act.LeadSuggestions
	place := func(u LeadSuggestion) int {
		i := slices.IndexFunc(byWords, func(w LeadSuggestion) bool { return w.Unit == u.Unit })
		if i < 0 {
			return len(byWords)
		}
		return i
	}
	t.act.LeadSuggestions = slices.Clone(named)
	slices.SortStableFunc(t.act.LeadSuggestions, func(a, b LeadSuggestion) int { return place(a) - place(b) })
}

// trimCount returns line without what may count it (2.责任单位：…, （二）责任单位：…).
func trimCount(line string) string {
	for line != "" {
		switch c := line[0]; {
		case c < utf8.RuneSelf && strings.IndexByte("0123456789(). ", c) >= 0:
			line = line[1:]
		case countMarks.at(line, 0):
			line = line[3:]
		default:
			return line
		}
	}
	return line
}

// countMarks are the Chinese characters of such a count.
var countMarks = newCharSet("一二三四五六七八九十（）．、")

// nameUnits gives the actions of a section the units that the section names. Where
// it names some more than once, each line speaks for the actions since the last.
func nameUnits(tasks []task, sentences []sentence, named []namedUnits) {
	for i, n := range named {
		first := i == 0 || named[i-1].section != n.section
		last := i+1 == len(named) || named[i+1].section != n.section
		for t := range tasks {
			at := tasks[t].sentence
			if sentences[at].section != n.section || !first && at < named[i-1].sentence || !(first && last) && at > n.sentence {
				continue
			}
			tasks[t].lead(n.units)
		}
	}
}
