package document

import (
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// reports returns the files of real reports, or skips the test.
func reports(t *testing.T) []string {
	t.Helper()
	dir := os.Getenv("LUOSHI_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
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

func TestEveryReportIsReadAsItStands(t *testing.T) {
	for _, file := range reports(t) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := OpenFile(file, Limits{})
		if err != nil || d.Text != string(raw) || d.MediaType != PlainText {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
	}
}

// Packed as a Word document or set in a page, a report comes back whole: the
// same characters but for white space. In a page, lines of nothing but words on
// buttons are taken for buttons.
func TestEveryReportComesBackFromDOCXAndHTML(t *testing.T) {
	const frame = `<html><head><meta charset="utf-8"><title>云州市人民政府</title></head><body><div class="nav"><a href="/">首页</a></div>` +
		`<ul><li><a href="/1">市政府召开常务会议，研究安全生产。</a></li><li><a href="/2">全市经济工作会议召开</a></li><li><a href="/3">春节放假安排</a></li></ul>` +
		`<div class="zw">BODY</div><div class="footer">主办：云州市人民政府办公室。未经授权，不得转载。</div></body></html>`
	for _, file := range reports(t) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var word, page, whole, prose strings.Builder
		for line := range strings.Lines(string(raw)) {
			text := html.EscapeString(strings.TrimSpace(line))
			word.WriteString(wordParagraph(text))
			page.WriteString("<p>　　" + text + "</p>\n")
			bare := squeeze(line)
			whole.WriteString(bare)
			if !isButtons(bare) {
				prose.WriteString(bare)
			}
		}
		d, err := Open("a.docx", wordFile(t, "document.xml", "<w:body>"+word.String()+"</w:body>"), Limits{})
		if err != nil || squeeze(d.Text) != whole.String() {
			t.Errorf("%s as docx: text differs, %v", filepath.Base(file), err)
		}
		d, err = Open("a.html", []byte(strings.Replace(frame, "BODY", page.String(), 1)), Limits{})
		if err != nil || strings.TrimPrefix(squeeze(d.Text), "云州市人民政府") != prose.String() {
			t.Errorf("%s as html: text differs, %v", filepath.Base(file), err)
		}
	}
}
