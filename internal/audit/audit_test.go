package audit

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// chain is a chain of n events in three streams.
func chain(n int) []Entry {
	var list []Entry
	var prev Hash
	for i := range n {
		e := Entry{
			Seq: int64(i + 1), Stream: fmt.Sprintf("m%d", i%3), Number: i/3 + 1, Kind: "reported", At: int64(1000 + i),
			Actor: "甲", Unit: "plan", Body: json.RawMessage(fmt.Sprintf(`{"says":"第%d次 <反馈>"}`, i)),
		}
		e.Hash = e.Sum(prev)
		prev = e.Hash
		list = append(list, e)
	}
	return list
}

func reader(list []Entry) func() (Entry, error) {
	return func() (Entry, error) {
		if len(list) == 0 {
			return Entry{}, io.EOF
		}
		e := list[0]
		list = list[1:]
		return e, nil
	}
}

// ends says truly where a chain ends.
func ends(list []Entry) Claims {
	last := list[len(list)-1]
	return Claims{End: &End{last.Seq, last.Hash}}
}

// rehash gives every event from i on a hash that fits, as a forger would.
func rehash(list []Entry, i int) {
	var prev Hash
	if i > 0 {
		prev = list[i-1].Hash
	}
	for ; i < len(list); i++ {
		list[i].Hash = list[i].Sum(prev)
		prev = list[i].Hash
	}
}

func testKey(t *testing.T) ed25519.PrivateKey {
	t.Helper()
	key, text, err := NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 64)))
	if err != nil {
		t.Fatal(err)
	}
	again, err := ReadKey(text)
	if err != nil || !again.Equal(key) {
		t.Fatal("a key is not read as it was written", err)
	}
	return key
}

func TestTheFirstFaultIsPinpointed(t *testing.T) {
	key := testKey(t)
	for name, c := range map[string]struct {
		tamper func([]Entry) []Entry
		heads  bool
		kind   Kind
		seq    int64
		to     int64
	}{
		"untouched": {func(l []Entry) []Entry { return l }, true, "", 0, 0},
		"a flipped byte": {func(l []Entry) []Entry {
			l[12].Body = json.RawMessage(strings.Replace(string(l[12].Body), "12", "13", 1))
			return l
		}, false, Altered, 13, 0},
		"another actor":  {func(l []Entry) []Entry { l[4].Actor = "乙"; return l }, false, Altered, 5, 0},
		"a flipped hash": {func(l []Entry) []Entry { l[4].Hash = slices.Clone(l[4].Hash); l[4].Hash[0] ^= 1; return l }, false, Altered, 5, 0},
		"a false number": {func(l []Entry) []Entry { l[4].Seq = 99; return l }, false, Altered, 5, 0},
		"a removed row":  {func(l []Entry) []Entry { return slices.Delete(l, 6, 7) }, false, Missing, 7, 0},
		"the first gone": {func(l []Entry) []Entry { return l[1:] }, false, Missing, 1, 0},
		"three gone":     {func(l []Entry) []Entry { return slices.Delete(l, 6, 9) }, false, Missing, 7, 9},
		"lines swapped":  {func(l []Entry) []Entry { l[5], l[9] = l[9], l[5]; return l }, false, Reordered, 6, 0},
		"neighbours":     {func(l []Entry) []Entry { l[5], l[6] = l[6], l[5]; return l }, false, Reordered, 6, 0},
		"contents swapped under their numbers": {func(l []Entry) []Entry {
			l[5], l[9] = l[9], l[5]
			l[5].Seq, l[9].Seq = 6, 10
			return l
		}, false, Reordered, 6, 0},
		"one twice": {func(l []Entry) []Entry { return slices.Insert(l, 8, l[3]) }, false, Reordered, 4, 0},
		"removed and numbered anew": {func(l []Entry) []Entry {
			l = slices.Delete(l, 6, 7)
			for i := 6; i < len(l); i++ {
				l[i].Seq--
			}
			return l
		}, false, Altered, 7, 0},
		"cut off, with a head":    {func(l []Entry) []Entry { return l[:25] }, true, Missing, 26, 30},
		"cut off, without a head": {func(l []Entry) []Entry { return l[:25] }, false, Missing, 26, 30},
		"the last one cut off":    {func(l []Entry) []Entry { return l[:29] }, false, Missing, 30, 0},
		"all cut off":             {func([]Entry) []Entry { return nil }, false, Missing, 1, 30},
		"one added at the end": {func(l []Entry) []Entry {
			l = append(l, l[29])
			l[30].Seq++
			rehash(l, 30)
			return l
		}, false, Altered, 31, 31},
		"forged to the end, without a head": {func(l []Entry) []Entry {
			l[12].Actor = "乙"
			rehash(l, 12)
			return l
		}, false, Altered, 1, 30},
		"forged with all hashes": {func(l []Entry) []Entry {
			l[12].Actor = "乙"
			rehash(l, 12)
			return l
		}, true, Altered, 11, 20},
	} {
		t.Run(name, func(t *testing.T) {
			list := chain(30)
			claims := ends(list)
			if c.heads {
				for _, i := range []int{30, 10, 20} {
					claims.Heads = append(claims.Heads, Sign(key, int64(i), list[i-1].Hash, 5000))
				}
			}
			list = c.tamper(list)
			result, err := Verify(reader(list), claims, "")
			if err != nil {
				t.Fatal(err)
			}
			check(t, result, c.kind, c.seq, c.to)
			var export bytes.Buffer
			if err := Export(&export, reader(list), claims); err != nil {
				t.Fatal(err)
			}
			result, err = VerifyExport(&export, "")
			if err != nil {
				t.Fatal(err)
			}
			check(t, result, c.kind, c.seq, c.to)
		})
	}
}

