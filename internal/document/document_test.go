package document

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden runs one case for each txtar file that matches pattern: make builds the
// bytes of a document from the archive, and the text read from them must be
// that of its file "text".
func golden(t *testing.T, pattern, name string, build func(*testing.T, *txtar.Archive) []byte) {
	files, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases %s: %v", pattern, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d, err := Open(name, build(t, a), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				setFile(a, "text", d.Text)
				if err := os.WriteFile(file, txtar.Format(a), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(getFile(t, a, "text"), d.Text); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func getFile(t *testing.T, a *txtar.Archive, name string) string {
	t.Helper()
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	t.Fatalf("no file %s in the case", name)
	return ""
}

func setFile(a *txtar.Archive, name, data string) {
	for i := range a.Files {
		if a.Files[i].Name == name {
			a.Files[i].Data = []byte(data)
		}
	}
}

// refused opens data, which must fail, and returns why.
func refused(t *testing.T, name string, data []byte, limits Limits) *Error {
	t.Helper()
	d, err := Open(name, data, limits)
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%s was read: %v %v", name, d, err)
	}
	if e.Name != name || e.Message == "" || e.Hint == "" {
		t.Errorf("an error must name the file, the cause and what to do: %+v", e)
	}
	return e
}

func TestTextIsTheCharactersAsTheyStand(t *testing.T) {
	text := "政府工作报告\r\n\r\n　　增长５%。\rTab\t尾\n"
	for name, mediaType := range map[string]string{"a.txt": PlainText, "a.md": Markdown, "-": PlainText, "a.Markdown": Markdown} {
		d, err := Open(name, append([]byte("\xEF\xBB\xBF"), text...), Limits{})
		if err != nil || d.Text != text || d.MediaType != mediaType || d.Charset != "UTF-8" || d.Name != name {
			t.Errorf("%s: got %+v %v", name, d, err)
		}
	}
	d, _ := Open("a.txt", []byte("落实"), Limits{})
	if want := "5efdce443b855a169bcf658266fa68da83d4f4f7d94c83e07a8ee64bdf819754"; d.SHA256 != want {
		t.Errorf("sha256 %q", d.SHA256)
	}
}

func TestWhatAFileIsIsToldFromItsBytesFirst(t *testing.T) {
	page := "<!-- saved --> <!DOCTYPE html><html><body><p>增长5%，就业稳定。</p></body></html>"
	for name, c := range map[string]struct{ data, mediaType string }{
		"page.txt":    {page, HTML},
		"-":           {page, HTML},
		"part.html":   {"<div><p>增长5%。</p></div>", HTML},
		"text.html":   {"没有标签的文字，增长5%。", PlainText},
		"tags.txt":    {"<b>增长</b>5%。", PlainText},
		"text.docx":   {"各位代表：现在，我代表市人民政府向大会报告工作，请予审议。", PlainText},
		"page.doc":    {page, HTML},
		"page.xls":    {page, HTML},
		"xhtml.shtml": {"<?xml version=\"1.0\"?>\n<html><body>增长5%。</body></html>", HTML},
	} {
		d, err := Open(name, []byte(c.data), Limits{})
		if err != nil || d.MediaType != c.mediaType {
			t.Errorf("%s: got %+v %v", name, d, err)
		}
	}
}

func TestHTML(t *testing.T) {
	golden(t, "html/*.txtar", "page.html", func(t *testing.T, a *txtar.Archive) []byte { return []byte(getFile(t, a, "page.html")) })
}

func TestHTMLCharset(t *testing.T) {
	body := "<p>全市新建公路，增长百分之五。</p></body></html>"
	gb := func(s string) []byte { b, _ := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(s)); return b }
	for name, c := range map[string]struct {
		data    []byte
		charset string
		want    string
	}{
		"as the page says":        {gb(`<html><head><meta charset="gb2312"></head><body>` + body), "GB18030", "全市"},
		"as an old page says":     {gb(`<html><head><meta http-equiv="Content-Type" content="text/html; charset=GBK"></head><body>` + body), "GB18030", "全市"},
		"the page says nothing":   {gb(`<html><body>` + body), "GB18030", "全市"},
		"the page says it wrong":  {[]byte(`<html><head><meta charset=gb2312></head><body>` + body), "UTF-8", "全市"},
		"the page says it wrong2": {gb(`<html><head><meta charset=utf-8></head><body>` + body), "GB18030", "全市"},
	} {
		d, err := Open("a.html", c.data, Limits{})
		if err != nil || d.Charset != c.charset || !strings.HasPrefix(d.Text, c.want) || len(d.Warnings) > 0 {
			t.Errorf("%s: got %+v %v", name, d, err)
		}
	}
	rare, _ := traditionalchinese.Big5.NewEncoder().Bytes([]byte("<html><head><meta charset=big5></head><body>嬗變</body></html>"))
	if d, err := Open("a.html", rare, Limits{}); err != nil || d.Text != "嬗變\n" {
		t.Errorf("too little text to guess: got %+v %v", d, err)
	}
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte("<html><head><meta charset=utf-8></head><body>" + body))
	if d, err := Open("a.html", wide, Limits{}); err != nil || d.Charset != "UTF-16LE" || d.MediaType != HTML {
		t.Errorf("UTF-16: got %+v %v", d, err)
	}
}

