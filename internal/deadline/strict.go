package deadline

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A Problem is one thing wrong with a file, at a line.
type Problem struct {
	Line int
	Text string
}

// Invalid is the error for a regime that cannot be used. It lists every problem
// found, by line.
type Invalid struct {
	File     string
	Problems []Problem
}

// Error lists the problems, one a line.
func (e *Invalid) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = fmt.Sprintf("%s:%d: %s", e.File, p.Line, p.Text)
	}
	return strings.Join(lines, "\n")
}

// A strict reads YAML node by node and collects what is wrong. Every mapping
// says which keys it takes: a misspelt key is an error, not a rule that
// silently does not hold.
type strict struct {
	problems []Problem
}

func (s *strict) failf(n *yaml.Node, format string, args ...any) {
	s.problems = append(s.problems, Problem{n.Line, fmt.Sprintf(format, args...)})
}

// fields are the values of a mapping by key.
type fields struct {
	s      *strict
	node   *yaml.Node
	what   string
	values map[string]*yaml.Node
	// wrong holds the keys whose value, or misspelt name, was complained of
	// already: they are not missing as well.
	wrong map[string]bool
}

// mapping reads a node as a mapping of some of the keys. what names it in
// errors: "a stage".
func (s *strict) mapping(n *yaml.Node, what string, keys ...string) fields {
	f := fields{s, n, what, map[string]*yaml.Node{}, map[string]bool{}}
	if n.Kind != yaml.MappingNode {
		s.failf(n, "%s is written as keys and values: %s", what, strings.Join(keys, ", "))
		return f
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case !slices.Contains(keys, key.Value):
			near := nearest(key.Value, keys)
			f.wrong[near] = true
			s.failf(key, "%s has no key %q%s; it takes %s", what, key.Value, didYouMean(near), strings.Join(keys, ", "))
		case f.values[key.Value] != nil:
			s.failf(key, "%s has %q twice", what, key.Value)
		case value.Kind == yaml.AliasNode || value.Anchor != "":
			f.wrong[key.Value] = true
			s.failf(value, "anchors and aliases (& and *) are not read; write the value out")
		default:
			f.values[key.Value] = value
		}
	}
	return f
}

// list reads a node as a list; a missing one is empty.
func (s *strict) list(n *yaml.Node, what string) []*yaml.Node {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		s.failf(n, "%s is a list: write each entry on a line of its own, after a dash", what)
		return nil
	}
	for _, e := range n.Content {
		if e.Kind == yaml.AliasNode || e.Anchor != "" {
			s.failf(e, "anchors and aliases (& and *) are not read; write the value out")
			return nil
		}
	}
	return n.Content
}

// scalar reads a node as one value.
func (s *strict) scalar(n *yaml.Node, what string) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		s.failf(n, "%s is one value", what)
		return "", false
	}
	if strings.TrimSpace(n.Value) == "" || n.Tag == "!!null" {
		s.failf(n, "%s is empty", what)
		return "", false
	}
	return n.Value, true
}

// get finds the value of a key. A missing one that is needed is a problem.
func (f fields) get(key string, needed bool) *yaml.Node {
	n := f.values[key]
	if n == nil && needed && !f.wrong[key] && f.node.Kind == yaml.MappingNode {
		f.s.failf(f.node, "%s needs %q", f.what, key)
	}
	return n
}

// text reads one value; a missing one is the default.
func (f fields) text(key, missing string) string {
	n := f.get(key, false)
	if n == nil {
		return missing
	}
	v, _ := f.s.scalar(n, key)
	return v
}

// needText reads one value that must be there.
func (f fields) needText(key string) string {
	n := f.get(key, true)
	if n == nil {
		return ""
	}
	v, _ := f.s.scalar(n, key)
	return v
}

// oneOf reads a value that is one of a few words.
func (f fields) oneOf(key, missing string, choices ...string) string {
	v := f.text(key, missing)
	if n := f.values[key]; n != nil && v != "" && !slices.Contains(choices, v) {
		f.s.failf(n, "%s is %q%s; it must be one of %s", key, v, didYouMean(nearest(v, choices)), strings.Join(choices, ", "))
		return missing
	}
	return v
}

// flag reads true or false.
func (f fields) flag(key string, missing bool) bool {
	return f.oneOf(key, strconv.FormatBool(missing), "true", "false") == "true"
}

// number reads a whole number between two bounds.
func (f fields) number(key string, missing, low, high int) int {
	n := f.values[key]
	if n == nil {
		return missing
	}
	return f.s.number(n, key, low, high)
}

func (s *strict) number(n *yaml.Node, what string, low, high int) int {
	v, ok := s.scalar(n, what)
	if !ok {
		return low
	}
	i, err := strconv.Atoi(v)
	if err != nil || i < low || i > high {
		s.failf(n, "%s is %q; it must be a whole number from %d to %d", what, v, low, high)
		return low
	}
	return i
}

// words reads a text in both languages: {zh: …, en: …}, or one value for both.
func (s *strict) words(n *yaml.Node, what string) Words {
	if n == nil {
		return Words{}
	}
	if n.Kind == yaml.ScalarNode {
		v, _ := s.scalar(n, what)
		return same(v)
	}
	f := s.mapping(n, what, "zh", "en")
	w := Words{ZH: f.needText("zh"), EN: f.text("en", "")}
	if w.EN == "" {
		w.EN = w.ZH
	}
	return w
}

// nearest finds the word most like one that is not known, or "".
func nearest(word string, known []string) string {
	best := slices.MinFunc(known, func(a, b string) int { return cmp.Compare(distance(word, a), distance(word, b)) })
	if distance(word, best) > 1+len(best)/3 {
		return ""
	}
	return best
}

func didYouMean(word string) string {
	if word == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %q?)", word)
}

// distance counts the letters to insert, drop or replace to turn a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
