package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// country writes n reports into a folder.
func country(t *testing.T, n int) string {
	t.Helper()
	report, err := os.ReadFile(filepath.Join("..", "..", "sample", "2025.txt"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i := range n {
		text := fmt.Appendf(nil, "%s\n\n第%d号。\n", report, i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.txt", i)), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func luoshi(ctx context.Context, args ...string) (status int, told string) {
	var errs bytes.Buffer
	status = Main(ctx, args, Stdio{In: bytes.NewReader(nil), Out: &bytes.Buffer{}, Err: &errs})
	return status, errs.String()
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A run that is killed again and again writes in the end what a run writes that
// nobody disturbs.
func TestResumeAfterKill(t *testing.T) {
	dir, out := country(t, 60), filepath.Join(t.TempDir(), "country.jsonl")
	whole := filepath.Join(t.TempDir(), "whole.jsonl")
	if status, told := luoshi(t.Context(), "extract", "-o", whole, dir); status != 0 {
		t.Fatal(status, told)
	}
	for range 3 {
		cmd := exec.Command("luoshi", "extract", "--resume", "-o", out, dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for range 500 {
			info, err := os.Stat(out + ".part")
			if _, done := os.Stat(out); done == nil || err == nil && info.Size() > 0 {
				break
			}
			time.Sleep(time.Millisecond)
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	if status, told := luoshi(t.Context(), "extract", "--resume", "-o", out, dir); status != 0 {
		t.Fatal(status, told)
	}
	if !bytes.Equal(mustRead(t, out), mustRead(t, whole)) {
		t.Error("the output differs from that of an undisturbed run")
	}
}

// A writer that ends a run as soon as something is told.
type ender struct {
	bytes.Buffer
	end func()
}

func (e *ender) Write(p []byte) (int, error) {
	e.end()
	return e.Buffer.Write(p)
}

// A run that is broken off goes on behind the last entry of its journal: what
// was written after it is written again, and what could not be read is not
// forgotten.
func TestResumeGoesOnBehindTheJournal(t *testing.T) {
	dir, out := country(t, 8), filepath.Join(t.TempDir(), "country.jsonl")
	if err := os.WriteFile(filepath.Join(dir, "0004.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	whole := filepath.Join(t.TempDir(), "whole.jsonl")
	if status, told := luoshi(t.Context(), "extract", "-o", whole, dir); status != int(statusFailed) {
		t.Fatal(status, told)
	}
	args := []string{"extract", "--resume", "-o", out, dir}
	ctx, cancel := context.WithCancel(t.Context())
	if status := Main(ctx, args, Stdio{In: bytes.NewReader(nil), Out: &bytes.Buffer{}, Err: &ender{end: cancel}}); status != int(statusInterrupted) {
		t.Fatal(status)
	}
	for path, more := range map[string]string{out + ".part": `{"schema":"luo`, out + ".journal": "7 99"} {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString(more); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	status, told := luoshi(t.Context(), args...)
	if status != int(statusFailed) {
		t.Errorf("exit status %d, not that of the document that could not be read (%s)", status, told)
	}
	if !bytes.Equal(mustRead(t, out), mustRead(t, whole)) {
		t.Error("the output differs from that of an undisturbed run")
	}
	for _, left := range []string{out + ".part", out + ".journal"} {
		if _, err := os.Stat(left); err == nil {
			t.Errorf("%s is left behind", left)
		}
	}
}

// A journal is not taken for that of another run.
func TestResumeRefusesAnotherRun(t *testing.T) {
	dir, out := country(t, 2), filepath.Join(t.TempDir(), "country.jsonl")
	if err := os.WriteFile(out+".journal", []byte(journalForm+"another\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, told := luoshi(t.Context(), "extract", "--resume", "-o", out, dir); status != int(statusConflict) {
		t.Errorf("exit status %d: %s", status, told)
	}
	for _, args := range [][]string{
		{"extract", "--resume", dir},
		{"extract", "--resume", "-o", filepath.Join(t.TempDir(), "country.xlsx"), dir},
		{"extract", "--resume", "-o", out, "-"},
	} {
		if status, told := luoshi(t.Context(), args...); status != int(statusUsage) {
			t.Errorf("%v: exit status %d: %s", args, status, told)
		}
	}
}