func check(t *testing.T, r Result, kind Kind, seq, to int64) {
	t.Helper()
	switch {
	case kind == "" && r.Fault == nil:
	case r.Fault == nil:
		t.Errorf("no fault found, want %s at %d", kind, seq)
	case r.Fault.Kind != kind || r.Fault.Seq != seq || r.Fault.To != to || r.Fault.ZH == "" || r.Fault.EN == "":
		t.Errorf("got %+v, want %s at %d to %d", *r.Fault, kind, seq, to)
	}
}

func TestAHeadNeedsTheRightKey(t *testing.T) {
	list, key := chain(3), testKey(t)
	head := Sign(key, 3, list[2].Hash, 1)
	other := head
	other.At++
	for name, c := range map[string]struct {
		head Head
		key  string
		kind Kind
	}{
		"its own": {head, head.Key, ""}, "another": {head, strings.Repeat("00", 32), Unsigned}, "altered": {other, "", Unsigned},
	} {
		r, err := Verify(reader(list), Claims{Heads: []Head{c.head}}, c.key)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Fault; got == nil && c.kind != "" || got != nil && got.Kind != c.kind {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Every single byte of an export matters: none can be flipped unnoticed.
func TestNoByteOfAnExportCanBeFlipped(t *testing.T) {
	list, key := chain(4), testKey(t)
	var export bytes.Buffer
	claims := ends(list)
	claims.Heads = []Head{Sign(key, 4, list[3].Hash, 1)}
	if err := Export(&export, reader(list), claims); err != nil {
		t.Fatal(err)
	}
	text := export.Bytes()
	want, err := VerifyExport(bytes.NewReader(text), "")
	if err != nil || want.Fault != nil || want.Events != 4 || want.Heads != 1 {
		t.Fatalf("%+v, %v", want, err)
	}
	for i := range text {
		flipped := slices.Clone(text)
		flipped[i] ^= 4
		r, err := VerifyExport(bytes.NewReader(flipped), "")
		if err == nil && r.Fault == nil && r.Heads == want.Heads && r.Events == want.Events {
			t.Errorf("byte %d (%q to %q) is flipped unnoticed", i, text[i], flipped[i])
		}
	}
}

func FuzzVerifyExport(f *testing.F) {
	var export bytes.Buffer
	if err := Export(&export, reader(chain(3)), ends(chain(3))); err != nil {
		f.Fatal(err)
	}
	f.Add(export.Bytes())
	f.Add([]byte(`{"format":"luoshi.audit.1","end":{"seq":1,"hash":"00"}}` + "\n{}\n{\"head\":{}}\nx"))
	f.Fuzz(func(_ *testing.T, text []byte) {
		_, _ = VerifyExport(bytes.NewReader(text), "")
	})
}
