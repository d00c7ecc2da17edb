package zhtext

import (
	"os"
	"testing"

	"github.com/luoshi-project/luoshi/zhtext/counts"
)

// TestTableIsPacked holds what the program reads to the table that people read.
func TestTableIsPacked(t *testing.T) {
	table, err := os.ReadFile("repair_pairs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	packed, err := counts.Pack(string(table))
	if err != nil {
		t.Fatal(err)
	}
	if string(packed) != packedPairs {
		t.Error("repair_pairs.bin is not repair_pairs.tsv: run go generate ./zhtext")
	}
}
