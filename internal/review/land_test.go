package review

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/reader"
	"pgregory.net/rapid"
)

// A glyph is a character that can be told from its like: an edit moves it,
// copies it, removes it or writes a new one. A copy of words is those words.
type glyph struct {
	r  rune
	id int // place in the old text, -1 for one that was written since
}

func glyphs(text string) []glyph {
	var list []glyph
	for _, r := range text {
		list = append(list, glyph{r, len(list)})
	}
	return list
}

func textOf(list []glyph) string {
	var b strings.Builder
	for _, g := range list {
		b.WriteRune(g.r)
	}
	return b.String()
}

// edit changes a text as people do: words struck, words written, sentences
// copied, moved and doubled.
func edit(t *rapid.T, list []glyph) []glyph {
	n := len(list)
	at := rapid.IntRange(0, n).Draw(t, "at")
	size := min(rapid.SampledFrom([]int{1, 2, 5, 12, 40, 200}).Draw(t, "size"), n-at)
	piece := slices.Clone(list[at : at+size])
	switch rapid.SampledFrom([]string{"strike", "write", "copy", "move", "replace"}).Draw(t, "edit") {
	case "strike":
		return slices.Delete(list, at, at+size)
	case "write":
		return slices.Insert(list, at, written(rapid.StringOfN(rapid.SampledFrom([]rune("的建设发展，。新增1235%项市县全")), 1, size+1, -1).Draw(t, "words"))...)
	case "copy":
		return slices.Insert(list, rapid.IntRange(0, n).Draw(t, "to"), piece...)
	case "move":
		list = slices.Delete(list, at, at+size)
		return slices.Insert(list, rapid.IntRange(0, len(list)).Draw(t, "to"), piece...)
	default:
		from := rapid.IntRange(0, n-size).Draw(t, "from")
		words := slices.Clone(list[from : from+size])
		list = slices.Delete(list, at, at+size)
		return slices.Insert(list, at, words...)
	}
}

func written(s string) []glyph {
	var list []glyph
	for _, r := range s {
		list = append(list, glyph{r, -1})
	}
	return list
}

// texts are reports to test on: the sample's, and real ones where they are.
func texts(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("../../sample/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no sample: %v", err)
	}
	corpus := os.Getenv("LUOSHI_CORPUS")
	if corpus == "" {
		corpus = "../../../shared/corpus"
	}
	more, _ := filepath.Glob(filepath.Join(corpus, "shanxi", "00*.txt"))
	if len(more) == 0 {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no corpus in %s", corpus)
		}
		t.Logf("no corpus in %s: the sample alone", corpus)
	}
	var list []string
	for _, name := range append(names, more...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if text := string(data); len([]rune(text)) > 1000 && strings.ToValidUTF8(text, "") == text {
			list = append(list, text)
		}
	}
	return list
}

// Whatever is done to a text: a decision that is kept stands on the very
// characters it was made on; every other one is marked or listed.
func TestDecisionsKeepTheirCharacters(t *testing.T) {
	type report struct {
		text  string
		items []Item
	}
	var reports []report
	for _, text := range texts(t) {
		reports = append(reports, report{text, found(reader.Read(text, reader.Options{}))})
	}
	rapid.Check(t, func(t *rapid.T) {
		rep := reports[rapid.IntRange(0, len(reports)-1).Draw(t, "report")]
		// A part is enough, and quick.
		runes := []rune(rep.text)
		from := rapid.IntRange(0, len(runes)-1000).Draw(t, "from")
		to := min(from+3000, len(runes))
		old := string(runes[from:to])
		var items []Item
		for _, it := range rep.items {
			if it.Start >= from && it.End <= to {
				it.Start, it.End, it.Status = it.Start-from, it.End-from, Accepted
				it.ID = "x" + it.Quote
				items = append(items, it)
			}
		}
		list := glyphs(old)
		for range rapid.IntRange(0, 12).Draw(t, "edits") {
			list = edit(t, list)
		}
		now := textOf(list)
		runesNow := []rune(now)
		carried, gone := carry(newCarrier(old, now), items, nil)
		if len(carried)+len(gone) != len(items) {
			t.Fatalf("%d entries became %d and %d that are gone", len(items), len(carried), len(gone))
		}
		byID := map[string][]Item{}
		for _, it := range items {
			byID[it.ID] = append(byID[it.ID], it)
		}
		for _, it := range carried {
			if string(runesNow[it.Start:it.End]) != it.Quote {
				t.Fatalf("%q does not stand at its place", it.Quote)
			}
			if it.Change == Uncertain || it.Change == Reworded {
				if it.Status != Open {
					t.Fatalf("%q is not certain and was not opened again", it.Quote)
				}
				continue
			}
			if !slices.ContainsFunc(byID[it.ID], func(was Item) bool { return sameGlyphs(list, it.Start, it.End, was.Start) }) {
				t.Fatalf("%q (%s) was kept on other characters", it.Quote, it.Change)
			}
		}
	})
}

