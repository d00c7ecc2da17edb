package document

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// What the engine may use for one file, in pages of 64 KB: 112 MB, but 320 MB
// for large files, which it holds as a whole. With the engine itself and with what
// it grew out of, a file that is made to cost much stays below 256 MB.
const (
	pdfMemory      = 7 << 8
	largePDFMemory = 5 << 10
	largePDF       = 16 << 20 // bytes
)

// mostGlyphs is how many characters a page may have: a poster has fewer.
const mostGlyphs = 100_000

// engine is PDFium, compiled when the first PDF is read; largeEngine the same
// with more memory. Compiling takes some seconds, so the machine code is kept in
// the user's cache folder where there is one. It can reach neither files nor the
// network.
var (
	engine      = sync.OnceValues(func() (pdfium.Pool, error) { return cachedEngine(pdfMemory) })
	largeEngine = sync.OnceValues(func() (pdfium.Pool, error) { return cachedEngine(largePDFMemory) })
)

func cachedEngine(memory uint32) (pdfium.Pool, error) {
	pool, err := startEngine(cacheFolder(), memory)
	if err != nil { // the cache may be damaged or of no use: do without
		pool, err = startEngine("", memory)
	}
	return pool, err
}

func cacheFolder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "luoshi", "pdfium")
}

func startEngine(cache string, memory uint32) (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memory).
		WithCloseOnContextDone(true)
	if cache != "" {
		c, err := wazero.NewCompilationCacheWithDir(cache)
		if err != nil {
			return nil, err
		}
		config = config.WithCompilationCache(c)
	}
	workers := min(runtime.NumCPU(), 8)
	ctx := experimental.WithCompilationWorkers(context.Background(), workers)
	return webassembly.Init(webassembly.Config{
		Context:       experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(newEngineMemory)),
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(),
		Stdout:        io.Discard,
		Stderr:        io.Discard,
		MaxTotal:      workers,
		MaxIdle:       1,
	})
}

// A glyph is one character of a page and where it stands: in points, x to the
// right, y upwards.
type glyph struct {
	r              rune
	x0, x1, y0, y1 float64
	size           float64 // of the font
	made           bool    // a space or line end that the engine made up from gaps
}

// pdfPages returns the characters of each page, and the words that run in other
// directions than its text: stamps and watermarks.
func pdfPages(data []byte, limits Limits) (pages [][]glyph, turned []string, err error) {
	start := engine
	if len(data) > largePDF {
		start = largeEngine
	}
	pool, err := start()
	if err != nil {
		return nil, nil, &Error{Code: Unavailable, Reason: "pdf_engine", Message: "the PDF engine does not start", Err: err, Hint: "save the document as docx or plain text"}
	}
	instance, err := pool.GetInstance(limits.PDFTime)
	if err != nil {
		return nil, nil, &Error{Code: Unavailable, Reason: "pdf_engine", Message: "the PDF engine is busy", Err: err, Hint: "try again later"}
	}
	late := time.AfterFunc(limits.PDFTime, func() { _ = instance.Kill() })
	defer func() {
		if !late.Stop() {
			err = invalid("pdf_too_slow", "takes too long to read as a PDF", "save the document as docx or plain text")
		} else if p := recover(); p != nil {
			err = broken(fmt.Errorf("%v", p))
			_ = instance.Kill()
		} else {
			_ = instance.Close()
		}
	}()
	doc, err := instance.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return nil, nil, invalid("pdf_encrypted", "a PDF file that is locked by a password", "open it with the password and save it without, or print it to a new PDF")
	case err != nil:
		return nil, nil, broken(err)
	}
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, nil, broken(err)
	}
	if count.PageCount > limits.Pages {
		return nil, nil, invalid("too_many_pages", "has more pages than a report", "take out the pages that matter and save them as a file")
	}
	left := int(limits.TextBytes)
	for i := range count.PageCount {
		glyphs, words, err := pageGlyphs(instance, requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: i}})
		if err != nil {
			return nil, nil, broken(err)
		}
		pages, turned = append(pages, glyphs), append(turned, words...)
		if left -= len(glyphs); left < 0 { // each takes a byte or more
			return nil, nil, tooLarge(limits.TextBytes)
		}
	}
	return pages, turned, nil
}

