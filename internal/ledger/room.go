package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"time"
)

// The kinds of events that package review keeps in the ledger's chain, in
// streams of its own: one for each report. Their bodies are its affair.
const (
	KindPaperRead     Kind = "paper_read"
	KindPaperReread   Kind = "paper_reread"
	KindItemsDecided  Kind = "items_decided"
	KindItemCorrected Kind = "item_corrected"
	KindItemSplit     Kind = "item_split"
	KindItemsMerged   Kind = "items_merged"
	KindItemAdded     Kind = "item_added"
	KindItemUnits     Kind = "item_units"
	KindReviewUndone  Kind = "review_undone"
	KindItemsDocketed Kind = "items_docketed"
	KindPairDecided   Kind = "pair_decided"
)

// roomKinds names the kinds of events whose bodies another room reads.
var roomKinds = map[Kind]Words{
	KindPaperRead:     {ZH: "读入报告", EN: "report read"},
	KindPaperReread:   {ZH: "读入报告新版本", EN: "new version of a report read"},
	KindItemsDecided:  {ZH: "审阅条目", EN: "entries reviewed"},
	KindItemCorrected: {ZH: "更正条目", EN: "entry corrected"},
	KindItemSplit:     {ZH: "拆分条目", EN: "entry split"},
	KindItemsMerged:   {ZH: "合并条目", EN: "entries merged"},
	KindItemAdded:     {ZH: "补录条目", EN: "entry added"},
	KindItemUnits:     {ZH: "确定单位", EN: "units chosen"},
	KindReviewUndone:  {ZH: "撤销", EN: "undone"},
	KindItemsDocketed: {ZH: "批量立项", EN: "entries docketed"},
	KindPairDecided:   {ZH: "对账裁定", EN: "pairing decided"},
}

// A RawBody is the body of an event that another room reads and writes.
type RawBody struct {
	Of   Kind
	Data json.RawMessage
}

// Kind is the kind of the event.
func (b RawBody) Kind() Kind { return b.Of }

// MarshalJSON gives the body as it was written.
func (b RawBody) MarshalJSON() ([]byte, error) { return b.Data, nil }

// EncodeJSON writes a value as EncodeBody writes bodies: the same value gives the
// same bytes.
func EncodeJSON(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// A Paper is a report under review, as lists show it. It is worked out from
// events and can be made anew.
type Paper struct {
	ID        string
	Title     string
	Name      string // of the file read last
	Place     string
	Level     string
	Year      int
	Stage     string // of the version read last
	Assigning string // unit whose report it is
	Readings  int
	Total     int // items
	Reviewed  int
	Actions   int
	Docketed  int
	Version   int
	Opened    time.Time
	Last      time.Time
	Hashes    []string // of the files and texts it was read from; a list of papers leaves them out
}

// Look runs f on the ledger as it stands at one moment, for rooms that keep
// events of their own in it.
func (s *Service) Look(ctx context.Context, f func(Reader, *Rules) error) error {
	return s.store.View(ctx, func(tx Reader) error {
		rules, err := s.read(tx)
		if err != nil {
			return err
		}
		return f(tx, rules)
	})
}

// Tx is the transaction of the batch, for rooms that keep events of their own in
// the ledger.
func (b *Batch) Tx() Tx { return b.tx }

// Now is the time of the steps taken next.
func (b *Batch) Now() time.Time { return b.now }

// Note adds an event of another room's stream, after the steps taken so far.
func (b *Batch) Note(e Event) { b.events = append(b.events, e) }
