package document

import (
	"testing"
	"time"
	"unicode/utf8"
)

// readInTime opens data, which must neither panic nor hang, and returns
// the document if it could be read.
func readInTime(t *testing.T, name string, data []byte) *Document {
	t.Helper()
	start := time.Now()
	d, err := Open(name, data, Limits{})
	if took := time.Since(start); took > 30*time.Second {
		t.Fatalf("%d bytes took %v", len(data), took)
	}
	if err != nil {
		return nil
	}
	if !utf8.ValidString(d.Text) || isBlank(d.Text) {
		t.Fatalf("the text is blank or not valid UTF-8: %q", d.Text)
	}
	for _, w := range d.Warnings {
		if w.Start < 0 || w.Start > w.End || w.End > len(d.Text) {
			t.Fatalf("warning outside the text: %+v", w)
		}
	}
	return d
}

func FuzzHTML(f *testing.F) {
	for _, page := range []string{
		`<html><head><title>题_站</title><meta name="ArticleTitle" content="题"></head><body><div class="nav"><a href="/">首页</a></div><div><p>一、增长5%。<sup>1</sup></p></div></body></html>`,
		`<table><tr><td>甲<td>乙</table><ol start=3 type=i><li>一<li>二</ol><pre>a` + "\n" + `b</pre>`,
		`<div style="display:none">增长，稳定。</div><span hidden>x</span><!-- -->`,
		"<meta charset=gbk>\xD4\xF6\xB3\xA4",
	} {
		f.Add([]byte(page))
	}
	f.Fuzz(func(t *testing.T, page []byte) { readInTime(t, "a.html", append([]byte("<html>"), page...)) })
}

// FuzzMail reads bytes that stand in a mail, and bytes that may be one.
func FuzzMail(f *testing.F) {
	f.Add([]byte("MIME-Version: 1.0\r\nSubject: =?gbk?B?1PazpA==?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\n1PazpA==\r\n--x--"))
	f.Add([]byte("From: a\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n=E5=A2=9E=\n=E9=95=BF"))
	f.Add([]byte("data:text/plain;base64," + based(inMail)))
	f.Fuzz(func(t *testing.T, data []byte) {
		readInTime(t, "a.eml", data)
		readInTime(t, "a.eml", append([]byte("MIME-Version: 1.0\r\nContent-Type: "), data...))
	})
}

func FuzzDocx(f *testing.F) {
	f.Add(`<w:body><w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>增长</w:t><w:tab/><w:footnoteReference w:id="1"/></w:r></w:p></w:body>`, `<w:footnote w:id="1"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>`, `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>`)
	f.Add(`<w:body><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><mc:AlternateContent><mc:Choice/><mc:Fallback/></mc:AlternateContent></w:body>`, ``, ``)
	f.Fuzz(func(t *testing.T, body, notes, numbers string) {
		readInTime(t, "a.docx", wordFile(t, "document.xml", body, "footnotes.xml", notes, "numbering.xml", numbers))
	})
}

// FuzzPackage reads bytes that only begin like a packed document.
func FuzzPackage(f *testing.F) {
	f.Add(wordFile(f, "document.xml", "<w:body>"+wordParagraph("增长")+"</w:body>"))
	f.Add(zipFile(f, "_rels/.rels", "<Relationships/>"))
	f.Fuzz(func(t *testing.T, data []byte) { readInTime(t, "a.docx", append([]byte("PK\x03\x04"), data...)) })
}

// FuzzPDF reads PDF files of any page, with any bytes of the file overwritten.
func FuzzPDF(f *testing.F) {
	f.Add(pageContent(f, "text 50 760 10 机密\nflow 50 700 12 30 一、增长百分之五，新建公路10公里。\nturned 50 400 12 稿\nspread 50 300 12 20 表头"), []byte(nil), uint16(0))
	f.Add("BT /F 12 Tf 3 Tr 1 0 0 1 50 700 Tm <589E957F> Tj T* <0035> ' ET q 0 0 m 9 9 l S Q", []byte("/Kids[2 0 R]"), uint16(60))
	f.Add("BT /F 0 Tf (x) Tj ET", []byte("/Length 999999"), uint16(700))
	f.Fuzz(func(t *testing.T, page string, over []byte, at uint16) {
		if len(page) > 1<<14 {
			return
		}
		data := pdfOf("", page, page)
		copy(data[min(int(at), len(data)):], over)
		readInTime(t, "a.pdf", data)
	})
}
