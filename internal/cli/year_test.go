package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/internal/circular"
	"github.com/luoshi-project/luoshi/reader"
)

// An office's year: a report becomes drafts, the drafts are assigned to the units
// that the reader suggests, a virtual year is lived, and the month's circular is
// printed. Every figure in it is traced by the printed command to as many matters
// as it says, and every late one has its reason. docs/ledger.md walks the same way.
func TestAReportBecomesACircular(t *testing.T) {
	t.Run("sample", func(t *testing.T) { year(t, filepath.Join("..", "..", "sample", "2025.txt")) })
	t.Run("corpus", func(t *testing.T) {
		dir := cmp.Or(os.Getenv("LUOSHI_CORPUS"), filepath.Join("..", "..", "..", "shared", "corpus"))
		reports, err := filepath.Glob(filepath.Join(dir, "provinces-2025", "*.txt"))
		if err != nil || len(reports) == 0 {
			t.Skipf("no reports in %s: set LUOSHI_CORPUS to test on a real one", dir)
		}
		year(t, reports[len(reports)/2])
	})
}

// run runs a command that must succeed, and returns what it printed.
func run(t *testing.T, args ...string) string {
	t.Helper()
	var out, complaint bytes.Buffer
	if status := Main(context.Background(), args, Stdio{In: strings.NewReader(""), Out: &out, Err: &complaint}); status != 0 {
		t.Fatalf("luoshi %s: exit %d: %s", strings.Join(args, " "), status, complaint.String())
	}
	return out.String()
}

