package document

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/txtar"
)

// pdfFile makes a PDF. Each page is a list of lines, in points from the foot of
// a page of 600 × 800:
//
//	text X Y SIZE words       one line
//	flow X Y SIZE N words     a paragraph, indented, of lines with N characters, two sizes apart
//	turned X Y SIZE words     a line that rises
//	up, down X Y SIZE words   a line that runs up or down the page
//	spread X Y SIZE N words   one line, its characters N points apart
//
// The font is not embedded: each Chinese character takes one square.
func pdfFile(t testing.TB, trailer string, pages ...string) []byte {
	t.Helper()
	contents := make([]string, len(pages))
	for i, page := range pages {
		contents[i] = pageContent(t, page)
	}
	return pdfOf(trailer, contents...)
}

// pdfOf makes a PDF of pages whose operators are given.
func pdfOf(trailer string, pages ...string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(at)}, args...)...)
	}
	b.WriteString("%PDF-1.5\n")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 6+2*i)
	}
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids)
	object("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>")
	object("<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R/DW 1000>>")
	object("<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>")
	for _, content := range pages {
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>", len(at)+2)
		object("<</Length %d>>\nstream\n%s\nendstream", len(content), content)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, trailer, start)
	return b.Bytes()
}

func pageContent(t testing.TB, page string) string {
	t.Helper()
	var b strings.Builder
	show := func(x, y, size float64, turn string, text string) {
		fmt.Fprintf(&b, "BT /F %g Tf %s %g %g Tm <", size, turn, x, y)
		for _, u := range utf16.Encode([]rune(text)) {
			fmt.Fprintf(&b, "%04X", u)
		}
		b.WriteString("> Tj ET\n")
	}
	for line := range strings.Lines(page) {
		line = strings.TrimSuffix(line, "\n")
		var kind string
		var x, y, size float64
		if line == "" {
			continue
		}
		if _, err := fmt.Sscan(line, &kind, &x, &y, &size); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		words := strings.SplitN(line, " ", 6)
		switch kind {
		case "text":
			show(x, y, size, "1 0 0 1", strings.Join(words[4:], " "))
		case "turned":
			show(x, y, size, "0.7 0.7 -0.7 0.7", strings.Join(words[4:], " "))
		case "up": // a trifle off, since the engine finds no ink in a font that is not embedded
			show(x, y, size, "0.001 1 -1 0.001", strings.Join(words[4:], " "))
		case "down":
			show(x, y, size, "0.001 -1 1 0.001", strings.Join(words[4:], " "))
		case "spread":
			fmt.Fprintf(&b, "%s Tc ", words[4])
			show(x, y, size, "1 0 0 1", words[5])
			b.WriteString("0 Tc ")
		case "flow":
			n := atoi(words[4], 0)
			rest := append([]rune("　　"), []rune(words[5])...)
			for len(rest) > 0 {
				end := min(n, len(rest))
				if end < len(rest) && strings.ContainsRune("，。；、", rest[end]) {
					end++ // the mark hangs over the edge
				}
				show(x, y, size, "1 0 0 1", string(rest[:end]))
				rest, y = rest[end:], y-2*size
			}
		default:
			t.Fatalf("unknown line %q", line)
		}
	}
	return b.String()
}

func TestPDF(t *testing.T) {
	golden(t, "pdf/*.txtar", "report.pdf", func(t *testing.T, a *txtar.Archive) []byte {
		var pages []string
		for _, f := range a.Files {
			if strings.HasPrefix(f.Name, "page") {
				pages = append(pages, string(f.Data))
			}
		}
		return pdfFile(t, "", pages...)
	})
}

func TestPDFIsKnownByItsBytes(t *testing.T) {
	data := append([]byte("\n\n"), pdfFile(t, "", "text 50 700 12 增长百分之五。")...)
	d, err := Open("report.txt", data, Limits{})
	if err != nil || d.MediaType != PDF || d.Charset != "" || d.Text != "增长百分之五。\n" {
		t.Fatalf("got %+v %v", d, err)
	}
}

func TestPDFErrorsSayWhatToDo(t *testing.T) {
	locked := `/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<` + strings.Repeat("41", 32) + `>/U<` + strings.Repeat("42", 32) + `>>>`
	words := "text 50 700 12 各位代表：现在报告工作。"
	whole := pdfFile(t, "", words)
	for reason, c := range map[string]struct {
		data   []byte
		limits Limits
	}{
		"pdf_encrypted":  {pdfFile(t, locked, words), Limits{}},
		"pdf_scanned":    {pdfFile(t, "", "", ""), Limits{}},
		"too_many_pages": {pdfFile(t, "", words, words, words), Limits{Pages: 2}},
		"damaged":        {append([]byte("%PDF-1.5\n"), whole[len(whole)/3:len(whole)/2]...), Limits{}},
	} {
		if e := refused(t, "a.pdf", c.data, c.limits); e.Reason != reason || e.Code != Invalid || e.Hint == "" {
			t.Errorf("%s: got %s %v, hint %q", reason, e.Reason, e, e.Hint)
		}
	}
}

