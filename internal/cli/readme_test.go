package cli

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the commands of the READMEs print into them")

// gap stands in a README for lines that are left out.
const gap = "…"

// What a README shows beneath a command is what the command prints. Commands
// without anything beneath them are for readers to try.
func TestReadmesShowWhatIsPrinted(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		path := filepath.Join("..", "..", name)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		shown := 0
		after := console.ReplaceAllStringFunc(string(text), func(block string) string {
			lines := strings.Split(strings.TrimSuffix(block, "```\n"), "\n")
			at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "$ ") })
			end := at + 1
			for end < len(lines) && !strings.HasPrefix(lines[end], "$ ") {
				end++
			}
			command, want := strings.TrimPrefix(lines[at], "$ "), lines[at+1:end]
			if len(strings.Join(want, "")) == 0 || !hasTools(t, command) {
				return block
			}
			shown++
			lines = slices.Concat(lines[:at+1], shownOf(t, name+": "+command, printedBy(command), want), lines[end:])
			return strings.Join(lines, "\n") + "```\n"
		})
		if shown < 4 {
			t.Errorf("%s: %d commands with what they print; it had five and more", name, shown)
		}
		if *update {
			if err := os.WriteFile(path, []byte(after), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// console is a block of commands in a README.
var console = regexp.MustCompile("(?s)```console\n.*?```\n")

// hasTools tells whether what a command pipes its answer to is on this machine;
// Luoshi itself needs none of it.
func hasTools(t *testing.T, command string) bool {
	for _, tool := range []string{"jq", "python3"} {
		if _, err := exec.LookPath(tool); err != nil && strings.Contains(command, tool) {
			t.Logf("not tried, for want of %s: %s", tool, command)
			return false
		}
	}
	return true
}

// printedBy runs a command at the root of the repository and returns the lines
// it prints, messages first.
func printedBy(command string) []string {
	cmd := exec.Command("bash", "-c", strings.ReplaceAll(command, "./luoshi", "luoshi"))
	cmd.Dir = filepath.Join("..", "..")
	var out, messages strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &messages
	_ = cmd.Run() // some of the commands are shown because they fail
	lines := strings.Split(strings.TrimRight(messages.String()+out.String(), "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

// shownOf returns what a README should show of what was printed: want, with
// what is no longer true exchanged. A piece of want, between gaps, is found by
// its first line, whatever figures that holds.
func shownOf(t *testing.T, what string, printed, want []string) []string {
	t.Helper()
	var shown []string
	for len(want) > 0 {
		if want[0] == gap || want[0] == "" {
			shown, want = append(shown, want[0]), want[1:]
			continue
		}
		piece := want
		if end := slices.Index(want, gap); end >= 0 {
			piece = want[:end]
		}
		if last := len(piece) - 1; piece[last] == "" {
			piece = piece[:last]
		}
		want = want[len(piece):]
		at := slices.IndexFunc(printed, func(l string) bool { return withoutFigures(l) == withoutFigures(piece[0]) })
		if at < 0 || at+len(piece) > len(printed) {
			t.Errorf("%s\nprints no longer:\n%s", what, strings.Join(piece, "\n"))
			shown = append(shown, piece...)
			continue
		}
		now := printed[at : at+len(piece)]
		if !*update && !slices.Equal(now, piece) {
			t.Errorf("%s\nprints:\n%s\nshown is:\n%s\n(-update writes it into the README)", what, strings.Join(now, "\n"), strings.Join(piece, "\n"))
		}
		shown, printed = append(shown, now...), printed[at+len(piece):]
	}
	return shown
}

var figures = regexp.MustCompile(`[0-9][0-9,.]*`)

func withoutFigures(line string) string { return figures.ReplaceAllString(line, "#") }
