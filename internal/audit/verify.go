package audit

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
)

// A Kind of fault, a word.
type Kind string

// The faults.
const (
	Altered   Kind = "altered"   // 被改动
	Missing   Kind = "missing"   // 缺失
	Reordered Kind = "reordered" // 顺序被调换
	Unsigned  Kind = "unsigned"  // a head bears no valid signature
)

// A Fault is the first thing wrong with a chain.
type Fault struct {
	Kind Kind   `json:"kind"`
	Seq  int64  `json:"seq"`            // the first event concerned
	To   int64  `json:"to,omitempty"`   // the last one that may be, where it cannot be told exactly
	At   int64  `json:"place,omitzero"` // for Reordered: where the event stands now
	ZH   string `json:"zh"`
	EN   string `json:"en"`
}

// Error says what is wrong, in English.
func (f *Fault) Error() string { return f.EN }

// A Result is what verification found.
type Result struct {
	Events int64  `json:"events"` // that were read
	Seq    int64  `json:"seq"`    // of the last event in order
	Hash   Hash   `json:"hash"`   // of that event
	Heads  int    `json:"heads"`  // signed heads that agree
	Fault  *Fault `json:"fault,omitempty"`
}

// Verify checks a chain from its first event on. next returns the entries as
// they stand and io.EOF after the last. Each signed head of the claims must be
// signed by the key (hexadecimal), or by its own where key is "". An error is one
// of reading; what is wrong with the chain is in the result.
func Verify(next func() (Entry, error), claims Claims, key string) (Result, error) {
	v := verifier{next: next, numbers: map[string]int{}, heads: slices.Clone(claims.Heads), claimed: claims.End}
	slices.SortStableFunc(v.heads, func(a, b Head) int { return cmp.Compare(a.Seq, b.Seq) })
	for i := range v.heads {
		h := &v.heads[i]
		if !h.Valid() || key != "" && h.Key != key {
			v.result.Fault = &Fault{
				Kind: Unsigned, Seq: h.Seq,
				ZH: fmt.Sprintf("第%d号事件的链头签名无效", h.Seq),
				EN: fmt.Sprintf("the head at event %d does not bear a valid signature", h.Seq),
			}
			return v.result, nil
		}
	}
	err := v.run()
	return v.result, err
}

type verifier struct {
	next    func() (Entry, error)
	heads   []Head
	claimed *End
	numbers map[string]int // last number of each stream
	good    int64          // the last event that a head vouches for
	result  Result
}

func (v *verifier) run() error {
	for v.result.Fault == nil {
		e, err := v.next()
		if errors.Is(err, io.EOF) {
			v.end()
			return nil
		}
		if err != nil {
			return err
		}
		v.result.Events++
		want := v.result.Seq + 1
		if e.Seq != want || !bytes.Equal(e.Sum(v.result.Hash), e.Hash) {
			return v.explain(&e, want)
		}
		v.result.Seq, v.result.Hash = e.Seq, e.Hash
		v.numbers[e.Stream] = e.Number
		v.head()
	}
	return nil
}

// head compares the chain with the signed heads of this event.
func (v *verifier) head() {
	for len(v.heads) > 0 && v.heads[0].Seq == v.result.Seq {
		if !bytes.Equal(v.heads[0].Hash, v.result.Hash) {
			v.result.Fault = v.forged()
			return
		}
		v.good = v.result.Seq
		v.result.Heads++
		v.heads = v.heads[1:]
	}
}

// end looks for what lies beyond the last event: events were cut off.
func (v *verifier) end() {
	last := v.result.Seq
	switch c := v.claimed; {
	case len(v.heads) > 0 && (c == nil || c.Seq < v.heads[len(v.heads)-1].Seq):
		v.result.Fault = missing(last+1, v.heads[len(v.heads)-1].Seq)
	case c == nil:
	case c.Seq > last:
		v.result.Fault = missing(last+1, c.Seq)
	case c.Seq < last:
		v.result.Fault = &Fault{
			Kind: Altered, Seq: c.Seq + 1, To: last,
			ZH: fmt.Sprintf("台账记载以第%d号事件为末尾，其后多出了事件", c.Seq),
			EN: fmt.Sprintf("the ledger notes event %d as its last, but there are events after it", c.Seq),
		}
	case bytes.Equal(c.Hash, v.result.Hash):
	case v.good == last:
		v.result.Fault = &Fault{
			Kind: Altered, Seq: last,
			ZH: fmt.Sprintf("台账记载的末尾校验值不是第%d号事件的校验值，而签名的链头与事件相符", last),
			EN: fmt.Sprintf("the end that the ledger notes is not the hash of event %d, which a signed head vouches for", last),
		}
	default:
		v.result.Fault = v.forged()
	}
}

// forged says that the hashes since the last event a head vouches for were
// worked out anew.
func (v *verifier) forged() *Fault {
	first, last := v.good+1, v.result.Seq
	return &Fault{
		Kind: Altered, Seq: first, To: last,
		ZH: fmt.Sprintf("第%d至%d号事件之间有改动，其后的校验值被重新计算", first, last),
		EN: fmt.Sprintf("something from event %d to %d was altered and the hashes after it were worked out anew", first, last),
	}
}

func missing(from, to int64) *Fault {
	f := &Fault{Kind: Missing, Seq: from, ZH: fmt.Sprintf("缺少第%d号事件", from), EN: fmt.Sprintf("event %d is missing", from)}
	if to > from {
		f.To = to
		f.ZH, f.EN = fmt.Sprintf("缺少第%d至%d号事件", from, to), fmt.Sprintf("events %d to %d are missing", from, to)
	}
	return f
}

// explain finds out what is wrong at a place of the chain. The event that
// belongs there is looked for in all that follows.
func (v *verifier) explain(e *Entry, want int64) error {
	prev, later, number, known := v.result.Hash, *e, e.Number, v.numbers[e.Stream]
	if e.Seq > 0 && e.Seq < want && !bytes.Equal(e.sumAt(want, prev), e.Hash) {
		v.result.Fault = &Fault{
			Kind: Reordered, Seq: e.Seq, At: want,
			ZH: fmt.Sprintf("第%d号事件又出现在第%d位", e.Seq, want), EN: fmt.Sprintf("event %d stands again at place %d", e.Seq, want),
		}
		return nil
	}
	for {
		if later.Seq > 0 && bytes.Equal(later.sumAt(want, prev), later.Hash) {
			// It says what it should, so it was not altered but moved, unless it
			// stands where it belongs under a false number.
			if v.result.Events != want {
				v.result.Fault = &Fault{
					Kind: Reordered, Seq: want, At: v.result.Events,
					ZH: fmt.Sprintf("第%d号事件被移到了第%d位", want, v.result.Events),
					EN: fmt.Sprintf("event %d was moved to place %d", want, v.result.Events),
				}
				return nil
			}
		}
		var err error
		if later, err = v.next(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
		v.result.Events++
	}
	switch {
	case e.Seq > want && !bytes.Equal(e.sumAt(want, prev), e.Hash):
		v.result.Fault = missing(want, e.Seq-1)
	case number > known+1:
		v.result.Fault = missing(want, 0) // what follows was numbered anew
	default:
		v.result.Fault = &Fault{
			Kind: Altered, Seq: want,
			ZH: fmt.Sprintf("第%d号事件被改动", want), EN: fmt.Sprintf("event %d was altered", want),
		}
	}
	return nil
}
