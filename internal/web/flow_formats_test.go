package web

import (
	"context"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	browserpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/sample"
)

// An upload is a report as a file, and how many entries its text has.
type upload struct {
	file    string
	entries int
}

// uploads are three reports: as text, as a Word file and as a PDF. They are of
// the corpus where it is there, else the sample with a figure changed in each.
func (s *screen) uploads() []upload {
	s.Helper()
	texts := s.reportTexts()
	files := []func(string) string{s.asText, s.asWord, s.asPDF}
	var list []upload
	for i, make := range files {
		rep := reader.Read(texts[i], reader.Options{})
		list = append(list, upload{make(texts[i]), len(rep.Indicators) + len(rep.Actions)})
	}
	return list
}

func (s *screen) reportTexts() []string {
	s.Helper()
	dir := os.Getenv("LUOSHI_CORPUS")
	if dir == "" {
		dir = "../../../shared/corpus"
	}
	var texts []string
	found, _ := filepath.Glob(filepath.Join(dir, "provinces-2025", "*.txt"))
	for i := 0; i < min(3, len(found)); i++ {
		data, err := os.ReadFile(found[i])
		s.must(err)
		texts = append(texts, strings.ToValidUTF8(strings.TrimPrefix(string(data), "\uFEFF"), ""))
	}
	data, err := sample.Files.ReadFile("2025.txt")
	s.must(err)
	for n := len(texts); n < 3; n++ {
		texts = append(texts, strings.ReplaceAll(string(data), "实施省级重点项目440个", "实施省级重点项目"+string('1'+rune(n))+"41个"))
	}
	return texts
}

func (s *screen) file(name string, data []byte) string {
	s.Helper()
	path := filepath.Join(s.TempDir(), name)
	s.must(os.WriteFile(path, data, 0o600))
	return path
}

func (s *screen) asText(text string) string {
	s.Helper()
	return s.file("报告.txt", []byte(text))
}

// asPage is a text as a page, a paragraph a line.
func asPage(text string) string {
	var page strings.Builder
	page.WriteString(`<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>report</title></head><body>`)
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			page.WriteString("<p>" + html.EscapeString(line) + "</p>\n")
		}
	}
	page.WriteString("</body></html>")
	return page.String()
}

// asWord has LibreOffice write the text as docx; without LibreOffice it stays
// text, which continuous integration does not accept.
func (s *screen) asWord(text string) string {
	s.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") == "true" {
			s.Fatal("there is no soffice: tools/office")
		}
		s.Log("there is no soffice (tools/office): no Word file is uploaded")
		return s.asText(text)
	}
	page := s.file("报告.html", []byte(asPage(text)))
	dir := filepath.Dir(page)
	out, err := exec.CommandContext(s.Context(), soffice, "--headless", "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")),
		"--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "--outdir", dir, page).CombinedOutput()
	if err != nil {
		s.Fatalf("soffice: %v\n%s", err, out)
	}
	return strings.TrimSuffix(page, ".html") + ".docx"
}

// asPDF has the browser print the text.
func (s *screen) asPDF(text string) string {
	s.Helper()
	var data []byte
	s.run(chromedp.Navigate("about:blank"), chromedp.ActionFunc(func(ctx context.Context) error {
		tree, err := browserpage.GetFrameTree().Do(ctx)
		if err != nil {
			return err
		}
		if err := browserpage.SetDocumentContent(tree.Frame.ID, asPage(text)).Do(ctx); err != nil {
			return err
		}
		data, _, err = browserpage.PrintToPDF().Do(ctx)
		return err
	}))
	return s.file("报告.pdf", data)
}