// What costs much more to read than it is large is given up, whatever makes it so.
func TestPDFThatCostsTooMuchIsRefused(t *testing.T) {
	var crowd strings.Builder
	for i := range mostGlyphs/10 + 1 {
		fmt.Fprintf(&crowd, "BT /F 1 Tf %d %d Td <4E004E8C4E094E004E8C4E094E004E8C4E094E00> Tj ET\n", i*13%590, i%790)
	}
	for what, page := range map[string]string{
		"states that never end":            strings.Repeat("q ", 1_500_000),
		"more characters than paper holds": crowd.String(),
	} {
		if e := refused(t, "a.pdf", pdfOf("", page), Limits{}); e.Reason != "pdf_too_costly" {
			t.Errorf("%s: got %s %v", what, e.Reason, e)
		}
	}
	several := pdfFile(t, "", "text 50 700 12 第一页有字。", "text 50 700 12 第二页有字。")
	if e := refused(t, "a.pdf", several, Limits{TextBytes: 8}); e.Reason != "too_large" {
		t.Errorf("pages of more text than a report: got %s %v", e.Reason, e)
	}
}

func TestPDFWhosePagesLeadInACircleIsRefused(t *testing.T) {
	whole := pdfFile(t, "", "text 50 700 12 有字。")
	circle := bytes.Replace(whole, []byte("/Kids[6 0 R ]"), []byte("/Kids[2 0 R ]"), 1)
	if e := refused(t, "a.pdf", circle, Limits{}); e.Reason != "damaged" {
		t.Errorf("got %s %v", e.Reason, e)
	}
}

func TestEngineMemoryGrowsToItsLimit(t *testing.T) {
	m := newEngineMemory(64, 1000)
	for i := range m.Reallocate(64) {
		m.Reallocate(64)[i] = 7
	}
	grown := m.Reallocate(65)
	if len(grown) != 65 || cap(grown) != 128 || grown[63] != 7 || grown[64] != 0 {
		t.Errorf("got %d of %d, %v", len(grown), cap(grown), grown)
	}
	if most := m.Reallocate(1000); len(most) != 1000 || most[63] != 7 {
		t.Errorf("got %d, %v", len(most), most[63])
	}
	if m.Reallocate(1001) != nil {
		t.Error("grew beyond its limit")
	}
}

func TestPDFWhoseFontsNameNoCharactersIsRefused(t *testing.T) {
	glyphs := ""
	for i := range 120 {
		glyphs += string(rune(0x250 + i*37%700))
	}
	data := pdfFile(t, "", "text 50 700 4 "+glyphs)
	data = bytes.Replace(data, []byte("/UniGB-UCS2-H"), []byte("/Identity-H  "), 1)
	data = bytes.Replace(data, []byte("(GB1)"), []byte("(XX1)"), 1)
	if e := refused(t, "a.pdf", data, Limits{}); e.Reason != "pdf_unmapped" || e.Hint == "" {
		t.Fatalf("got %s %v", e.Reason, e)
	}
}

func TestPDFPageWithoutTextIsNamed(t *testing.T) {
	d, err := Open("a.pdf", pdfFile(t, "", "text 50 700 12 第一页有字。", "", "text 50 700 12 第三页有字。"), Limits{})
	if err != nil || len(d.Warnings) != 1 || d.Warnings[0].Code != "page_without_text" || !strings.Contains(d.Warnings[0].Message, "2") {
		t.Fatalf("got %+v %v", d, err)
	}
}

func TestPDFRunningHeadBearsTheSecrecyMark(t *testing.T) {
	var pages []string
	for i := range 4 {
		pages = append(pages, fmt.Sprintf("text 50 760 10 机密★1年\nflow 50 700 12 30 第%d部分工作已经完成，正在按计划推进下一步任务。", i+1))
	}
	words := "flow 50 700 12 30 各位代表：现在报告工作，请审议，并请各位委员提出意见。"
	for where, data := range map[string][]byte{
		"on every page":         pdfFile(t, "", pages...),
		"in a corner":           pdfFile(t, "", "text 50 760 10 000012\ntext 470 760 10 机密★1年\n"+words),
		"spread out":            pdfFile(t, "", "spread 450 760 16 20 秘密\n"+words),
		"beside the number":     pdfFile(t, "", "text 50 760 12 云政发〔2024〕1号\ntext 500 760 12 机密\n"+words),
		"as a turned watermark": pdfFile(t, "", words, "turned 200 300 60 绝密\n"+words),
	} {
		_, err := Open("a.pdf", data, Limits{})
		var e *Error
		if !errors.As(err, &e) || e.Code != Secret {
			t.Errorf("%s: got %v", where, err)
		}
	}
}
