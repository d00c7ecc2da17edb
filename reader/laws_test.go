package reader

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// checkLaws holds what is true of the report of any text: every quote is the
// text at its place, what is referred to exists, statements stand in order and
// hold their figures and actions, and a second reading says the same.
func checkLaws(t complainer, name, text string) {
	t.Helper()
	rep := Read(text, Options{})
	checkProvenance(t, name, text, rep)
	if points := len([]rune(text)); rep.Document.Source.CodePoints != points {
		t.Errorf("%s: %d code points, not %d", name, rep.Document.Source.CodePoints, points)
	}
	at := map[string]Span{}
	end := 0
	for _, s := range rep.Statements {
		if s.Start < end && !repaired(rep, s.Start, end) {
			t.Errorf("%s: statement %s begins at %d, inside the one before", name, s.ID, s.Start)
		}
		end, at[s.ID] = s.End, s.Span
	}
	for _, i := range rep.Indicators {
		if s := at[i.Statement]; i.Start < s.Start || i.End > s.End || i.Start >= i.End || i.Value == "" {
			t.Errorf("%s: indicator %+v does not lie in its statement %d:%d", name, i, s.Start, s.End)
		}
	}
	for _, a := range rep.Actions {
		if s := at[a.Statement]; a.Start < s.Start || a.End > s.End || a.Start >= a.End || a.Title == "" {
			t.Errorf("%s: action %+v does not lie in its statement %d:%d", name, a, s.Start, s.End)
		}
	}
	once, err := json.Marshal(rep)
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	twice, _ := json.Marshal(Read(text, Options{}))
	if string(once) != string(twice) {
		t.Errorf("%s: two readings differ", name)
	}
}

// repaired reports whether text[start:end] is a stretch that was read anew as a
// whole: the end of one statement and the beginning of the next may share it.
func repaired(rep *Report, start, end int) bool {
	return slices.ContainsFunc(rep.Repairs, func(r Repair) bool { return r.Start <= start && end <= r.End })
}

// A complainer is a test, of whatever kind.
type complainer interface {
	Helper()
	Errorf(format string, args ...any)
}

// FuzzRead holds every text to checkLaws. A decoded text is valid UTF-8.
func FuzzRead(f *testing.F) {
	for _, dir := range []string{"structure", "figures", "tasks"} {
		files, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
		if err != nil || len(files) == 0 {
			f.Fatalf("no cases in %s: %v", dir, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(data[:min(len(data), 3000)]))
		}
	}
	f.Add("我們深化改革,發(fā)展產(chǎn)業(yè),進(jìn)一步優(yōu)化結(jié)構(gòu),產(chǎn)值增長5%。建設(shè)水庫3座?!靶纬")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1<<14 {
			checkLaws(t, "text", strings.ToValidUTF8(text, "\uFFFD"))
		}
	})
}

// stray is what mutations put into a text: what ends or opens something, what
// numbers and headings are made of, what no one sees, what was lost.
var stray = []string{
	"。", "，", "；", "：", "、", "\n", "\n\n", "\r\n", "\r", " ", "\u3000", "\t", "“", "”", "（", "）", "《", "》", "(", ")", "【", "——", "…", "●", "★",
	"一、", "（二）", "1.", "①", "第三章", "一是", "增长", "达到", "到2030年", "年底前", "5%", "３", "1,2", "2.5万亿元", "百分之", "分别", "亿", "-", "—", "～",
	"\u200b", "\ufeff", "\u00a0", "\ufffd", "\u202e", "\u0301", "😀", "𠮷", "?", "(fā)", "\x00", "\x0c", "http://", "|", "**", "#", "<p>", "&nbsp;", "A", "x",
}

// TestLawsHoldOnSpoiledReports cuts, doubles, moves, drops, wraps, widens and
// stuffs real text at random; checkLaws holds for what is left.
func TestLawsHoldOnSpoiledReports(t *testing.T) {
	files := corpusFiles(t)
	texts := make([][]rune, len(files))
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = []rune(string(data))
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, len(texts)-1).Draw(t, "report")
		whole := texts[n]
		from := rapid.IntRange(0, len(whole)-1).Draw(t, "from")
		text := append([]rune{}, whole[from:min(len(whole), from+rapid.IntRange(1, 4000).Draw(t, "length"))]...)
		for range rapid.IntRange(1, 30).Draw(t, "mutations") {
			text = mutate(t, text)
		}
		checkLaws(t, filepath.Base(files[n]), string(text))
	})
}

func mutate(t *rapid.T, text []rune) []rune {
	at := rapid.IntRange(0, len(text)).Draw(t, "at")
	end := min(len(text), at+rapid.IntRange(0, 60).Draw(t, "span"))
	head, span, tail := text[:at:at], text[at:end:end], text[end:]
	switch rapid.IntRange(0, 7).Draw(t, "mutation") {
	case 0: // drop
		return append(head, tail...)
	case 1: // double
		return append(append(append(head, span...), span...), tail...)
	case 2: // move to the end
		return append(append(head, tail...), span...)
	case 3: // replace
		return append(append(head, []rune(rapid.SampledFrom(stray).Draw(t, "stray"))...), tail...)
	case 4: // wrap, as a narrow page does
		every := rapid.IntRange(1, 40).Draw(t, "every")
		end := rapid.SampledFrom([]rune{'\n', '\r', '\u2028'}).Draw(t, "line end")
		var wrapped []rune
		for i, r := range span {
			if wrapped = append(wrapped, r); i%every == every-1 {
				wrapped = append(wrapped, end)
			}
		}
		return append(append(head, wrapped...), tail...)
	case 5: // set digits and marks in the other width
		return append(append(head, []rune(strings.Map(otherWidth, string(span)))...), tail...)
	case 6: // put what no one sees between all characters
		unseen := rapid.SampledFrom([]rune{'\u200b', '\u2060', '\ufeff', '\u00ad', '\x00'}).Draw(t, "unseen")
		var apart []rune
		for _, r := range span {
			apart = append(apart, r, unseen)
		}
		return append(append(head, apart...), tail...)
	default: // stuff
		return append(append(append(head, []rune(rapid.SampledFrom(stray).Draw(t, "stray"))...), span...), tail...)
	}
}

// otherWidth returns r in full width where it has half, and the other way round.
func otherWidth(r rune) rune {
	switch {
	case r > ' ' && r < 0x7F:
		return r + 0xFEE0
	case r > 0xFF00 && r < 0xFF5F:
		return r - 0xFEE0
	}
	return r
}
