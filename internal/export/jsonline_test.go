package export

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/luoshi-project/luoshi/reader"
)

// A line holds what encoding/json makes of the same report, byte for byte.
func TestLineIsWhatEncodingJSONMakes(t *testing.T) {
	same := func(t interface{ Errorf(string, ...any) }, rep *reader.Report) {
		want, err := encode(rep, "")
		if err != nil {
			t.Errorf("%v", err)
			return
		}
		if got := string(AppendLine(nil, rep)); got != string(want)+"\n" {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		var out strings.Builder
		if n, err := WriteLine(&out, rep); err != nil || out.String() != string(want)+"\n" || n != int64(len(want))+1 {
			t.Errorf("written in portions: %d bytes, %v\n%s\nwant\n%s", n, err, out.String(), want)
		}
		out.Reset()
		if want, err = encode(rep, "  "); err != nil {
			t.Errorf("%v", err)
		}
		if err := (&jsonWriter{w: &out}).Write(rep); err != nil || out.String() != string(want)+"\n" {
			t.Errorf("indented: %v\n%s\nwant\n%s", err, out.String(), want)
		}
	}
	files, err := filepath.Glob("../../sample/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no sample")
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		same(t, reader.Read(string(text), reader.Options{}))
	}

	odd := rapid.SampledFrom([]string{"", "\x00", "\x1f", "\"", "\\", "\b\f\n\r\t", "\x7f", "<&>", "水", "　", "—", "\u2028", "\u2029", "\xff", "\xe6\xb0", "\U00020000", "\ufeff", "é"})
	text := rapid.Custom(func(t *rapid.T) string {
		s := ""
		for _, part := range rapid.SliceOfN(odd, 0, 4).Draw(t, "parts") {
			s += part
		}
		return s
	})
	reports := rapid.MakeCustom[reader.Report](rapid.MakeConfig{
		Kinds: map[reflect.Kind]*rapid.Generator[any]{reflect.String: text.AsAny()},
		Types: map[reflect.Type]*rapid.Generator[any]{
			reflect.TypeFor[reader.Role](): rapid.Map(text, func(s string) reader.Role { return reader.Role(s) }).AsAny(),
		},
	})
	rapid.Check(t, func(t *rapid.T) {
		rep := reports.Draw(t, "report")
		same(t, &rep)
	})
}