func TestHTMLTooDeepForATreeIsReadAllTheSame(t *testing.T) {
	page := "<html><head><title>题</title><script>var a;</script></head><body>" + strings.Repeat("<div>", 600) + "<p>增长<b>5</b>%。</p><p>二</p>" + strings.Repeat("</div>", 600)
	d, err := Open("a.html", []byte(page), Limits{})
	if err != nil || d.Text != "增长5%。\n二\n" {
		t.Fatalf("got %+v %v", d, err)
	}
}

// ole is a file of an old office program with a stream of that name.
func ole(stream string) []byte {
	b := []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 100))
	for _, c := range []byte(stream) {
		b = append(b, c, 0)
	}
	return b
}

func TestErrorsSayWhatIsWrong(t *testing.T) {
	big := bytes.Repeat([]byte("一"), 1000)
	for name, c := range map[string]struct {
		data   []byte
		limits Limits
		reason string
	}{
		"empty.txt":   {nil, Limits{}, "empty"},
		"blank.txt":   {[]byte(" \r\n　\uFEFF"), Limits{}, "no_text"},
		"tags.html":   {[]byte("<html><p " + strings.Repeat("a=1 ", mostAttributes+1) + ">增长5%。</p></html>"), Limits{}, "too_large"},
		"names.html":  {[]byte("<html>" + strings.Repeat("<p "+strings.Repeat("a ", 1000)+">增长5%。</p>", mostAttributes/1000+1) + "</html>"), Limits{}, "too_large"},
		"blank.html":  {[]byte("<html><p> </p></html>"), Limits{}, "no_text"},
		"app.html":    {[]byte("<html><div id=app></div><noscript>请启用脚本</noscript><script>var a = 1;</script></html>"), Limits{}, "scripted"},
		"frames.html": {[]byte("<html><frameset><frame src=menu.htm><frame src=main.htm><noframes>不支持框架。</noframes></frameset></html>"), Limits{}, "framed"},
		"shell.html":  {[]byte("<html><ul><li><a href=/>首页</a></ul><h1>政府工作报告</h1><iframe src=/2024.html></iframe></html>"), Limits{}, "framed"},
		"large.txt":   {big, Limits{FileBytes: 2999}, "too_large"},
		"raw.txt":     {big, Limits{PartBytes: 2999}, "too_large"},
		"long.txt":    {big, Limits{TextBytes: 2999}, "too_large"},
		"long.html":   {append([]byte("<html>"), big...), Limits{TextBytes: 2999}, "too_large"},
		"large.html":  {append([]byte("<html>"), big...), Limits{PartBytes: 2999}, "too_large"},
		"old.doc":     {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 ..."), Limits{}, "old_office"},
		"sheet.doc":   {ole("Workbook"), Limits{}, "spreadsheet"},
		"b.wps":       {ole("WordDocument"), Limits{}, "old_office"},
		"c.ppt":       {ole("PowerPoint Document"), Limits{}, "slides"},
		"locked.docx": {ole("EncryptedPackage"), Limits{}, "encrypted"},
		"cut.xlsx":    {[]byte("xl/workbook.xml 增长5%。" + strings.Repeat("表", 100)), Limits{}, "damaged"},
		"cut.doc":     {[]byte("404 Not Found"), Limits{}, "damaged"},
		"cut.docx":    {[]byte("word/document.xml 增长\xFF"), Limits{}, "damaged"},
		"noise.pdf":   {append([]byte("\x7fELF\x02\x01"), make([]byte, 200)...), Limits{}, "damaged"},
		"a.rtf":       {[]byte(`{\rtf1 text}`), Limits{}, "rtf"},
		"old.xml":     {[]byte("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?><w:wordDocument/>"), Limits{}, "flat_xml"},
		"scan.jpg":    {[]byte("\xFF\xD8\xFF\xE0..."), Limits{}, "picture"},
		"a.txt.gz":    {[]byte("\x1F\x8B\x08..."), Limits{}, "archive"},
		"program.txt": {append([]byte("\x7fELF\x02\x01"), make([]byte, 200)...), Limits{}, "binary"},
	} {
		if e := refused(t, name, c.data, c.limits); e.Code != Invalid || e.Reason != c.reason {
			t.Errorf("%s: got %s %s: %v", name, e.Code, e.Reason, e)
		}
	}
}

func TestOpenFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "报告.txt")
	if err := os.WriteFile(path, []byte("增长5%。"), 0o600); err != nil {
		t.Fatal(err)
	}
	if d, err := OpenFile(path, Limits{}); err != nil || d.Text != "增长5%。" || d.Name != path {
		t.Errorf("got %+v %v", d, err)
	}
	var e *Error
	if _, err := OpenFile(filepath.Join(dir, "none.txt"), Limits{}); !errors.As(err, &e) || e.Code != NotFound {
		t.Errorf("a file that is not there: got %v", err)
	}
	if _, err := OpenFile(dir, Limits{}); !errors.As(err, &e) || e.Reason != "folder" {
		t.Errorf("a folder: got %v", err)
	}
	if _, err := OpenFile(path, Limits{FileBytes: 5}); !errors.As(err, &e) || e.Reason != "too_large" {
		t.Errorf("a file over the limit: got %v", err)
	}
}

