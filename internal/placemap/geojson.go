package placemap

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
)

type feature struct {
	ID         json.RawMessage `json:"id"`
	Properties map[string]any  `json:"properties"`
	Geometry   struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

// readGeoJSON reads the polygons of a collection (RFC 7946). Degrees become a
// plane on which a degree is as long one way as the other in the middle of the map.
func readGeoJSON(data []byte) ([]outline, error) {
	var file struct {
		Type     string    `json:"type"`
		Features []feature `json:"features"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("it is no GeoJSON: %w", err)
	}
	if file.Type != "FeatureCollection" {
		return nil, errors.New("GeoJSON of a map is a FeatureCollection")
	}
	var list []outline
	low, high := math.Inf(1), math.Inf(-1)
	for i := range file.Features {
		f := &file.Features[i]
		o := outline{id: f.text("id", "code", "adcode"), name: f.text("name")}
		if o.id == "" {
			o.id = plain(f.ID)
		}
		if o.id == "" && o.name == "" {
			continue
		}
		polygons, err := f.polygons()
		if err != nil {
			return nil, fmt.Errorf("%s%s: %w", o.id, o.name, err)
		}
		for _, rings := range polygons {
			for _, r := range rings {
				ring := make([]point, 0, len(r))
				for _, at := range r {
					if len(at) < 2 {
						return nil, fmt.Errorf("%s%s: a position needs two numbers", o.id, o.name)
					}
					ring = append(ring, point{at[0], -at[1]})
					low, high = math.Min(low, at[1]), math.Max(high, at[1])
				}
				o.rings = append(o.rings, ring)
			}
		}
		if len(o.rings) > 0 {
			list = append(list, o)
		}
	}
	if low < -90 || high > 90 {
		return list, nil // not degrees: a plane already
	}
	narrow := math.Cos((low + high) / 2 * math.Pi / 180)
	for _, o := range list {
		for _, r := range o.rings {
			for i := range r {
				r[i].x *= narrow
			}
		}
	}
	return list, nil
}

// polygons are those of a feature; points and lines are no places.
func (f *feature) polygons() ([][][][]float64, error) {
	switch f.Geometry.Type {
	case "Polygon":
		var one [][][]float64
		err := json.Unmarshal(f.Geometry.Coordinates, &one)
		return [][][][]float64{one}, err
	case "MultiPolygon":
		var all [][][][]float64
		err := json.Unmarshal(f.Geometry.Coordinates, &all)
		return all, err
	}
	return nil, nil
}

// text is the first property that is there, as text.
func (f *feature) text(names ...string) string {
	for _, name := range names {
		switch v := f.Properties[name].(type) {
		case string:
			if v = strings.TrimSpace(v); v != "" {
				return v
			}
		case float64:
			return fmt.Sprintf("%.0f", v)
		}
	}
	return ""
}

// plain is an id, which may be a string or a number.
func plain(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil {
		return n.String()
	}
	return ""
}
