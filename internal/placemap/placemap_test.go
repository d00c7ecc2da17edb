package placemap

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, text string) *Map {
	t.Helper()
	m, err := Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A square of GeoJSON fills the map, north upwards; a hole and an island belong
// to their place.
func TestGeoJSON(t *testing.T) {
	m := read(t, `{"type":"FeatureCollection","features":[
		{"type":"Feature","id":7,"properties":{"name":"甲市"},"geometry":{"type":"Polygon","coordinates":[[[0,-1],[1,-1],[1,0],[0,0],[0,-1]]]}},
		{"type":"Feature","properties":{"adcode":140200,"name":"乙市"},"geometry":{"type":"MultiPolygon","coordinates":[[[[1,-1],[2,-1],[2,1],[1,1],[1,-1]]],[[[0,0.5],[0.5,0.5],[0.5,1],[0,0.5]]]]}},
		{"type":"Feature","properties":{"name":"省会"},"geometry":{"type":"Point","coordinates":[1,0]}},
		{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[9,9],[9,8],[8,8],[9,9]]]}}]}`)
	want := &Map{Width: 1000, Height: 1000, Shapes: []Shape{
		{ID: "7", Name: "甲市", Path: "M0 1000L500 1000L500 500L0 500L0 1000Z", X: 250, Y: 750},
		{ID: "140200", Name: "乙市", Path: "M500 1000L1000 1000L1000 0L500 0L500 1000ZM0 250L250 250L250 0L0 250Z", X: 750, Y: 500},
	}}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
}

// Shapes of SVG are named by id, title or the group around them, and stand where
// their transforms put them.
func TestSVG(t *testing.T) {
	m := read(t, `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" id="map" viewBox="0 0 20 10">
		<defs><rect id="hidden" width="99" height="99"/></defs>
		<rect id="jia" width="10" height="10"/>
		<g transform="translate(10 0)"><title>乙市</title><path d="M0 0h10v5H0z"/><polygon points="0,5 10,5 10,10 0,10"/></g>
		<g id="bing" transform="translate(4) scale(2)"><path d="m0,0 1,0 0,1-1,0z"/></g>
		<path id="ding" d="M2 2C2 4 4 4 4 2S6 0 6 2Q5 0 4 0T2 2Z"><title>丁市</title></path></svg>`)
	var got []string
	for _, s := range m.Shapes {
		got = append(got, s.ID+"|"+s.Name)
	}
	if diff := cmp.Diff([]string{"jia|", "|乙市", "bing|", "ding|丁市"}, got); diff != "" {
		t.Error(diff)
	}
	for i, want := range []string{
		"M0 0L500 0L500 500L0 500Z", "M500 0L1000 0L1000 250L500 250ZM500 250L1000 250L1000 500L500 500Z",
		"M200 0L300 0L300 100L200 100Z",
	} {
		if m.Shapes[i].Path != want {
			t.Errorf("%s: %s, want %s", got[i], m.Shapes[i].Path, want)
		}
	}
}

// Nothing of a file but outlines and names gets into a page.
func TestNothingElseIsTaken(t *testing.T) {
	m := read(t, `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><style>@import url(https://evil.example)</style>
		<a href="javascript:alert(1)"><rect id="jia" width="10" height="10" onclick="alert(1)" style="fill:url(https://evil.example)"/></a>
		<image href="https://evil.example/a.png"/></svg>`)
	if diff := cmp.Diff([]Shape{{ID: "jia", Path: "M0 0L1000 0L1000 1000L0 1000Z", X: 500, Y: 500}}, m.Shapes); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoMapIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "neither SVG nor GeoJSON",
		"a picture":                    "neither SVG nor GeoJSON",
		`{"type":"FeatureCollection"}`: "no shape in it has a name",
		`{"type":"Feature"}`:           "FeatureCollection",
		`{`:                            "no GeoJSON",
		`<svg><rect width="1" height="1"/></svg>`: "no shape in it has a name",
		`<svg><path id="a" d="M0 0L1"/></svg>`:    "takes 2 numbers",
		`<svg><path id="a" d="M0 0x"/></svg>`:     "is no number",
		`<svg><path id="a" d="M1 1L1 1Z"/></svg>`: "no size",
		`<svg><g`: "no SVG",
		`<svg><rect id="a" width="1" height="1" transform="skewX(3)"/></svg>`:                     "skewX",
		`<!DOCTYPE svg [<!ENTITY a "b">]><svg><g id="&a;"><rect width="1" height="1"/></g></svg>`: "no SVG",
	} {
		_, err := Read([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`<svg><path id="a" d="M0 0L1 1 2 0z" transform="rotate(3 1 1)"/></svg>`))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"id":1,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1],[2,0]]]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Read(data)
		if err != nil {
			return
		}
		for _, s := range m.Shapes {
			if strings.Trim(s.Path, "MLZ0123456789.- ") != "" {
				t.Errorf("a path is %q", s.Path)
			}
		}
	})
}
