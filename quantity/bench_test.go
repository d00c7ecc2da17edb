package quantity

import (
	"os"
	"path/filepath"
	"testing"
)

func BenchmarkScan(b *testing.B) {
	names, err := filepath.Glob(filepath.Join(corpusDir(b), "provinces-2025", "*.txt"))
	if err != nil || len(names) == 0 {
		b.Skip("no reports")
	}
	var text []byte
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		text = append(text, data...)
	}
	s := string(text)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Scan(s)
	}
}
