package zhtext

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

const (
	simplified  = "一、过去一年工作回顾\r\n全市新建“云桥”公路１２３公里，比上年增长8.5%左右；城镇新增就业2.1万人。\r\n——巩固拓展成果，推动高质量发展。\r\n"
	traditional = "過去一年,全市經濟運行總體平穩,新建公路一百二十公里。我們堅持為人民服務,把發展作為第一要務,城鄉居民收入繼續增長。"
)

func encode(t testing.TB, enc encoding.Encoding, text string) []byte {
	t.Helper()
	b, err := enc.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	return b
}

// charsets are the forms a file can have, with a leading mark or without.
var charsets = []struct {
	name, charset string
	enc           encoding.Encoding
}{
	{"utf8", UTF8, unicode.UTF8},
	{"utf8 with mark", UTF8, unicode.UTF8BOM},
	{"utf16le with mark", UTF16LE, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	{"utf16be with mark", UTF16BE, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
	{"utf16le", UTF16LE, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"utf16be", UTF16BE, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"gb18030", GB18030, simplifiedchinese.GB18030},
	{"gbk", GB18030, simplifiedchinese.GBK},
	{"big5", Big5, traditionalchinese.Big5},
}

func TestDecodeKnowsTheCharsetWithoutBeingTold(t *testing.T) {
	for _, c := range charsets {
		t.Run(c.name, func(t *testing.T) {
			text := simplified
			if c.charset == Big5 {
				text = traditional
			}
			d, err := Decode(encode(t, c.enc, text))
			if err != nil || d.Text != text || d.Charset != c.charset || len(d.Warnings) != 0 {
				t.Fatalf("got %q %q %v %v", d.Charset, d.Text, d.Warnings, err)
			}
		})
	}
}

func TestDecodeKnowsShortTexts(t *testing.T) {
	for _, text := range []string{"政府工作报告", "全市", "第一章 总则", "增长8%。"} {
		b := encode(t, simplifiedchinese.GB18030, text)
		if d, err := Decode(b); err != nil || d.Text != text {
			t.Errorf("%s in GB18030: got %s %q %v", text, d.Charset, d.Text, err)
		}
	}
	for _, text := range []string{"政府工作報告", "經濟發展"} {
		b := encode(t, traditionalchinese.Big5, text)
		if d, err := Decode(b); err != nil || d.Text != text {
			t.Errorf("%s in Big5: got %s %q %v", text, d.Charset, d.Text, err)
		}
	}
	for _, text := range []string{"hello\r\n", "GDP 5%", "a"} {
		b := encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), text)
		if d, err := Decode(b); err != nil || d.Text != text {
			t.Errorf("%q in UTF-16LE: got %s %q %v", text, d.Charset, d.Text, err)
		}
	}
}

func TestDecodeReadsGB18030BeyondGBK(t *testing.T) {
	text := "全镇𬭚矿产量和〇号、㐂、䶮村的产值增长" // four-byte characters
	if d, err := Decode(encode(t, simplifiedchinese.GB18030, text)); err != nil || d.Text != text {
		t.Fatalf("got %s %q %v", d.Charset, d.Text, err)
	}
}

func TestDecodeSaysWhereBytesWereLost(t *testing.T) {
	han := "全市新建公路"
	b := []byte(han + "\xE5\x85" + han + "\xFF\xFF" + han) // a cut character, then two bytes that begin none
	d, err := Decode(b)
	n := len(han)
	want := []Warning{{"undecodable", n, n + 3}, {"undecodable", 2*n + 3, 2*n + 9}}
	if err != nil || d.Charset != UTF8 || d.Text != han+"\uFFFD"+han+"\uFFFD\uFFFD"+han || !slices.Equal(d.Warnings, want) || d.Undecodable != 2 {
		t.Fatalf("got %+v %v", d, err)
	}

	g := encode(t, simplifiedchinese.GB18030, han+"，"+han)
	g = append(g, 0xFF)
	d, err = Decode(g)
	if err != nil || d.Charset != GB18030 || d.Undecodable != 1 || d.Warnings[0].Start != 2*n+3 {
		t.Fatalf("got %+v %v", d, err)
	}

	d, err = Decode([]byte(han + "\uFFFD"))
	if err != nil || d.Undecodable != 0 || len(d.Warnings) != 1 || d.Warnings[0] != (Warning{"replaced", n, n + 3}) {
		t.Fatalf("a mark of loss that stood in the file: got %+v %v", d, err)
	}

	d, err = Decode([]byte("\xFF\xFEa\x00\x00\xD8b\x00c")) // half a pair, half a unit
	if err != nil || d.Text != "a\uFFFDb\uFFFD" || d.Undecodable != 2 {
		t.Fatalf("got %+v %v", d, err)
	}
}

