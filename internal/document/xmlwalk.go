package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// errDepth says that elements are nested deeper than a document needs.
var errDepth = errors.New("elements are nested too deeply")

// A walker reads XML from its start to its end, an element at a time.
type walker struct {
	dec      *xml.Decoder
	depth    int
	maxDepth int
}

func newWalker(data []byte, maxDepth int) *walker {
	return &walker{dec: xml.NewDecoder(bytes.NewReader(data)), maxDepth: maxDepth}
}

// document calls each with the outermost element.
func (w *walker) document(each func(xml.StartElement) error) error {
	for {
		t, err := w.dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if el, ok := t.(xml.StartElement); ok {
			if err := w.enter(el, each); err != nil {
				return err
			}
		}
	}
}

// children calls each with every element directly in the one that was entered
// last, and reads to its end. Each must read its element to the end.
func (w *walker) children(each func(xml.StartElement) error) error {
	for {
		t, err := w.dec.Token()
		if err != nil {
			return fmt.Errorf("the text breaks off: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := w.enter(t, each); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func (w *walker) enter(el xml.StartElement, each func(xml.StartElement) error) error {
	if w.depth++; w.depth > w.maxDepth {
		return errDepth
	}
	err := each(el)
	w.depth--
	return err
}

// skip reads to the end of the element that was entered last.
func (w *walker) skip() error {
	for depth := 1; depth > 0; {
		t, err := w.dec.Token()
		if err != nil {
			return fmt.Errorf("the text breaks off: %w", err)
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > w.maxDepth {
				return errDepth
			}
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// text returns the characters in the element that was entered last.
func (w *walker) text() (string, error) {
	var b strings.Builder
	for {
		t, err := w.dec.Token()
		if err != nil {
			return "", fmt.Errorf("the text breaks off: %w", err)
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			if err := w.skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return b.String(), nil
		}
	}
}

// value returns the attribute of el with the local name key, "" if it has none.
func value(el xml.StartElement, key string) string {
	for _, a := range el.Attr {
		if a.Name.Local == key {
			return a.Value
		}
	}
	return ""
}

// isOn tells whether a switch like <w:vanish/> is set.
func isOn(el xml.StartElement) bool {
	switch value(el, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}