// sameGlyphs tells whether a range that reads as before holds the characters that
// stood at was. Where 实施 is written before 实施, which of the two was there cannot
// be told and does not matter: half of the characters must be the same ones, at
// their places. Nor can it be told what was struck from 3460万千瓦，净增600万千瓦
// that reads 3460万千瓦 now, the end of the one or all of the other: where fewer
// than half are the same, all that surely adjoins on one side must be.
func sameGlyphs(list []glyph, start, end, was int) bool {
	same := func(from, to int) int {
		n := 0
		for i := max(from, 0); i < min(to, len(list)); i++ {
			if list[i].id >= 0 && list[i].id-was == i-start {
				n++
			}
		}
		return n
	}
	return 2*same(start, end) >= end-start ||
		same(start-leastContext, start) == leastContext || same(end, end+leastContext) == leastContext
}

// What was struck between two figures of a like end cannot be told from the text:
// the decision on the first stays where it was, and the second is not kept.
func TestFigureBesideAStrikeOfItsLike(t *testing.T) {
	const old = "送电量668亿千瓦时，占29.1%。\n\n规上工业增加值增长6.3%，其中高技术制造业增加值增长13.6%。" +
		"新能源装机达到3460万千瓦，比上年净增600万千瓦，占电力总装机的49.1%。\n"
	list := glyphs(old)
	decided := func(quote string) Item {
		at := strings.Index(old, quote)
		start := len([]rune(old[:at]))
		return Item{ID: quote, Kind: Indicator, Status: Accepted, Quote: quote, Start: start, End: start + len([]rune(quote))}
	}
	items := []Item{decided("3460万千瓦"), decided("600万千瓦")}
	for _, struck := range []string{"，比上年净增600万千瓦", "0万千瓦，比上年净增60", "万千瓦，比上年净增600"} {
		at := len([]rune(old[:strings.Index(old, struck)]))
		// With a change before it as well, the two are aligned from the end.
		left := slices.Delete(slices.Clone(list), at, at+len([]rune(struck)))[1:]
		now := textOf(left)
		if !strings.HasSuffix(now, "新能源装机达到3460万千瓦，占电力总装机的49.1%。\n") {
			t.Fatalf("without %q: %q", struck, now)
		}
		fresh := found(reader.Read(now, reader.Options{}))
		carried, _ := carry(newCarrier(old, now), items, fresh)
		first := slices.IndexFunc(carried, func(it Item) bool { return it.ID == items[0].ID })
		if first < 0 || carried[first].Start != items[0].Start-1 || carried[first].Status != Accepted || carried[first].Change != "" {
			t.Errorf("without %q: %+v", struck, carried)
		}
		for _, it := range carried {
			if it.ID == items[1].ID && it.Status != Open {
				t.Errorf("without %q the figure that is gone was kept: %+v", struck, it)
			}
		}
		if !sameGlyphs(left, items[0].Start-1, items[0].End-1, items[0].Start) {
			t.Errorf("without %q the first figure passes for another", struck)
		}
		if sameGlyphs(list, items[1].Start-1, items[1].End, items[0].Start) {
			t.Error("the second figure passes for the first")
		}
	}
}

// A long quote among other words stands for itself, unless it stands there twice.
func TestALongQuoteAmongOtherWords(t *testing.T) {
	const quote = "扎实推进全市高标准农田建设和改造提升工作"
	n := len([]rune(quote))
	for now, want := range map[string]bool{
		"乙，" + quote + "。丙":                   true,
		"乙，" + quote + "。丙；丁：" + quote + "！戊": false,
	} {
		c := newCarrier("甲（"+quote+"）己", now)
		if got := c.certain(2, 2, n); got != want {
			t.Errorf("in %s it is certain: %v", now, got)
		}
	}
}

// What no edit came near is kept.
func TestDecisionsFarFromEveryChangeAreKept(t *testing.T) {
	for _, text := range texts(t) {
		items := found(reader.Read(text, reader.Options{}))
		for i := range items {
			items[i].Status = Accepted
		}
		lines := strings.SplitAfter(text, "\n")
		// Every tenth paragraph is rewritten at its end, one is taken out, one is new.
		var b strings.Builder
		changed := map[int]bool{}
		at := 0
		for i, line := range lines {
			size := len([]rune(line))
			switch {
			case i%10 == 4 && size > 20:
				b.WriteString(strings.TrimRight(line, "\n") + "此处略有改动。\n")
			case i%10 == 7:
				for k := at; k < at+size; k++ {
					changed[k] = true
				}
			default:
				b.WriteString(line)
			}
			at += size
		}
		carried, gone := carry(newCarrier(text, b.String()), items, nil)
		kept := map[string]int{}
		for _, it := range carried {
			if it.Change == "" {
				kept[it.Quote]++
			}
		}
		want, have := 0, 0
		for _, it := range items {
			if !changed[it.Start] {
				want++
				if kept[it.Quote] > 0 {
					kept[it.Quote]--
					have++
				}
			}
		}
		if want == 0 || have < want*98/100 {
			t.Errorf("of %d decisions away from the changes %d were kept; %d are gone", want, have, len(gone))
		}
	}
}
