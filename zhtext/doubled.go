package zhtext

import "strings"

// Words that a page set bold by printing them twice stand twice in what is copied
// from it.
const (
	doubledLeast = 12  // bytes of such words: four characters
	doubledMost  = 300 // a title has no more
	doubledHead  = 8   // bytes that are looked for again
)

// printedOnce returns text without the second of two equal titles at the beginning
// of a line: where they are all of it, or where a space stands behind each of their
// characters (各 位 代 表 ：各 位 代 表 ：现在).
func printedOnce(text string) (*View, bool) {
	p := patch{text: text}
	at := 0
	for line := range strings.Lines(text) {
		if n := doubled(line); n > 0 {
			p.put("", at+n, at+2*n)
		}
		at += len(line)
	}
	return p.view()
}

// doubled returns the length of what a line begins with twice, 0 where it does not.
func doubled(line string) int {
	if len(line) < 2*doubledLeast {
		return 0
	}
	reach := line[:min(len(line), doubledMost+doubledHead)]
	k := Index(reach[doubledLeast:], reach[:doubledHead])
	if k < 0 {
		return 0
	}
	n := doubledLeast + k
	if line = strings.TrimRight(line, " \r\n"); 2*n > len(line) || line[:n] != line[n:2*n] {
		return 0
	}
	if 2*n == len(line) || spread(line[:n], doubledLeast/3) {
		return n
	}
	return 0
}
