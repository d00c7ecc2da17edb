package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

// processBytes is about how much a process is given to read.
const processBytes = 40_000_000

// processes measures ./luoshi from start to end, reading a folder of copies of
// the files into lines of JSON, on one core and on two, and how much memory it
// takes.
func processes(files []file) error {
	dir, err := os.MkdirTemp("", "luoshi-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	size, longest := 0, 0
	for i := 0; size < processBytes; i++ {
		f := files[i%len(files)]
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.txt", i)), f.data, 0o600); err != nil {
			return err
		}
		size, longest = size+len(f.data), max(longest, len(f.data))
	}
	var speeds [2]float64
	var memory int64
	for range 5 {
		for cores := 1; cores <= 2; cores++ {
			took, peak, err := process(cores, dir)
			if err != nil {
				return err
			}
			speeds[cores-1] = max(speeds[cores-1], float64(size)/1e6/took.Seconds())
			memory = max(memory, peak)
		}
	}
	fmt.Printf("process: %.0f MB of files to JSON lines %8.2f MB/s on one core (the bar 8), %.2f on two: %.2f times (the bar 1.8; this machine has %d)\n",
		float64(size)/1e6, speeds[0], speeds[1], speeds[1]/speeds[0], runtime.NumCPU())
	fmt.Printf("process: at most %d MiB of memory (the bar 64 MiB and 20 times the longest document: %d MiB)\n", memory>>20, (64<<20+20*longest)>>20)
	return nil
}

func process(cores int, dir string) (took time.Duration, peak int64, err error) {
	out := filepath.Join(dir, "out.jsonl")
	cmd := exec.Command("./luoshi", "extract", "--format", "jsonl", "-o", out, dir)
	cmd.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", cores))
	begin := time.Now()
	if told, err := cmd.CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("./luoshi extract: %w: %s", err, told)
	}
	took = time.Since(begin)
	if err := os.Remove(out); err != nil {
		return 0, 0, err
	}
	return took, peakOf(cmd.ProcessState), nil
}
