package placemap

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A group is an element that is open while an SVG is read.
type group struct {
	id, name string
	turn     affine
	shape    bool // it is an outline itself
	at       int  // index of its outline, -1 for none
}

// readSVG reads outlines: path, polygon, polyline, rect, circle and ellipse. Each is
// named by its own id or title, else by that of the group it stands in; shapes of one
// group make one place.
func readSVG(data []byte) ([]outline, error) {
	in := xml.NewDecoder(bytes.NewReader(data))
	in.Strict = true
	in.Entity = map[string]string{}
	in.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("SVG is read as UTF-8") }
	var list []outline
	open := []group{{turn: identity, at: -1}}
	known := map[string]int{} // id or name of a group → its outline
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("it is no SVG: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			g, err := begin(&t, &open[len(open)-1])
			if err != nil {
				return nil, err
			}
			switch t.Name.Local {
			case "defs", "clipPath", "mask", "symbol", "pattern", "marker", "script", "style", "foreignObject":
				if err := in.Skip(); err != nil {
					return nil, err
				}
				continue
			case "title":
				text, err := titleOf(in)
				if err != nil {
					return nil, err
				}
				parent := &open[len(open)-1]
				parent.name = text
				if parent.at >= 0 {
					list[parent.at].name = text
				}
				continue
			}
			rings, err := ringsOf(&t)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", g.id, err)
			}
			if len(rings) > 0 {
				for _, r := range rings {
					for i := range r {
						r[i] = g.turn.apply(r[i])
					}
				}
				key := g.id + "\x00" + g.name
				if at, ok := known[key]; ok && !g.shape {
					list[at].rings = append(list[at].rings, rings...)
				} else {
					g.at = len(list)
					list = append(list, outline{g.id, g.name, rings})
					known[key] = g.at
				}
			}
			open = append(open, g)
		case xml.EndElement:
			if len(open) > 1 {
				open = open[:len(open)-1]
			}
		}
	}
	var named []outline
	for _, o := range list {
		if o.id != "" || o.name != "" {
			named = append(named, o)
		}
	}
	return named, nil
}

// begin opens an element within another.
func begin(t *xml.StartElement, within *group) (group, error) {
	g := group{id: within.id, name: within.name, turn: within.turn, at: -1}
	if within.shape {
		g = group{turn: within.turn, at: -1}
	}
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "id":
			g.id, g.name, g.shape = a.Value, "", t.Name.Local != "g"
		case "data-name", "name":
			g.name = a.Value
		case "transform":
			turn, err := parseTransform(a.Value)
			if err != nil {
				return g, err
			}
			g.turn = within.turn.times(turn)
		}
	}
	if t.Name.Local == "svg" {
		g.id, g.name, g.shape = "", "", false
	}
	return g, nil
}

func titleOf(in *xml.Decoder) (string, error) {
	var b strings.Builder
	for {
		token, err := in.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			if err := in.Skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return strings.TrimSpace(b.String()), nil
		}
	}
}
