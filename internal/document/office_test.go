package document

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/reader"
)

// program returns the path of a program, or skips the test; on continuous
// integration, where the script named installs it, the test fails.
func program(t *testing.T, name, script string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case testing.Short():
		t.Skip("starts other programs; not with -short")
	case err == nil:
		return path
	case os.Getenv("CI") == "true":
		t.Fatalf("there is no %s: %s", name, script)
	}
	t.Skipf("there is no %s: %s", name, script)
	return ""
}

// run runs a program that makes files.
func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// lines returns the lines of a real report, without those that are blank.
func lines(t *testing.T, file string) []string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(strings.TrimPrefix(line, "\uFEFF")); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// some returns a few reports of different kinds.
func some(t *testing.T) []string {
	t.Helper()
	all := reports(t)
	var out []string
	for i := 3; i < len(all); i += 13 {
		out = append(out, all[i])
	}
	return out
}

// officeText is a text as LibreOffice writes it flat, with a running title,
// page numbers, a note at the foot and, where it is tracked, a sentence that was
// deleted: on paper such a sentence still stands, struck through.
func officeText(paragraphs []string, columns int, tracked bool) string {
	var body strings.Builder
	for i, p := range paragraphs {
		body.WriteString("<text:p>" + html.EscapeString(p))
		if i == len(paragraphs)/2 {
			body.WriteString(`<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>这是编者所加的说明。</text:p></text:note-body></text:note>`)
			if tracked {
				body.WriteString(`<text:change text:change-id="gone"/>`)
			}
		}
		body.WriteString("</text:p>")
	}
	return strings.NewReplacer("COLUMNS", strconv.Itoa(columns), "BODY", body.String()).Replace(`<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:style style:name="Standard" style:family="paragraph">
<style:paragraph-properties fo:text-align="justify" style:punctuation-wrap="simple" fo:text-indent="0.85cm" fo:line-height="150%"/>
<style:text-properties fo:font-size="12pt" style:font-size-asian="12pt"/></style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.5cm">
<style:columns fo:column-count="COLUMNS" fo:column-gap="0.8cm"/></style:page-layout-properties><style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page"><style:header><text:p>政府公报</text:p></style:header>
<style:footer><text:p>— <text:page-number>1</text:page-number> —</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:tracked-changes><text:changed-region text:id="gone"><text:deletion><office:change-info><dc:creator>编者</dc:creator>
<dc:date>2024-01-01T00:00:00</dc:date></office:change-info><text:p>删去的话是增长百分之九十九。</text:p></text:deletion></text:changed-region></text:tracked-changes>BODY</office:text></office:body></office:document>`)
}

// webPage is a page of a government's site.
func webPage(paragraphs []string, style string) string {
	var body strings.Builder
	for _, p := range paragraphs {
		body.WriteString(`<p style="text-indent:2em">` + html.EscapeString(p) + "</p>\n")
	}
	return strings.NewReplacer("STYLE", style, "BODY", body.String()).Replace(`<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">
<title>政府工作报告_云州市人民政府门户网站</title><style>STYLE</style></head><body>
<div class="top"><a href="/">首页</a> <a href="/zw">政务公开</a> <a href="/fw">办事服务</a></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/x">政府工作报告</a></div>
<div class="content">BODY</div><div class="footer">主办：云州市人民政府办公室　备案号：云ICP备00000000号</div></body></html>`)
}

// TestOfficeFilesReadAsTheirText makes docx and PDF files of reports and holds
// that they are read as the text they were made from.
func TestOfficeFilesReadAsTheirText(t *testing.T) {
	soffice := program(t, "soffice", "tools/office")
	files := some(t)
	dir := t.TempDir()
	for _, form := range []struct {
		name, ext string
		columns   int
		files     []string
	}{{"docx", "docx", 1, files}, {"pdf", "pdf", 1, files[:1]}, {"pdf in two columns", "pdf", 2, files[1:3]}} {
		out := filepath.Join(dir, strings.ReplaceAll(form.name, " ", "-"))
		args := []string{"--headless", "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--convert-to", form.ext, "--outdir", out}
		for i, file := range form.files {
			flat := filepath.Join(dir, fmt.Sprintf("%s-%d.fodt", form.ext, i))
			if err := os.WriteFile(flat, []byte(officeText(lines(t, file), form.columns, form.ext == "docx")), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, flat)
		}
		run(t, soffice, args...)
		for i, file := range form.files {
			sameExtraction(t, file, filepath.Join(out, fmt.Sprintf("%s-%d.%s", form.ext, i, form.ext)), form.name)
		}
	}
}

// TestPrintedPageReadsAsItsText prints pages in two columns, from top to bottom,
// and on their side, with the browser's running titles and page numbers, and reads
// page and print.
func TestPrintedPageReadsAsItsText(t *testing.T) {
	chromium := program(t, "chromium", "tools/browser")
	dir := t.TempDir()
	files := some(t)
	for i, style := range []string{
		`body{column-count:2;overflow-wrap:anywhere;font-size:11pt}`,
		`@page{size:A4 landscape} body{writing-mode:vertical-rl;font-size:11pt}`,
		`body{writing-mode:sideways-lr;font-size:11pt}`,
	} {
		file := files[i]
		page := filepath.Join(dir, fmt.Sprintf("%d.html", i))
		style += ` .top,.crumb,.footer{display:none}`
		if err := os.WriteFile(page, []byte(webPage(lines(t, file), style)), 0o600); err != nil {
			t.Fatal(err)
		}
		printed := filepath.Join(dir, fmt.Sprintf("%d.pdf", i))
		run(t, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir="+filepath.Join(dir, "profile"),
			"--print-to-pdf="+printed, "file://"+filepath.ToSlash(page))
		sameExtraction(t, file, page, "page")
		sameExtraction(t, file, printed, "printed page")
	}
}

// sameExtraction holds that what is extracted from a made file is what is
// extracted from the text, but for one thing in a hundred.
func sameExtraction(t *testing.T, file, made, form string) {
	t.Helper()
	d, err := OpenFile(made, Limits{})
	if err != nil {
		t.Errorf("%s of %s: %v", form, filepath.Base(file), err)
		return
	}
	if strings.Contains(d.Text, "删去的话") {
		t.Errorf("%s of %s: what was deleted is in the text", form, filepath.Base(file))
	}
	want := extracted(reader.Read(strings.Join(lines(t, file), "\n")+"\n", reader.Options{}))
	got := extracted(reader.Read(d.Text, reader.Options{}))
	common, all := 0, 0
	for k, n := range want {
		common += min(n, got[k])
		all += max(n, got[k])
	}
	for k, n := range got {
		if want[k] == 0 {
			all += n
		}
	}
	if float64(common) < 0.99*float64(all) || common == 0 {
		t.Errorf("%s of %s: %d of %d indicators and actions are the same", form, filepath.Base(file), common, all)
	}
}

// extracted counts what a report holds, by all that is said of it but its place.
func extracted(r *reader.Report) map[string]int {
	out := map[string]int{}
	for _, i := range r.Indicators {
		out[fmt.Sprint("indicator ", squeeze(i.Quote), i.Value, i.ValueMax, i.Unit, i.Comparator, squeeze(i.Metric), i.Measure, i.Direction, i.Status, i.Year)]++
	}
	for _, a := range r.Actions {
		out[fmt.Sprint("action ", squeeze(a.Quote), a.Kind, a.Deadline)]++
	}
	return out
}
