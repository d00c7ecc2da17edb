package reckon

import (
	"strings"
	"unicode/utf8"
)

// shortRoutes writes a line between two places by their short names, as it is
// called elsewhere: 桕溪至楸川铁路 is 桕楸铁路. A place whose short name is not
// its first character stands in the words as "short name".
func (w *Words) shortRoutes(text string) string {
	for from := 0; ; {
		at := strings.Index(text[from:], "至")
		if at < 0 {
			return text
		}
		at += from
		from = at + len("至")
		start := w.placeBefore(text[:at])
		end, kind := w.placeBehind(text[from:])
		if start == "" || end == "" {
			continue
		}
		front := text[:at-len(start)] + w.shortName(start) + w.shortName(end)
		text = front + kind + text[from+len(end)+len(kind):]
		from = len(front)
	}
}

// placeBefore is the name of a place that a phrase ends with, without the words
// of doing in front of it; "" where it is too long or too short for one.
func (w *Words) placeBefore(text string) string {
	if cut := strings.LastIndexAny(text, "，；。：、和及与"); cut >= 0 {
		_, n := utf8.DecodeRuneInString(text[cut:])
		text = text[cut+n:]
	}
	for {
		did := ""
		for _, class := range []string{"lead", "verb", "stage word"} {
			if v := w.prefix(class, text); len(v) > len(did) {
				did = v
			}
		}
		if did == "" {
			break
		}
		text = text[len(did):]
	}
	return placeName(text)
}

// placeBehind is the name of a place that a phrase begins with, and the kind of
// line that stands behind it.
func (w *Words) placeBehind(text string) (place, kind string) {
	best := len(text)
	for _, k := range w.classes["route"] {
		if at := strings.Index(text, k); at > 0 && (at < best || at == best && len(k) > len(kind)) {
			best, kind = at, k
		}
	}
	if kind == "" {
		return "", ""
	}
	return placeName(text[:best]), kind
}

// placeName is s where it can be the name of a place: two to four characters,
// all of them Chinese.
func placeName(s string) string {
	n := utf8.RuneCountInString(s)
	if n < 2 || n > 4 || len(s) != n*len("至") || strings.ContainsAny(s, "、，。；：至和及与") {
		return ""
	}
	return s
}

// shortName is the character by which lines name a place.
func (w *Words) shortName(place string) string {
	for _, pair := range w.classes["short name"] {
		if name, short, _ := strings.Cut(pair, "/"); strings.HasPrefix(place, name) {
			return short
		}
	}
	return head(place, 1)
}
