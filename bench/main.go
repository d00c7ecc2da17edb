// Command bench measures the reader on one core: how many bytes of a report it
// turns into a ledger in a second, whether its time grows in proportion to the
// text, and how that compares with the recogniser in bench/peer on the same
// files in the same run. It also measures the process as a whole, on one core and
// on two, with the memory it takes.
//
// The files are the reports in the folder LUOSHI_CORPUS (by default
// ../shared/corpus), or the sample where there is no such folder.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/document"
	"github.com/luoshi-project/luoshi/reader"
)

// copies is how often a report stands in the long text.
const copies = 100

// peerBytes bounds what the peer is given; it is slow.
const peerBytes = 150_000

type file struct {
	path string
	data []byte
}

func main() {
	runtime.GOMAXPROCS(1)
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	files, folder, err := load()
	if err != nil {
		return err
	}
	total := 0
	for _, f := range files {
		total += len(f.data)
	}
	fmt.Printf("%d reports of %s, %.2f MB of UTF-8, one core\n", len(files), folder, float64(total)/1e6)
	// First, while this process is small: a child's peak counts its parent's size.
	if err := processes(files); err != nil {
		return err
	}
	ours, err := speed(files)
	if err != nil {
		return err
	}
	fmt.Printf("reader: bytes to report        %8.2f MB/s\n", ours)
	if err := linearity(files); err != nil {
		return err
	}
	some := files[:1]
	for size, i := len(files[0].data), 1; i < len(files) && size+len(files[i].data) <= peerBytes; i++ {
		size += len(files[i].data)
		some = files[:i+1]
	}
	return compare(some)
}

// load reads the reports of the corpus, or the sample.
func load() (files []file, folder string, err error) {
	folder = os.Getenv("LUOSHI_CORPUS")
	if folder == "" {
		folder = filepath.Join("..", "shared", "corpus")
	}
	for _, f := range []string{folder, "sample"} {
		err := filepath.WalkDir(f, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".txt" {
				return err
			}
			data, err := os.ReadFile(path)
			files = append(files, file{path, data})
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, "", err
		}
		if len(files) > 0 {
			return files, f, nil
		}
	}
	return nil, "", fmt.Errorf("no reports in %s nor in sample; set LUOSHI_CORPUS", folder)
}

// Each speed is the best of some rounds: what else the machine does can only
// slow a round down.
const (
	rounds = 12
	round  = 300 * time.Millisecond // at least
)

// speed is how many megabytes a second become reports.
func speed(files []file) (float64, error) {
	size := 0
	for _, f := range files {
		size += len(f.data)
	}
	best := 0.0
	for range rounds {
		begin, done := time.Now(), 0
		for time.Since(begin) < round {
			for _, f := range files {
				if err := read(f.data); err != nil {
					return 0, fmt.Errorf("%s: %w", f.path, err)
				}
			}
			done += size
		}
		best = max(best, float64(done)/1e6/time.Since(begin).Seconds())
	}
	return best, nil
}

func read(data []byte) error {
	doc, err := document.Open("report.txt", data, document.Limits{TextBytes: 64 << 20})
	if err != nil {
		return err
	}
	reader.Read(doc.Text, reader.Options{})
	return nil
}

// linearity compares many copies of the longest report with one.
func linearity(files []file) error {
	longest := files[0]
	for _, f := range files {
		if len(f.data) > len(longest.data) {
			longest = f
		}
	}
	endless := strings.NewReplacer("。", "，", "\n", "").Replace(string(longest.data))
	for _, one := range []struct{ what, text string }{{"one report", string(longest.data) + "\n"}, {"one without an end of a sentence or a line", endless}} {
		ones, err := speed([]file{{longest.path, []byte(one.text)}})
		if err != nil {
			return err
		}
		all, err := speed([]file{{longest.path, []byte(strings.Repeat(one.text, copies))}})
		if err != nil {
			return err
		}
		fmt.Printf("reader: %d copies of %s cost %.1f times one (linear is %d, the bar 110)\n", copies, one.what, copies*ones/all, copies)
	}
	return nil
}

// compare runs the reader and the peer over the same files.
func compare(files []file) error {
	args := []string{filepath.Join("bench", "peer", "run.mjs")}
	for _, f := range files {
		args = append(args, f.path)
	}
	cmd := exec.Command("node", args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("the peer did not run (%w); make bench installs it with npm", err)
	}
	var peer struct {
		Bytes   int
		Seconds float64
		Results int
	}
	if err := json.Unmarshal(out, &peer); err != nil {
		return fmt.Errorf("the peer answered %q: %w", out, err)
	}
	theirs := float64(peer.Bytes) / 1e6 / peer.Seconds
	ours, err := speed(files)
	if err != nil {
		return err
	}
	fmt.Printf("same %d files (%.2f MB):\n", len(files), float64(peer.Bytes)/1e6)
	fmt.Printf("  @microsoft/recognizers-text-suite 1.3.1, four recognisers   %9.3f MB/s\n", theirs)
	fmt.Printf("  luoshi, the whole report                                    %9.3f MB/s\n", ours)
	fmt.Printf("  ratio                                                       %9.0f\n", ours/theirs)
	return nil
}
