package document

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const wordSpaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

// wordFile packs the parts of a Word document, each without its outermost
// element, whose name is that of the file.
func wordFile(t testing.TB, parts ...string) []byte {
	t.Helper()
	packed := []string{}
	for i := 0; i < len(parts); i += 2 {
		root := strings.TrimRight(strings.TrimSuffix(parts[i], ".xml"), "0123456789")
		packed = append(packed, "word/"+parts[i], `<?xml version="1.0" encoding="UTF-8"?><w:`+root+wordSpaces+`>`+parts[i+1]+`</w:`+root+`>`)
	}
	return zipFile(t, packed...)
}

func zipFile(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func wordParagraph(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

func TestDOCX(t *testing.T) {
	golden(t, "docx/*.txtar", "report.docx", func(t *testing.T, a *txtar.Archive) []byte {
		var parts []string
		for _, f := range a.Files {
			if strings.HasSuffix(f.Name, ".xml") {
				parts = append(parts, f.Name, string(f.Data))
			}
		}
		return wordFile(t, parts...)
	})
}

func TestDOCXIsKnownByItsPartsNotItsName(t *testing.T) {
	data := wordFile(t, "document.xml", "<w:body>"+wordParagraph("增长5%。")+"</w:body>")
	d, err := Open("report.txt", data, Limits{})
	if err != nil || d.Text != "增长5%。\n" || d.MediaType != DOCX || d.Charset != "" {
		t.Fatalf("got %+v %v", d, err)
	}
	moved := zipFile(t, "_rels/.rels", `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="/text/main.xml"/></Relationships>`,
		"text/main.xml", "<w:document"+wordSpaces+"><w:body>"+wordParagraph("别处的正文。")+"</w:body></w:document>")
	if d, err := Open("-", moved, Limits{}); err != nil || d.Text != "别处的正文。\n" {
		t.Fatalf("main part of another name: got %+v %v", d, err)
	}
}

// Names of parts do not tell capitals from small letters; some programs write
// them with the separator of Windows, or the XML in another charset.
func TestDOCXOfOtherProgramsIsRead(t *testing.T) {
	text := "<w:document" + wordSpaces + "><w:body>" + wordParagraph("增长百分之五。") + "</w:body></w:document>"
	gb, _ := simplifiedchinese.GBK.NewEncoder().String(`<?xml version="1.0" encoding="GB2312"?>` + text)
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(`<?xml version="1.0" encoding="UTF-16"?>` + text)
	for name, data := range map[string][]byte{
		"separators of Windows": zipFile(t, `word\document.xml`, text),
		"capitals":              zipFile(t, "Word/Document.xml", text),
		"GBK":                   zipFile(t, "word/document.xml", gb),
		"UTF-16":                zipFile(t, "word/document.xml", wide),
	} {
		d, err := Open("a.docx", data, Limits{})
		if err != nil || d.Text != "增长百分之五。\n" {
			t.Errorf("%s: got %+v %v", name, d, err)
		}
	}
}

// Some programs write what XML does not allow, as it was pasted; Word and WPS
// read it without complaint, and so do we, with a word.
func TestDOCXWithCharactersThatXMLForbidsIsRead(t *testing.T) {
	for name, c := range map[string]struct{ text, want, code string }{
		"a vertical tab":         {"增\x0b长\x01百分之五。", "增长百分之五。\n", "control_characters"},
		"a NUL byte":             {"增长\x00百分之五。", "增长百分之五。\n", "control_characters"},
		"a reference to one":     {"增长&#x0B;百分之&#11;五&#23500;。", "增长百分之五富。\n", "control_characters"},
		"a reference to nothing": {"增长&#xFFFFFFFFF;百分之五。", "增长百分之五。\n", "control_characters"},
		"half a character":       {"增长\xE5\x85百分之五。", "增长\uFFFD百分之五。\n", "undecodable"},
	} {
		d, err := Open("a.docx", wordFile(t, "document.xml", "<w:body>"+wordParagraph(c.text)+"</w:body>"), Limits{})
		if err != nil || d.Text != c.want || len(d.Warnings) != 1 || d.Warnings[0].Code != c.code || !Warns(c.code) {
			t.Errorf("%s: got %+v %v", name, d, err)
		}
	}
}

func TestDOCXThatOnlyHoldsAnotherFileSaysSo(t *testing.T) {
	const chunk = `<w:altChunk w:id="c1"/>`
	_, err := Open("a.docx", wordFile(t, "document.xml", "<w:body>"+chunk+"</w:body>"), Limits{})
	var e *Error
	if !errors.As(err, &e) || e.Reason != "embedded" {
		t.Fatalf("got %v", err)
	}
	d, err := Open("a.docx", wordFile(t, "document.xml", "<w:body>"+wordParagraph("增长5%。")+chunk+"</w:body>"), Limits{})
	if err != nil || len(d.Warnings) != 1 || d.Warnings[0].Code != "embedded" {
		t.Fatalf("beside text: got %+v %v", d, err)
	}
}

// Paragraphs whose ends were deleted become one, at a cost that grows with their
// number and not with its square.
func TestDOCXOfManyJoinedParagraphsCostsNoMoreThanOthers(t *testing.T) {
	const n = 20_000
	var joined strings.Builder
	for i := range n {
		joined.WriteString(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>` + string(rune('一'+i*7919%20_000)) + `</w:t></w:r></w:p>`)
	}
	data := wordFile(t, "document.xml", "<w:body>"+joined.String()+wordParagraph("长")+"</w:body>")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	d, err := Open("a.docx", data, Limits{})
	runtime.ReadMemStats(&after)
	if err != nil || utf8.RuneCountInString(d.Text) != n+2 {
		t.Fatalf("not read as one paragraph: %v", err)
	}
	if spent := after.TotalAlloc - before.TotalAlloc; spent > 200<<20 {
		t.Errorf("took %d MB", spent>>20)
	}
}

func TestDOCXHeaderBearsTheSecrecyMark(t *testing.T) {
	body := "<w:body>" + wordParagraph("各位代表：") + "</w:body>"
	marked := wordFile(t, "document.xml", body, "header2.xml", wordParagraph("机密★1年"))
	if e := refused(t, "a.docx", marked, Limits{}); e.Code != Secret {
		t.Errorf("got %v", e)
	}
	box := `<w:body><w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>` + wordParagraph("秘密★3年") + `</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p></w:body>`
	if e := refused(t, "a.docx", wordFile(t, "document.xml", box), Limits{}); e.Code != Secret {
		t.Errorf("in a text box: got %v", e)
	}
	watermark := `<w:p><w:r><w:pict><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r></w:p>`
	cells := `<w:tbl><w:tr><w:tc>` + wordParagraph("编号：0012") + `</w:tc><w:tc>` + wordParagraph("密级") + `</w:tc><w:tc>` + wordParagraph("机 密") + `</w:tc><w:tc>` + wordParagraph("缓急：特急") + `</w:tc></w:tr></w:tbl>`
	for where, data := range map[string][]byte{
		"as a watermark":     wordFile(t, "document.xml", body, "header1.xml", watermark),
		"in a footer":        wordFile(t, "document.xml", body, "footer3.xml", wordParagraph("秘密★长期")),
		"in the first table": wordFile(t, "document.xml", "<w:body>"+cells+wordParagraph("各位代表：")+"</w:body>"),
		"in several runs":    wordFile(t, "document.xml", `<w:body><w:p><w:r><w:t>机</w:t></w:r><w:r><w:t xml:space="preserve"> 密</w:t></w:r><w:r><w:sym w:char="2605"/></w:r><w:r><w:t>1年</w:t></w:r></w:p></w:body>`),
		"in a cell's box":    wordFile(t, "document.xml", `<w:body><w:tbl><w:tr><w:tc>`+strings.TrimSuffix(strings.TrimPrefix(box, "<w:body>"), "</w:body>")+`</w:tc></w:tr></w:tbl></w:body>`),
	} {
		if e := refused(t, "a.docx", data, Limits{}); e.Code != Secret {
			t.Errorf("%s: got %v", where, e)
		}
	}
	plain := wordFile(t, "document.xml", body, "header1.xml", wordParagraph("云州市政府文件"))
	if d, err := Open("a.docx", plain, Limits{}); err != nil || strings.Contains(d.Text, "文件") {
		t.Errorf("a header is not of the text: got %+v %v", d, err)
	}
}

func TestOtherPackagesSayWhatTheyAre(t *testing.T) {
	for reason, part := range map[string]string{
		"spreadsheet": "xl/workbook.xml", "slides": "ppt/presentation.xml", "ofd": "OFD.xml", "odf": "META-INF/manifest.xml", "archive": "a.txt",
	} {
		if e := refused(t, "a.zip", zipFile(t, part, "<a/>"), Limits{}); e.Reason != reason || e.Code != Invalid {
			t.Errorf("%s: got %s %v", part, e.Reason, e)
		}
	}
}

func TestDOCXLimits(t *testing.T) {
	open := func(data []byte, limits Limits) string { return refused(t, "a.docx", data, limits).Reason }
	text := "<w:body>" + wordParagraph("增长") + "</w:body>"
	deep := "<w:body>" + strings.Repeat("<w:ins>", 600) + wordParagraph("深") + strings.Repeat("</w:ins>", 600) + "</w:body>"
	if got := open(wordFile(t, "document.xml", deep), Limits{}); got != "too_deep" {
		t.Errorf("deep nesting: got %s", got)
	}
	deepSkipped := "<w:body>" + strings.Repeat("<w:x>", 600) + strings.Repeat("</w:x>", 600) + "</w:body>"
	if got := open(wordFile(t, "document.xml", deepSkipped), Limits{}); got != "too_deep" {
		t.Errorf("deep nesting of what is not read: got %s", got)
	}
	spaces := strings.Repeat(" ", 8<<20)
	if got := open(wordFile(t, "document.xml", text+spaces), Limits{}); got != "bomb" {
		t.Errorf("8 MB of spaces in some KB: got %s", got)
	}
	if got := open(wordFile(t, "document.xml", text+strings.Repeat("<w:p/>", 1000)), Limits{PartBytes: 4000}); got != "too_large" {
		t.Errorf("a part over the limit: got %s", got)
	}
	many := []string{"document.xml", text}
	for i := range 9 {
		many = append(many, fmt.Sprintf("header%d.xml", i), strings.Repeat("<w:p/>", 600))
	}
	if got := open(wordFile(t, many...), Limits{PartBytes: 8000}); got != "too_large" {
		t.Errorf("parts that are too large together: got %s", got)
	}
	bomb := `<!DOCTYPE a [<!ENTITY b "增长增长增长"><!ENTITY c "&b;&b;&b;&b;">]><w:document` + wordSpaces + `><w:body>` + wordParagraph("&c;") + `</w:body></w:document>`
	if got := open(zipFile(t, "word/document.xml", bomb), Limits{}); got != "damaged" {
		t.Errorf("entities that grow: got %s", got)
	}
	levels := `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="` + strings.Repeat("%1、", 2000) + `"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	numbered := strings.Repeat(`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>增</w:t></w:r></w:p>`, 2000)
	if got := open(wordFile(t, "document.xml", "<w:body>"+numbered+"</w:body>", "numbering.xml", levels), Limits{}); got != "too_large" {
		t.Errorf("numbers that are longer than the text: got %s", got)
	}
	outside := `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document` + wordSpaces + `><w:body>` + wordParagraph("&x;") + `</w:body></w:document>`
	if got := open(zipFile(t, "word/document.xml", outside), Limits{}); got != "damaged" {
		t.Errorf("an entity that is another file: got %s", got)
	}
	secret := "<w:body>" + wordParagraph("机密★1年") + "</w:body>"
	if got := open(wordFile(t, "document.xml", text, "document.xml", secret), Limits{}); got != "damaged" {
		t.Errorf("two texts in one file: got %s", got)
	}
	locked := bytes.ReplaceAll(wordFile(t, "document.xml", text), []byte("PK\x01\x02\x14\x00\x14\x00\x08"), []byte("PK\x01\x02\x14\x00\x14\x00\x09"))
	if got := open(locked, Limits{}); got != "encrypted" {
		t.Errorf("a package with a password: got %s", got)
	}
	whole := wordFile(t, "document.xml", text)
	if got := open(whole[:len(whole)/2], Limits{}); got != "damaged" {
		t.Errorf("half a file: got %s", got)
	}
	if got := open(zipFile(t, "word/document.xml", "<w:document"+wordSpaces+"><w:body><w:p>"), Limits{}); got != "damaged" {
		t.Errorf("half a text: got %s", got)
	}
	if got := open(wordFile(t, "document.xml", "<w:body><w:p/></w:body>"), Limits{}); got != "no_text" {
		t.Errorf("no text: got %s", got)
	}
}
