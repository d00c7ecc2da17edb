package document

import "math"

// A page may be set in columns that run downwards, from right to left. Its
// Chinese characters stand upright one beneath the other, its figures and Latin
// words lie on their side.

// isVertical tells whether most characters stand beneath the one before.
func isVertical(glyphs []glyph, angles []float64) bool {
	down, across := 0, 0
	last := -1
	for i, g := range glyphs {
		if g.made || !isWide(g.r) || quarter(angles[i]) != 0 {
			continue
		}
		if last >= 0 {
			p := glyphs[last]
			dx := math.Abs(g.x0 + g.x1 - p.x0 - p.x1)
			dy := p.y0 + p.y1 - g.y0 - g.y1
			switch size := 2 * max(g.size, p.size); {
			case dx < 0.2*size && dy > 0.5*size && dy < 2*size:
				down++
			case math.Abs(dy) < 0.2*size && dx > 0.5*size && dx < 2*size:
				across++
			}
		}
		last = i
	}
	return down >= 20 && down > 3*across
}

// layDown turns a vertical page so that its columns are rows. What lies on its
// side otherwise than the figures do is returned apart.
func layDown(glyphs []glyph, angles []float64) (out []glyph, turned []string) {
	upright := glyphs[:0]
	straight := make([]float64, 0, len(glyphs))
	across := runsAcross(glyphs, angles)
	for i, g := range glyphs {
		if g.made {
			continue
		}
		angle := angles[i]
		switch {
		case across[i]:
			angle = math.Pi // no part of the columns
		case quarter(angle) == 1:
			angle -= math.Pi / 2
		default:
			g = squared(upright, g)
		}
		upright, straight = append(upright, g), append(straight, angle)
	}
	out, turned = turnedAside(upright, straight, 0)
	for i, g := range out {
		out[i].x0, out[i].x1, out[i].y0, out[i].y1 = -g.y1, -g.y0, g.x0, g.x1
	}
	return out, turned
}

// squared gives a character beneath others the square that it is set in: the
// engine measures only its ink, and a mark has little.
func squared(above []glyph, g glyph) glyph {
	if len(above) == 0 {
		return g
	}
	p := above[len(above)-1]
	if g.x0 < p.x0-0.5*g.size || g.x1 > p.x1+0.5*g.size || g.y0 > p.y0 || g.y1 < p.y0-g.size {
		return g
	}
	g.x0, g.x1, g.y1 = min(p.x0, g.x0), max(p.x1, g.x1), p.y0
	g.y0 = min(g.y0, g.y1-g.size)
	return g
}

// leastAcross is how many characters side by side are no part of a column, which
// may hold a number of two digits upright.
const leastAcross = 3

// runsAcross tells which characters stand side by side: a running title, the
// number of the page.
func runsAcross(glyphs []glyph, angles []float64) []bool {
	across := make([]bool, len(glyphs))
	var run []int
	end := func() {
		if len(run) >= leastAcross {
			for _, i := range run {
				across[i] = true
			}
		}
		run = run[:0]
	}
	for i, g := range glyphs {
		if g.made {
			continue
		}
		if n := len(run); n > 0 {
			p := glyphs[run[n-1]]
			if level := math.Abs(g.y0+g.y1-p.y0-p.y1) < g.size; !level || g.x0 < p.x0+0.1*g.size || g.x0 > p.x1+2*g.size {
				end()
			}
		}
		if quarter(angles[i]) == 0 {
			run = append(run, i)
		} else {
			end()
		}
	}
	end()
	return across
}