// broken says why the engine gave up. Where it ended in the middle, most of the
// time its memory was used up.
func broken(err error) error {
	var refusal *Error
	if errors.As(err, &refusal) {
		return err
	}
	if strings.Contains(err.Error(), "wasm error") {
		return invalid("pdf_too_costly", "takes too much memory to read as a PDF, or is damaged", "save the document as docx or plain text")
	}
	return damaged("PDF", err)
}

// pageGlyphs returns the characters of one page, in the order of the file, and
// the words that run in other directions.
func pageGlyphs(instance pdfium.Pdfium, page requests.Page) ([]glyph, []string, error) {
	loaded, err := instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return nil, nil, err
	}
	defer func() { _, _ = instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: loaded.TextPage}) }()
	count, err := instance.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: loaded.TextPage})
	if err != nil {
		return nil, nil, err
	}
	if count.Count > mostGlyphs {
		return nil, nil, invalid("pdf_too_costly", fmt.Sprintf("a PDF file with more than %d characters on a page", mostGlyphs), "save the document as docx or plain text")
	}
	text, err := instance.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: page, Mode: requests.GetPageTextStructuredModeChars, CollectFontInformation: true,
	})
	if err != nil {
		return nil, nil, err
	}
	glyphs, angles := make([]glyph, 0, len(text.Chars)), make([]float64, 0, len(text.Chars))
	for i, c := range text.Chars {
		g := glyph{}
		for _, g.r = range c.Text {
			break
		}
		ink := c.PointPosition
		g.made = ink.Right-ink.Left < 0.01 && (g.r == ' ' || g.r == '\r' || g.r == '\n')
		g.x0, g.x1, g.y0, g.y1 = ink.Left, ink.Right, ink.Bottom, ink.Top
		// The square of the character, not only its ink.
		square, err := instance.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: loaded.TextPage, Index: i})
		if err == nil && square.Rect.Right > square.Rect.Left && square.Rect.Top > square.Rect.Bottom {
			g.x0, g.x1 = float64(square.Rect.Left), float64(square.Rect.Right)
			g.y0, g.y1 = float64(square.Rect.Bottom), float64(square.Rect.Top)
		}
		if f := c.FontInformation; f != nil {
			if g.size = f.RenderedSize; g.size <= 0 {
				g.size = f.Size
			}
		}
		glyphs, angles = append(glyphs, g), append(angles, c.Angle)
	}
	lay := upright
	if isVertical(glyphs, angles) {
		lay = layDown
	}
	glyphs, words := lay(glyphs, angles)
	return glyphs, words, nil
}

// quarter returns the quarter turn that is nearest to angle, in radians and
// clockwise.
func quarter(angle float64) int {
	if math.IsNaN(angle) || math.IsInf(angle, 0) {
		return 0
	}
	return ((int(math.Round(angle/(math.Pi/2)))%4 + 4) % 4)
}

// upright turns the page so that most of its text runs to the right, and takes
// out the words that run in other directions: watermarks and stamps.
func upright(glyphs []glyph, angles []float64) (out []glyph, turned []string) {
	var turns [4]int
	for i, g := range glyphs {
		if !g.made {
			turns[quarter(angles[i])]++
		}
	}
	most := 0
	for q, n := range turns {
		if n > turns[most] {
			most = q
		}
	}
	out, turned = turnedAside(glyphs, angles, float64(most)*math.Pi/2)
	for i, g := range out {
		switch most {
		case 1: // downwards
			out[i].x0, out[i].x1, out[i].y0, out[i].y1 = -g.y1, -g.y0, g.x0, g.x1
		case 2:
			out[i].x0, out[i].x1, out[i].y0, out[i].y1 = -g.x1, -g.x0, -g.y1, -g.y0
		case 3: // upwards
			out[i].x0, out[i].x1, out[i].y0, out[i].y1 = g.y0, g.y1, -g.x1, -g.x0
		}
	}
	return out, turned
}

// turnedAside takes out the words that run in other directions than angle.
func turnedAside(glyphs []glyph, angles []float64, angle float64) (out []glyph, turned []string) {
	var word strings.Builder
	end := func() {
		if word.Len() > 0 && len(turned) < markLines {
			turned = append(turned, word.String())
		}
		word.Reset()
	}
	out = glyphs[:0]
	for i, g := range glyphs {
		off := math.Remainder(angles[i]-angle, 2*math.Pi)
		if !g.made && math.Abs(off) > 0.1 {
			word.WriteRune(plainForm(g.r))
			continue
		}
		end()
		out = append(out, g)
	}
	end()
	return out, turned
}
