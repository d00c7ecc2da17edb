// Package placemap reads the map of an office's places from a file of the
// operator's: SVG or GeoJSON, with shapes named by the id or the name of a unit.
// It takes outlines and names from it and nothing else, so that no script, style
// or address of a file reaches a page. The map is a sketch (示意图): it shows
// which place is where, not where a border runs.
package placemap

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
)

// A Map is outlines in one system of coordinates, y downwards.
type Map struct {
	Left, Top, Width, Height float64
	Shapes                   []Shape
}

// A Shape is the outline of one place.
type Shape struct {
	ID   string
	Name string
	Path string  // of SVG, absolute
	X, Y float64 // about its middle, where its name stands
}

// largest is how big a file may be, and mostShapes how many places it may show.
const (
	largest    = 8 << 20
	mostShapes = 500
)

// Open reads a file.
func Open(name string) (*Map, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	m, err := Read(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}

// Read reads a map: what begins with { is GeoJSON, what begins with < is SVG.
func Read(data []byte) (*Map, error) {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	var outlines []outline
	var err error
	switch {
	case len(data) > largest:
		return nil, fmt.Errorf("a map of more than %d MB; leave out points that nobody can see", largest>>20)
	case bytes.HasPrefix(data, []byte("{")):
		outlines, err = readGeoJSON(data)
	case bytes.HasPrefix(data, []byte("<")):
		outlines, err = readSVG(data)
	default:
		return nil, errors.New("it is neither SVG nor GeoJSON")
	}
	switch {
	case err != nil:
		return nil, err
	case len(outlines) == 0:
		return nil, errors.New("no shape in it has a name: name shapes by the id or the name of a unit (SVG: id or title, GeoJSON: id or properties id or name)")
	case len(outlines) > mostShapes:
		return nil, fmt.Errorf("it has %d shapes; a wall shows %d at most", len(outlines), mostShapes)
	}
	return draw(outlines)
}

// An outline is a named shape before it is put into one frame with the others.
type outline struct {
	id, name string
	rings    [][]point
}

type point struct{ x, y float64 }

// A box is what a shape fills.
type box struct{ left, top, right, bottom float64 }

func (b *box) take(p point) {
	b.left, b.right = math.Min(b.left, p.x), math.Max(b.right, p.x)
	b.top, b.bottom = math.Min(b.top, p.y), math.Max(b.bottom, p.y)
}

func empty() box { return box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)} }

// width is that of a map in its own units: outlines are written with one digit
// after the point, which is finer than a wall shows.
const width = 1000

// draw scales outlines to one width and writes them as paths.
func draw(outlines []outline) (*Map, error) {
	whole := empty()
	for _, o := range outlines {
		for _, r := range o.rings {
			for _, p := range r {
				whole.take(p)
			}
		}
	}
	scale := width / (whole.right - whole.left)
	if math.IsInf(scale, 0) || math.IsNaN(scale) || scale <= 0 {
		return nil, errors.New("its shapes have no size")
	}
	m := &Map{Width: width, Height: math.Round((whole.bottom - whole.top) * scale)}
	for _, o := range outlines {
		s := Shape{ID: o.id, Name: o.name}
		var b strings.Builder
		largest := 0.0
		for _, r := range o.rings {
			for i := range r {
				r[i] = point{(r[i].x - whole.left) * scale, (r[i].y - whole.top) * scale}
			}
			if !write(&b, r) {
				continue
			}
			if middle, area := centre(r); area > largest {
				largest, s.X, s.Y = area, math.Round(middle.x), math.Round(middle.y)
			}
		}
		if s.Path = b.String(); s.Path != "" {
			m.Shapes = append(m.Shapes, s)
		}
	}
	return m, nil
}

// near is how close points may be to be one, in units of the map.
const near = 0.4

// write writes a ring; false for one that is too small to be seen.
func write(b *strings.Builder, ring []point) bool {
	var kept []point
	for _, p := range ring {
		if n := len(kept); n == 0 || math.Hypot(p.x-kept[n-1].x, p.y-kept[n-1].y) >= near {
			kept = append(kept, p)
		}
	}
	if len(kept) < 3 {
		return false
	}
	for i, p := range kept {
		if i == 0 {
			b.WriteString("M")
		} else {
			b.WriteString("L")
		}
		b.WriteString(tenth(p.x) + " " + tenth(p.y))
	}
	b.WriteString("Z")
	return true
}

func tenth(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

// centre is the centre of gravity of a ring, with its area.
func centre(ring []point) (middle point, area float64) {
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		cross := p.x*q.y - q.x*p.y
		area += cross
		middle.x += (p.x + q.x) * cross
		middle.y += (p.y + q.y) * cross
	}
	if area == 0 {
		return ring[0], 0
	}
	return point{middle.x / (3 * area), middle.y / (3 * area)}, math.Abs(area / 2)
}