func TestDecodeListsAHundredPlacesAndCountsAll(t *testing.T) {
	b := bytes.Repeat([]byte("全市新建公路一百公里\xFF"), 300)
	if d, err := Decode(b); err != nil || d.Undecodable != 300 || len(d.Warnings) != maxWarnings {
		t.Fatalf("got %d lost, %d listed, %v", d.Undecodable, len(d.Warnings), err)
	}
}

// Lines pasted from a file in another charset are read in theirs, and named.
func TestDecodeReadsLinesOfTwoCharsets(t *testing.T) {
	lines := []string{"青川省人民政府工作报告", "过去一年，全省生产总值增长5.3%。", "新建公路100公里。", "改造老旧小区20个，惠及群众。", "各位代表：就业稳定。"}
	text := strings.Join(lines, "\n")
	for name, c := range map[string]struct {
		gb   []int // the lines in GB18030
		base string
	}{
		"one line of GB18030":           {[]int{2}, UTF8},
		"two lines of GB18030 in a row": {[]int{1, 2}, UTF8},
		"one line of UTF-8":             {[]int{0, 1, 2, 4}, GB18030},
		"the first half is GB18030":     {[]int{0, 1, 2}, GB18030},
	} {
		var b []byte
		for i, line := range lines {
			if i > 0 {
				b = append(b, '\n')
			}
			if slices.Contains(c.gb, i) {
				b = append(b, encode(t, simplifiedchinese.GB18030, line)...)
			} else {
				b = append(b, line...)
			}
		}
		d, err := Decode(b)
		if err != nil || d.Text != text || d.Charset != c.base || d.Foreign == 0 || d.Undecodable > 0 || len(d.Warnings) != 1 || d.Warnings[0].Code != "mixed_charset" {
			t.Errorf("%s: got %+v %v", name, d, err)
		}
		if len(c.gb) == 1 && (d.Foreign != 1 || strings.TrimSpace(d.Text[d.Warnings[0].Start:d.Warnings[0].End]) != lines[c.gb[0]]) {
			t.Errorf("%s: the line is not named: %+v", name, d)
		}
	}
	stray := text[:40] + "\xFF" + text[40:]
	if d, err := Decode([]byte(stray)); err != nil || d.Foreign > 0 || d.Undecodable == 0 {
		t.Errorf("a stray byte makes no other charset: got %+v %v", d, err)
	}
}

// A second file appended to the first in another charset, with or without its
// byte-order mark, is read in its own, even where no line ends between them.
func TestDecodeReadsAFileAppendedInAnotherCharset(t *testing.T) {
	first := strings.Repeat("全省生产总值增长5.3%，城镇新增就业2.1万人。", 8)
	second := strings.Repeat("新建公路123公里，改造老旧小区20个，惠及群众。", 20)
	for _, a := range charsets {
		for _, c := range charsets {
			if a.charset == c.charset || a.charset == Big5 || c.charset == Big5 {
				continue
			}
			d, err := Decode(slices.Concat(encode(t, a.enc, first), encode(t, c.enc, second)))
			if err != nil || d.Text != first+second || d.Foreign != 1 || d.Undecodable > 0 {
				t.Errorf("%s, then %s: got %s %.20q %d %v", a.name, c.name, d.Charset, d.Text, d.Foreign, err)
				continue
			}
			want := Warning{"mixed_charset", 0, len(first)}
			if d.Charset == a.charset {
				want = Warning{"mixed_charset", len(first), len(first + second)}
			}
			if len(d.Warnings) != 1 || d.Warnings[0] != want {
				t.Errorf("%s, then %s: got warnings %v, want %v", a.name, c.name, d.Warnings, want)
			}
		}
	}
}

// What a careless program leaves of UTF-16: a NUL byte behind every character
// that has only one byte.
func TestDecodeLeavesOutNULs(t *testing.T) {
	text := "2024年，全省生产总值增长5.3%。\n城镇新增就业2.1万人。\n"
	spread := regexp.MustCompile(`[\x00-\x7F]`).ReplaceAllString(text, "$0\x00")
	lines := strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\x00")
	for name, b := range map[string][]byte{
		"behind ASCII":             []byte(spread),
		"behind a byte-order mark": []byte("\uFEFF" + spread),
		"behind ASCII in GB18030":  encode(t, simplifiedchinese.GB18030, spread),
		"for line ends":            []byte(lines + "\x00\x00\x00"),
	} {
		if d, err := Decode(b); err != nil || d.Text != text || d.NULs == 0 || d.Foreign > 0 {
			t.Errorf("%s: got %q, %d left out, %d foreign, %v", name, d.Text, d.NULs, d.Foreign, err)
		}
	}
}

