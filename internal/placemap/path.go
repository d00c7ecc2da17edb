package placemap

import (
	"encoding/xml"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// flat is how many straight pieces stand for a curve.
const flat = 8

// ringsOf are the rings of an element, nil for one that is no outline.
func ringsOf(t *xml.StartElement) ([][]point, error) {
	text := map[string]string{}
	for _, a := range t.Attr {
		text[a.Name.Local] = a.Value
	}
	var wrong error
	number := func(name string) float64 {
		v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(text[name]), "px"), 64)
		if err != nil && text[name] != "" {
			wrong = fmt.Errorf("%s=%q is no number", name, text[name])
		}
		return v
	}
	switch t.Name.Local {
	case "path":
		return parsePath(text["d"])
	case "polygon", "polyline":
		n, err := numbers(text["points"])
		if err != nil {
			return nil, err
		}
		var ring []point
		for i := 0; i+1 < len(n); i += 2 {
			ring = append(ring, point{n[i], n[i+1]})
		}
		return [][]point{ring}, nil
	case "rect":
		x, y, w, h := number("x"), number("y"), number("width"), number("height")
		return [][]point{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}}, wrong
	case "circle", "ellipse":
		rx, ry := number("rx"), number("ry")
		if t.Name.Local == "circle" {
			rx = number("r")
			ry = rx
		}
		var ring []point
		for i := range 4 * flat {
			sin, cos := math.Sincos(float64(i) * math.Pi / (2 * flat))
			ring = append(ring, point{number("cx") + rx*cos, number("cy") + ry*sin})
		}
		return [][]point{ring}, wrong
	}
	return nil, nil
}

// numbers reads numbers as SVG writes them: 10-5.5.5 are three.
func numbers(text string) ([]float64, error) {
	var list []float64
	for text = skip(text); text != ""; text = skip(text) {
		n := numberLength(text)
		v, err := strconv.ParseFloat(text[:n], 64)
		if err != nil {
			return nil, fmt.Errorf("%.20q is no number", text)
		}
		list, text = append(list, v), text[n:]
	}
	return list, nil
}

func skip(text string) string { return strings.TrimLeft(text, " ,\t\r\n") }

// numberLength is how many bytes of the text are its first number.
func numberLength(text string) int {
	point, power := false, false
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
		case (c == '-' || c == '+') && (i == 0 || text[i-1] == 'e' || text[i-1] == 'E'):
		case c == '.' && !point && !power:
			point = true
		case (c == 'e' || c == 'E') && !power && i > 0:
			power = true
		default:
			return max(i, 1)
		}
	}
	return len(text)
}

// values is how many numbers each command of a path takes.
var values = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'S': 4, 'Q': 4, 'T': 2, 'A': 7, 'Z': 0}

// A pen follows the commands of a path.
type pen struct {
	rings       [][]point
	ring        []point
	at, control point // control of the curve before
}

// parsePath reads the outlines of a path. Curves become straight pieces, arcs
// their chords.
func parsePath(d string) ([][]point, error) {
	var p pen
	for d = skip(d); d != ""; d = skip(d) {
		command := d[0]
		n, ok := values[command&^0x20]
		if !ok {
			return nil, fmt.Errorf("%q is no command of a path", command)
		}
		end := strings.IndexAny(d[1:], "MmLlHhVvCcSsQqTtAaZz")
		if end < 0 {
			end = len(d) - 1
		}
		args, err := numbers(d[1 : 1+end])
		if err != nil {
			return nil, err
		}
		d = d[1+end:]
		if n == 0 {
			p.close()
			continue
		}
		if len(args) == 0 || len(args)%n != 0 {
			return nil, fmt.Errorf("the command %c of a path takes %d numbers", command, n)
		}
		for i := 0; i < len(args); i += n {
			p.draw(command, args[i:i+n])
			switch command { // what follows the first point of M are lines
			case 'M':
				command = 'L'
			case 'm':
				command = 'l'
			}
		}
	}
	p.close()
	if len(p.rings) == 0 {
		return nil, errors.New("a path without points")
	}
	return p.rings, nil
}

func (p *pen) close() {
	if len(p.ring) > 0 {
		p.at = p.ring[0]
		p.rings = append(p.rings, p.ring)
	}
	p.ring = nil
}

// line goes on to a point.
func (p *pen) line(to point) {
	if len(p.ring) == 0 {
		p.ring = append(p.ring, p.at)
	}
	p.ring = append(p.ring, to)
	p.at, p.control = to, to
}

func (p *pen) draw(command byte, n []float64) {
	from := point{}
	if command >= 'a' {
		from = p.at
	}
	to := func(i int) point { return point{from.x + n[i], from.y + n[i+1]} }
	mirror := point{2*p.at.x - p.control.x, 2*p.at.y - p.control.y}
	switch command &^ 0x20 {
	case 'M':
		p.close()
		p.at = to(0)
		p.control = p.at
		p.ring = []point{p.at}
	case 'L':
		p.line(to(0))
	case 'H':
		p.line(point{from.x + n[0], p.at.y})
	case 'V':
		p.line(point{p.at.x, from.y + n[0]})
	case 'C':
		p.curve(to(0), to(2), to(4))
	case 'S':
		p.curve(mirror, to(0), to(2))
	case 'Q':
		p.square(to(0), to(2))
	case 'T':
		p.square(mirror, to(0))
	case 'A':
		p.line(to(5))
	}
}

// curve goes on to a point in a cubic curve.
func (p *pen) curve(a, b, to point) {
	from := p.at
	for i := 1; i <= flat; i++ {
		t := float64(i) / flat
		u := 1 - t
		p.line(point{
			u*u*u*from.x + 3*u*u*t*a.x + 3*u*t*t*b.x + t*t*t*to.x,
			u*u*u*from.y + 3*u*u*t*a.y + 3*u*t*t*b.y + t*t*t*to.y,
		})
	}
	p.control = b
}

// square goes on in a quadratic one.
func (p *pen) square(a, to point) {
	from := p.at
	p.curve(point{from.x + (a.x-from.x)*2/3, from.y + (a.y-from.y)*2/3}, point{to.x + (a.x-to.x)*2/3, to.y + (a.y-to.y)*2/3}, to)
	p.control = a
}
