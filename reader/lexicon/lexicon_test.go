package lexicon

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// Every file that comes with the package loads, and its head says where it
// comes from and under which licence.
func TestFilesNameSourceAndLicence(t *testing.T) {
	for _, name := range fileNames {
		b, err := fs.ReadFile(Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(string(b), "\t")
		if !strings.HasPrefix(head, "#") || !strings.Contains(head, "Source") || !strings.Contains(head, "Licence") && !strings.Contains(head, "MIT") {
			t.Errorf("%s: the head names no source and licence", name)
		}
	}
	if l := Default(); len(l.Places.list) < 3200 || len(l.Metrics.list) < 300 || len(l.Leads.units) < 60 {
		t.Error("a table has lost rows")
	}
}

// A wrong line is named with its file, its number and the cause.
func TestLoadErrors(t *testing.T) {
	const metricsHead = "key\tname\taliases\tunit\tmeasure\tbetter\tnature\tcategory\n"
	const placesHead = "code\tname\tshort\tlevel\tparent\tuntil\n"
	tests := []struct{ file, text, want string }{
		{"place_words.tsv", "word\tclass\n和平\tcommon\n# again\n和平\ttrap\n", `place_words.tsv:4: "和平" stands already on line 2`},
		{"place_words.tsv", "word\tclass\n和平\tcommon\textra\n", "place_words.tsv:2: 3 cells, the table has 2 columns"},
		{"place_words.tsv", "word\tclass\n\tcommon\n", "place_words.tsv:2: word is empty"},
		{"place_words.tsv", "name\tclass\n", `place_words.tsv:1: the first line must name the columns "word class"`},
		{"place_words.tsv", "# nothing\n", `place_words.tsv: no line names the columns "word class"`},
		{"place_words.tsv", "word\tclass\n\xba\xcd\xc6\xbd\tcommon\n", "place_words.tsv:2: not UTF-8"},
		{"metrics.tsv", metricsHead + "a\t甲\t\t元\tlevel\tup\t\t\nb\t乙\t甲\t元\tlevel\tup\t\t\n", `metrics.tsv:3: "甲" already names a on line 2`},
		{"metrics.tsv", metricsHead + "a\t甲\t\t元\tsize\tup\t\t\n", `metrics.tsv:2: measure "size"`},
		{"metrics.tsv", metricsHead + "a\t甲\t\t元\tlevel\tup\tstrict\t\n", `metrics.tsv:2: nature "strict"`},
		{"metrics.tsv", metricsHead + "a\t\t\t元\tlevel\n", "metrics.tsv:2: name is empty"},
		{"metric_words.tsv", "word\tclass\tas\n全省\tahead\n", `metric_words.tsv:2: class "ahead" is none of`},
		{"metric_words.tsv", "word\tclass\tas\n全省\tbefore\t省\n", "metric_words.tsv:2: only a word of the class same"},
		{"metric_words.tsv", "word\tclass\tas\n全省\tbefore\n全省\tbehind\n全省\tbefore\n", "metric_words.tsv:4"},
		{"places.tsv", placesHead + "990000\t甲省\t甲\tprovince\n990100\t乙市\t乙\tcity\t980000\n", `places.tsv:3: parent "980000" is no code of this table`},
		{"places.tsv", placesHead + "990000\t甲省\t甲\tstate\n", `places.tsv:2: level "state"`},
		{"places.tsv", placesHead + "990000\t甲省\t甲\tprovince\t\tlast\n", `places.tsv:2: until "last" is not a year`},
		{"place_words.tsv", "word\tclass\n和平\tperhaps\n", `place_words.tsv:2: class "perhaps"`},
		{"place_words.tsv", "word\tclass\n无此地\tweak\n", `place_words.tsv:2: "无此地" is no name of places.tsv`},
		{"keywords.tsv", "keyword\tunit\tweight\tneeds\tnot\n桥\tbridges\t0.5\n", `keywords.tsv:2: unit "bridges" is no key of departments.tsv`},
		{"keywords.tsv", "keyword\tunit\tweight\tneeds\tnot\n桥\ttransport\t1.5\n", `keywords.tsv:2: weight "1.5"`},
		{"keywords.tsv", "keyword\tunit\tweight\tneeds\tnot\n桥\ttransport\thigh\n", `keywords.tsv:2: weight "high"`},
		{"departments.tsv", "key\tnational\tprovince\tcity\tcounty\ndev\t甲\t乙\t丙\n", "departments.tsv:2: dev has no name at the level county"},
		{"departments.tsv", "key\tnational\tprovince\tcity\tcounty\ndev\t甲\t{q}乙\t丙\t丁\n", `departments.tsv:2: "{q}乙": a name has at most one of`},
		{"local_names.tsv", "place\tunit\tname\n无此省\tdev\t省发展改革委\n", `local_names.tsv:2: place "无此省"`},
		{"metric.tsv", "", "metric.tsv: no lexicon file has this name"},
	}
	for _, test := range tests {
		_, err := Load(fstest.MapFS{test.file: &fstest.MapFile{Data: []byte(test.text)}})
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: error %v is no *Error", test.text, err)
			continue
		}
		if !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q:\n got %v\nwant %s", test.text, err, test.want)
		}
	}
}

// A user's file replaces the package's whole; the others stay. A byte order
// mark, Windows line ends and trailing tabs that an editor dropped do no harm.
func TestLoadReplaces(t *testing.T) {
	dir := fstest.MapFS{
		"metrics.tsv": {Data: []byte("\ufeff# mine\r\nkey\tname\taliases\tunit\tmeasure\tbetter\tnature\tcategory\r\n\r\nbridges\t桥梁数 \t\t座\tlevel\r\n")},
		"README.txt":  {Data: []byte("notes")},
	}
	l, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if m, ok := l.Metrics.Key("桥梁数"); !ok || m.Key != "bridges" {
		t.Errorf("桥梁数: %v %v", m, ok)
	}
	if _, ok := l.Metrics.Key("地区生产总值"); ok {
		t.Error("the package's metrics are still there")
	}
	if len(l.Places.FindIn("澜川省太原市", "")) == 0 {
		t.Error("the package's places are gone")
	}
}