func TestFitTellsChineseFromWhatOnlyLooksLikeIt(t *testing.T) {
	for _, text := range []string{simplified, traditional, "plain words", ""} {
		if f := Fit(text); f < 0.3 {
			t.Errorf("%.20s: fit %.2f", text, f)
		}
	}
	for _, text := range []string{"楂樿川閲忓彂灞曠粡娴庡鎬", "ɘɫʣ˕ϱѪҸ", "\uFFFD\uFFFD全"} {
		if f := Fit(text); f > 0.1 {
			t.Errorf("%s: fit %.2f", text, f)
		}
	}
}

func TestDecodeRefusesWhatIsNoText(t *testing.T) {
	noise := make([]byte, 4096)
	state := uint32(1)
	for i := range noise {
		state = state*1664525 + 1013904223
		noise[i] = byte(state >> 24)
	}
	for name, b := range map[string][]byte{
		"noise":              noise,
		"control characters": bytes.Repeat([]byte{1, 2, 3, 'a'}, 100),
		"a program":          append([]byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x3e\x00"), make([]byte, 400)...),
		"bytes of no text":   bytes.Repeat([]byte{0xFF, 0x80, 0xFF}, 100),
	} {
		if d, err := Decode(b); !errors.Is(err, ErrNotText) {
			t.Errorf("%s: got %q %v", name, d.Charset, err)
		}
	}
}

func TestDecodeTakesEmptyAndASCII(t *testing.T) {
	for _, text := range []string{"", "\n", "plain\r\ntext\x1A"} {
		if d, err := Decode([]byte(text)); err != nil || d.Text != text || d.Charset != UTF8 {
			t.Errorf("%q: got %q %s %v", text, d.Text, d.Charset, err)
		}
	}
}

func TestDecodeAsTrustsTheLabelUnlessTheBytesSpeak(t *testing.T) {
	rare := "嬗變" // too short and rare to be guessed
	if d, err := DecodeAs(encode(t, traditionalchinese.Big5, rare), " BIG5 "); err != nil || d.Text != rare {
		t.Errorf("label of the file: got %q %v", d.Text, err)
	}
	if d, err := DecodeAs([]byte(simplified), "gb2312"); err != nil || d.Charset != UTF8 || d.Text != simplified {
		t.Errorf("UTF-8 that is labelled gb2312: got %s %q %v", d.Charset, d.Text, err)
	}
	if _, err := DecodeAs([]byte("a"), "klingon"); !errors.Is(err, ErrCharset) {
		t.Errorf("unknown label: got %v", err)
	}
}

func TestDecodePassesValidUTF8ThroughWithoutCopying(t *testing.T) {
	b := []byte(strings.Repeat(simplified, 1000))
	var d Decoded
	if n := testing.AllocsPerRun(20, func() { d, _ = Decode(b) }); n > 0 {
		t.Errorf("%v allocations for %d bytes of UTF-8", n, len(b))
	}
	g := encode(t, simplifiedchinese.GB18030, d.Text)
	if n := testing.AllocsPerRun(5, func() { d, _ = Decode(g) }); n > 20 {
		t.Errorf("%v allocations for %d bytes of GB18030", n, len(g))
	}
}

// corpus returns the real reports, or skips the test.
func corpus(t testing.TB) []string {
	t.Helper()
	dir := os.Getenv("LUOSHI_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "corpus")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*", "*.txt"))
	if len(files) == 0 {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no reports in %s: set LUOSHI_CORPUS", dir)
		}
		t.Skipf("no reports in %s: set LUOSHI_CORPUS to test on real ones", dir)
	}
	return files
}

func TestDecodeReadsEveryReportInEveryCharset(t *testing.T) {
	known := map[string]map[rune]bool{"gbk": {}, "big5": {}}
	for _, file := range corpus(t) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Decode(raw)
		if err != nil || d.Charset != UTF8 || d.Text != string(raw) || d.Undecodable > 0 {
			t.Errorf("%s: got %s, %d lost, %v", filepath.Base(file), d.Charset, d.Undecodable, err)
		}
		for _, c := range charsets[1:] {
			text := d.Text
			if has := known[c.name]; has != nil {
				text = keep(c.enc, text, has)
			}
			if c.charset == Big5 && utf8.RuneCountInString(text)*10 < utf8.RuneCountInString(d.Text)*7 {
				text = traditional + text // most simplified characters do not map
			}
			got, err := Decode(encode(t, c.enc, text))
			if err != nil || got.Charset != c.charset || got.Text != text || got.Foreign > 0 {
				t.Errorf("%s as %s: got %s, %d lost, %v", filepath.Base(file), c.name, got.Charset, got.Undecodable, err)
			}
		}
	}
}