// A file of many gigabytes is refused by its size, without being read.
func TestHugeFileIsNotRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huge.txt")
	if err := os.WriteFile(path, []byte("增长5%。"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 1<<40); err != nil {
		t.Skipf("no sparse files here: %v", err)
	}
	var e *Error
	if _, err := OpenFile(path, Limits{}); !errors.As(err, &e) || e.Reason != "too_large" || e.Name != path {
		t.Errorf("got %v", err)
	}
}

func TestWarningsNamePlacesInTheText(t *testing.T) {
	d, err := Open("a.txt", []byte("\xEF\xBB\xBF全市增长\xFF百分之五"), Limits{})
	if err != nil || len(d.Warnings) != 1 || d.Warnings[0].Code != "undecodable" || d.Text[d.Warnings[0].Start:d.Warnings[0].End] != "\uFFFD" {
		t.Fatalf("got %+v %v", d, err)
	}
}

func TestPageThatIsOneEndlessTableIsRefused(t *testing.T) {
	page := "<html><body><table>" + strings.Repeat("<tr><td>5%</td></tr>\n", mostTags/4+1) + "</table></body></html>"
	if e := refused(t, "a.html", []byte(page), Limits{}); e.Reason != "too_large" {
		t.Errorf("got %v", e)
	}
}
