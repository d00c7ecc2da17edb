package review

import (
	"encoding/json"
	"fmt"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/reckon"
)

// A body is what an event of a report's stream says. The ledger keeps it as it
// is written here (ledger.RawBody).
type body interface{ kind() ledger.Kind }

type (
	// readBody says: this file was read, as the first or a later version.
	readBody struct {
		First     bool   `json:"first,omitempty"`
		Assigning string `json:"assigning,omitempty"` // of the first
		Reading
	}
	// decidedBody says: items were accepted, dropped or opened again.
	decidedBody struct {
		Items   []string `json:"items"`
		Status  Status   `json:"status"`
		Section string   `json:"section,omitempty"` // where a whole section was accepted
	}
	// correctedBody says: these are the fields and the range of an item now.
	correctedBody struct {
		Item   string `json:"item"`
		Start  int    `json:"start"`
		End    int    `json:"end"`
		Fields Fields `json:"fields"`
	}
	// splitBody says: an item was split in two.
	splitBody struct {
		Item string `json:"item"`
		Into []Item `json:"into"`
	}
	// mergedBody says: two items became one.
	mergedBody struct {
		Items []string `json:"items"`
		Into  Item     `json:"into"`
	}
	// addedBody says: a person found an item that the reader had not.
	addedBody struct {
		Item Item `json:"item"`
	}
	// unitsBody says: these units lead and cooperate.
	unitsBody struct {
		Items       []string `json:"items"`
		Lead        string   `json:"lead"`
		Cooperating []string `json:"cooperating,omitempty"`
	}
	// undoneBody says: the step with this number was undone.
	undoneBody struct {
		Number int `json:"number"`
	}
	// docketedBody says: these items are matters now.
	docketedBody struct {
		Regime  string           `json:"regime,omitempty"`
		Matters []docketedMatter `json:"matters"`
	}
	// pairedBody says: this is what a person made of a pairing of one of the
	// report's promises with a later report; or that the decision is taken back.
	pairedBody struct {
		Decision *reckon.Decision `json:"decision,omitempty"`
		Dropped  *reckon.Claim    `json:"dropped,omitempty"`
	}
	docketedMatter struct {
		Item   string `json:"item"`
		Matter string `json:"matter"`
		Number string `json:"number"`
	}
)

func (b readBody) kind() ledger.Kind {
	if b.First {
		return ledger.KindPaperRead
	}
	return ledger.KindPaperReread
}
func (decidedBody) kind() ledger.Kind   { return ledger.KindItemsDecided }
func (correctedBody) kind() ledger.Kind { return ledger.KindItemCorrected }
func (splitBody) kind() ledger.Kind     { return ledger.KindItemSplit }
func (mergedBody) kind() ledger.Kind    { return ledger.KindItemsMerged }
func (addedBody) kind() ledger.Kind     { return ledger.KindItemAdded }
func (unitsBody) kind() ledger.Kind     { return ledger.KindItemUnits }
func (undoneBody) kind() ledger.Kind    { return ledger.KindReviewUndone }
func (docketedBody) kind() ledger.Kind  { return ledger.KindItemsDocketed }
func (pairedBody) kind() ledger.Kind    { return ledger.KindPairDecided }

// encode writes a body for the chain.
func encode(b body) (ledger.RawBody, error) {
	data, err := ledger.EncodeJSON(b)
	return ledger.RawBody{Of: b.kind(), Data: data}, err
}

// decode reads a body from the chain.
func decode(e *ledger.Event) (body, error) {
	raw, ok := e.Body.(ledger.RawBody)
	if !ok {
		return nil, fmt.Errorf("event %d of %s is no step of a review", e.Number, e.Stream)
	}
	switch e.Kind {
	case ledger.KindPaperRead, ledger.KindPaperReread:
		return read[readBody](raw.Data)
	case ledger.KindItemsDecided:
		return read[decidedBody](raw.Data)
	case ledger.KindItemCorrected:
		return read[correctedBody](raw.Data)
	case ledger.KindItemSplit:
		return read[splitBody](raw.Data)
	case ledger.KindItemsMerged:
		return read[mergedBody](raw.Data)
	case ledger.KindItemAdded:
		return read[addedBody](raw.Data)
	case ledger.KindItemUnits:
		return read[unitsBody](raw.Data)
	case ledger.KindReviewUndone:
		return read[undoneBody](raw.Data)
	case ledger.KindItemsDocketed:
		return read[docketedBody](raw.Data)
	case ledger.KindPairDecided:
		return read[pairedBody](raw.Data)
	}
	return nil, fmt.Errorf("event %d of %s: a review has no step %q", e.Number, e.Stream, e.Kind)
}

func read[B body](data []byte) (body, error) {
	var b B
	err := json.Unmarshal(data, &b)
	return b, err
}