// chart writes an organisation of the units that a report suggests, and the map
// to one of them that the office calls otherwise.
func chart(t *testing.T, rep *reader.Report) (org, units string) {
	t.Helper()
	var names []string
	for i := range rep.Actions {
		for _, s := range rep.Actions[i].LeadSuggestions {
			if !slices.Contains(names, s.Unit) {
				names = append(names, s.Unit)
			}
		}
	}
	if len(names) < 2 {
		t.Fatalf("the report suggests %d units", len(names))
	}
	var u, p, s strings.Builder
	seat := func(unit, role string) {
		id := unit + "-" + role
		fmt.Fprintf(&p, "  - {id: %s, name: %s}\n", id, id)
		fmt.Fprintf(&s, "  - {id: %s/%s, unit: %s, role: %s, holder: %s}\n", unit, role, unit, role, id)
	}
	u.WriteString("  - {id: home, name: 本级政府, kind: government, level: province}\n")
	for _, role := range []string{"system_admin", "supervision_office", "leader"} {
		seat("home", role)
	}
	for i, name := range names {
		if i == 0 {
			name = "改了名的局"
		}
		id := fmt.Sprintf("unit%d", i)
		fmt.Fprintf(&u, "  - {id: %s, name: %s, parent: home, kind: department}\n", id, name)
		for _, role := range []string{"first_responsible", "manager", "handler"} {
			seat(id, role)
		}
	}
	dir := t.TempDir()
	org, units = filepath.Join(dir, "org.yaml"), filepath.Join(dir, "units.tsv")
	for file, text := range map[string]string{
		org:   "units:\n" + u.String() + "people:\n" + p.String() + "seats:\n" + s.String(),
		units: "# 报告中的叫法\t本级的叫法\n" + names[0] + "\t改了名的局\n",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return org, units
}

var figure = regexp.MustCompile(`(?m)^ +\S*?(\d+)项(?:，占[\d.]+%)?  \[(\S+)\]$`)

func year(t *testing.T, report string) {
	var rep reader.Report
	if err := json.Unmarshal([]byte(run(t, "extract", "--format", "json", report)), &rep); err != nil {
		t.Fatal(err)
	}
	plan := rep.Document.PlanYear
	day := func(monthDay string) string { return fmt.Sprintf("%d-%s", plan, monthDay) }
	org, units := chart(t, &rep)
	db := filepath.Join(t.TempDir(), "office.db")
	office := func(args ...string) string {
		return run(t, append(args, "--db", db, "--as", "home-supervision_office")...)
	}
	office("ledger", "init", "--org", org, "--at", day("02-03T08:00"))
	var imported importShown
	said := office("ledger", "import-report", report, "--units", units, "--in-charge", "home/leader", "--at", day("02-03T09:00"), "--json")
	if err := json.Unmarshal([]byte(said), &imported); err != nil {
		t.Fatal(err)
	}
	if imported.Docketed != len(rep.Actions) || len(imported.Unknown) != 0 {
		t.Errorf("%d drafts of %d actions; unknown %v", imported.Docketed, len(rep.Actions), imported.Unknown)
	}
	if n := strings.Count(said, `"lead": "unit0"`); n == 0 {
		t.Error("nothing goes to the unit that the map names")
	}
	if said := office("ledger", "assign", "--suggested", "--at", day("02-04T09:00")); !strings.Contains(said, fmt.Sprintf("assigned %d\n", imported.Suggested)) {
		t.Fatalf("assigned: %s", said)
	}
	run(t, "simulate", "--live", "--db", db, "--from", day("02-05"), "--to", day("12-31"), "--seed", "7")

	for _, month := range []string{day("10"), day("12")} {
		text := office("ledger", "circular", "--month", month)
		lines := strings.Split(strings.TrimSpace(text), "\n")
		command, ok := strings.CutSuffix(strings.TrimSpace(lines[len(lines)-1]), " <代号>")
		if !ok || !strings.HasPrefix(command, "luoshi ") {
			t.Fatalf("the circular ends with %q", lines[len(lines)-1])
		}
		figures := figure.FindAllStringSubmatch(text, -1)
		counts := map[string]int{}
		for _, f := range figures {
			want, err := strconv.Atoi(f[1])
			if err != nil {
				t.Fatal(err)
			}
			counts[f[2]] = want
			if month != day("10") { // each command reads the ledger anew: one month is traced
				continue
			}
			args := append(strings.Fields(command)[1:], f[2])
			traced := strings.Split(strings.TrimSpace(run(t, args...)), "\n")
			numbers := map[string]bool{}
			for _, line := range traced[:len(traced)-1] {
				number, _, _ := strings.Cut(line, " ")
				numbers[number] = true
			}
			if last := traced[len(traced)-1]; last != f[1] || len(numbers) != want {
				t.Errorf("%s: %s says %d; the command lists %d and says %s", month, f[2], want, len(numbers), last)
			}
		}
		if len(figures) < len(circular.ClassKeys())+len(circular.MonthKeys())+1 || strings.Count(text, "[") != len(figures) {
			t.Errorf("%s: %d figures were traced, %d are printed", month, len(figures), strings.Count(text, "["))
		}
		sum := 0
		for _, class := range circular.ClassKeys() {
			sum += counts[class]
		}
		if counts["total"] != imported.Suggested || sum != counts["total"] {
			t.Errorf("%s: %d matters, %d in classes, %d were assigned", month, counts["total"], sum, imported.Suggested)
		}
		if counts["behind"] == 0 {
			t.Errorf("%s: nothing is behind: the year was too kind", month)
		}
		var shown circular.Circular
		if err := json.Unmarshal([]byte(office("ledger", "circular", "--month", month, "--json")), &shown); err != nil {
			t.Fatal(err)
		}
		if len(shown.Late) != counts["behind"] {
			t.Errorf("%s: %d late ones are named of %d", month, len(shown.Late), counts["behind"])
		}
		for _, l := range shown.Late {
			if l.Reason.ZH == "" || !strings.Contains(text, l.Number+" "+l.Title+"\n      "+l.Reason.ZH) {
				t.Errorf("%s: %s has no reason", month, l.Number)
			}
		}
	}
	run(t, "audit", "verify", "--db", db, "--as", "")
}