// keep drops from text what enc has no code for; known remembers what has.
func keep(enc encoding.Encoding, text string, known map[rune]bool) string {
	e := enc.NewEncoder()
	return strings.Map(func(r rune) rune {
		has, seen := known[r]
		if !seen {
			_, err := e.String(string(r))
			has = err == nil
			known[r] = has
		}
		if !has {
			return -1
		}
		return r
	}, text)
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(simplified))
	f.Add([]byte("\xFF\xFEa\x00\x00\xD8"))
	f.Add([]byte("\xEF\xBB\xBF\xE5\x85"))
	for _, c := range charsets {
		b, _ := encoding.ReplaceUnsupported(c.enc.NewEncoder()).Bytes([]byte(simplified))
		f.Add(b)
	}
	mixed := encode(f, simplifiedchinese.GB18030, simplified)
	f.Add(slices.Concat(mixed, []byte(simplified), encode(f, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), simplified), []byte("a\x00")))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Decode(b)
		if err != nil {
			return
		}
		if !utf8.ValidString(d.Text) {
			t.Fatal("the text is not valid UTF-8")
		}
		for _, w := range d.Warnings {
			if w.Code != "mixed_charset" && strings.Trim(d.Text[w.Start:w.End], "\uFFFD") != "" || w.Start == w.End {
				t.Fatalf("warning %v is not on a lost character", w)
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	text := strings.Repeat(simplified, 10000)
	for _, c := range charsets[:8] {
		data := encode(b, c.enc, text)
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := Decode(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestDecodeTurnsBackWhatWasTakenForAnotherCharset(t *testing.T) {
	latin := func(b []byte) string {
		var s strings.Builder
		for _, c := range b {
			r := charmap.Windows1252.DecodeByte(c)
			if r == utf8.RuneError {
				r = rune(c) // as editors and browsers do
			}
			s.WriteRune(r)
		}
		return s.String()
	}
	even := "全市工作报告增长8.5%左右\n" // an even number of characters between those in ASCII, no pair that GBK lacks
	gbk, err := simplifiedchinese.GBK.NewDecoder().String(even)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, saved, misread, want string }{
		{"UTF-8 taken for Windows-1252", latin([]byte(simplified)), "UTF-8 taken for Windows-1252", simplified},
		{"GBK taken for Windows-1252", latin(encode(t, simplifiedchinese.GBK, simplified)), "GB18030 taken for Windows-1252", simplified},
		{"UTF-8 taken for GBK", gbk, "UTF-8 taken for GB18030", even},
		{"half of it taken for Windows-1252", simplified + latin([]byte(simplified)) + even, "UTF-8 taken for Windows-1252", simplified + simplified + even},
		{"Chinese as it should be", simplified, "", simplified},
		{"French", "Déjà à l'été, la ville a construit une école près du château.", "", "Déjà à l'été, la ville a construit une école près du château."},
		{"rare characters", "龘靐齉爩鱻麤龗灪龖厵", "", "龘靐齉爩鱻麤龗灪龖厵"},
	} {
		d, err := Decode([]byte(c.saved))
		if err != nil || d.Text != c.want || d.Misread != c.misread {
			t.Errorf("%s: got %q, misread %q, %v", c.name, d.Text, d.Misread, err)
		}
	}

	lossy := strings.Repeat("一个县的工作报告，今年增长5.3%。", 8)
	garbled, _ := simplifiedchinese.GBK.NewDecoder().String(lossy)
	d, err := Decode([]byte(garbled))
	if err != nil || d.Misread == "" || d.Undecodable == 0 || !strings.Contains(d.Text, "工作报告") {
		t.Errorf("with bytes that found no partner: got %q, misread %q, %d lost, %v", d.Text, d.Misread, d.Undecodable, err)
	}
}

// validUTF8 says of any bytes what utf8.Valid says.
func TestValidUTF8(t *testing.T) {
	piece := rapid.SampledFrom([]string{"山", "水", "a", "é", "𠀀", "\uFFFD", "\xED\xA0\x80", "\xE0\x80\x80", "\xE5", "\xB1", "\xB1\xB1", "\xF4\x90\x80\x80", "\xC0\x80"})
	rapid.Check(t, func(t *rapid.T) {
		b := []byte(strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(t, "pieces"), ""))
		if got, want := validUTF8(b), utf8.Valid(b); got != want {
			t.Errorf("%q: %v", b, got)
		}
	})
}

// A large file of one byte that no text has, or of such bytes among others, is
// told from text in time that grows with its size and no faster.
func TestBytesThatNoTextHas(t *testing.T) {
	for _, unit := range []string{"\x00", "\xFF", "\x00\x00A", "\xFF\x00"} {
		if _, err := Decode([]byte(strings.Repeat(unit, 1<<20/len(unit)))); !errors.Is(err, ErrNotText) {
			t.Errorf("%q: %v", unit, err)
		}
	}
}
