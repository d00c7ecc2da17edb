package ledger

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// Streams other than matters that events belong to.
const (
	OrgStream   = "org"   // units, people, seats, leaves
	RulesStream = "rules" // calendar and regimes
)

// An Event is one thing that happened. Events are never changed or removed.
type Event struct {
	Seq    int64  // place in the ledger, from 1; 0 until it is appended
	Stream string // id of the matter, or OrgStream or RulesStream
	Number int    // place in its stream, from 1
	Kind   Kind
	At     time.Time // UTC, whole microseconds
	Actor  string    // person
	For    string    // person covered, where a deputy acted
	Unit   string    // of the seat the actor used
	Body   Body
	Prev   []byte // hash of the event before it in the ledger
	Hash   []byte // SHA-256, see package audit
}

// A Kind of event, stored as a word.
type Kind string

// A Body is what an event says beyond who and when.
type Body interface{ Kind() Kind }

// The bodies. A matter's state is folded from them and from nothing else.
type (
	// DocketedBody says: the matter was docketed (立项), or noted as a draft.
	DocketedBody struct {
		Matter Matter `json:"matter"`
		Draft  bool   `json:"draft,omitempty"`
		Depth  int    `json:"depth,omitempty"` // levels below the topmost matter
	}
	// AmendedBody says: the matter was corrected; Matter is how it stands now.
	AmendedBody struct {
		Matter Matter `json:"matter"`
		Draft  bool   `json:"draft,omitempty"`
		Reason string `json:"reason"`
	}
	// AssignedBody says: the matter was assigned (交办). Its clock starts anew.
	AssignedBody struct {
		Lead        string      `json:"lead"`
		Level       string      `json:"level,omitempty"`
		Cooperating []Recipient `json:"cooperating,omitempty"`
		Note        string      `json:"note,omitempty"`
	}
	// Recipient is a unit with its level at the time.
	Recipient struct {
		Unit  string `json:"unit"`
		Level string `json:"level,omitempty"`
	}
	// SignedBody says: the lead unit signed for it (签收). Answers is the due this meets.
	SignedBody struct {
		Answers string `json:"answers,omitempty"`
	}
	// ReturnedBody says: the unit returned it as not its own (退回).
	ReturnedBody struct {
		Reason    string `json:"reason"`
		Suggested string `json:"suggested"`
	}
	// PassedBody says: it was passed on inside (批转) to a unit or seat.
	PassedBody struct {
		Unit string `json:"unit"`
		Seat string `json:"seat,omitempty"`
		Note string `json:"note,omitempty"`
	}
	// PlannedBody says: these are the nodes of its plan now (节点).
	PlannedBody struct {
		Nodes  []Node `json:"nodes"`
		Reason string `json:"reason,omitempty"`
	}
	// Node is a dated step of a plan.
	Node struct {
		ID    string       `json:"id"`
		Title string       `json:"title,omitempty"`
		Date  workday.Date `json:"date"`
		Goal  string       `json:"goal,omitempty"` // the physical progress (形象进度) to be reached
	}
	// ReportedBody says: the unit reported (反馈).
	ReportedBody struct {
		Key        string            `json:"key,omitempty"`
		Says       map[string]string `json:"says,omitempty"`
		Values     map[string]string `json:"values,omitempty"`
		NoProgress bool              `json:"no_progress,omitempty"`
		Evidence   []Evidence        `json:"evidence,omitempty"`
	}
	// OpinedBody says: a cooperating unit gave its opinion (配合意见).
	OpinedBody struct {
		Unit    string            `json:"unit"`
		Key     string            `json:"key,omitempty"`
		Says    map[string]string `json:"says,omitempty"`
		Dissent bool              `json:"dissent,omitempty"`
	}
	// ChasedBody says: the unit was chased (催办).
	ChasedBody struct {
		Note string `json:"note,omitempty"`
	}
	// ExtensionAskedBody says: more time was asked for (申请延期).
	ExtensionAskedBody struct {
		Key   string            `json:"key"`
		Until workday.Date      `json:"until"`
		Says  map[string]string `json:"says,omitempty"`
	}
	// ExtendedBody says: the extension was granted, to the approver's date.
	ExtendedBody struct {
		Key   string       `json:"key"`
		Until workday.Date `json:"until"`
		Note  string       `json:"note,omitempty"`
	}
	// ExtensionDeniedBody says: the extension was denied.
	ExtensionDeniedBody struct {
		Key    string `json:"key"`
		Reason string `json:"reason"`
	}
	// PausedBody says: the clock was stopped (暂停).
	PausedBody struct {
		Reason string `json:"reason"`
	}
	// ResumedBody says: the clock runs again.
	ResumedBody struct {
		Note string `json:"note,omitempty"`
	}
	// CloseAppliedBody says: the unit applied to close (申请办结); it is also the report
	// on the due that it answers.
	CloseAppliedBody struct {
		Key      string            `json:"key,omitempty"`
		Says     map[string]string `json:"says,omitempty"`
		Values   map[string]string `json:"values,omitempty"`
		Evidence []Evidence        `json:"evidence,omitempty"`
	}
	// ReviewedBody says: reports were accepted or returned (审核).
	ReviewedBody struct {
		Keys    []string `json:"keys,omitempty"`
		Closing bool     `json:"closing,omitempty"` // the application to close, too
		Verdict Verdict  `json:"verdict"`
		Grade   Grade    `json:"grade,omitempty"`
		Reason  string   `json:"reason,omitempty"`
	}
	// ClearedBody says: the matter was cleared (销号). Answers is the due this meets.
	ClearedBody struct {
		Note    string `json:"note,omitempty"`
		Answers string `json:"answers,omitempty"`
	}
	// LookedBackBody says: it was checked after clearing (回头看).
	LookedBackBody struct {
		Holds   bool   `json:"holds"`
		Finding string `json:"finding"`
	}
	// ReopenedBody says: it was taken up again, due on a new date.
	ReopenedBody struct {
		Reason string       `json:"reason"`
		Keys   []string     `json:"keys,omitempty"` // dues that are open again
		Until  workday.Date `json:"until"`
	}
	// TransferredBody says: another unit leads now (移交). The dates stay.
	TransferredBody struct {
		Lead   string `json:"lead"`
		Level  string `json:"level,omitempty"`
		Reason string `json:"reason"`
	}
	// RecordedBody says: something happened that a stage of the regime waits for.
	RecordedBody struct {
		Name string `json:"name"`
		Note string `json:"note,omitempty"`
	}
	// CommentedBody says: somebody left a comment or instruction (批示).
	CommentedBody struct {
		Text string `json:"text"`
	}
	// AttachedBody says: evidence was added.
	AttachedBody struct {
		Evidence []Evidence `json:"evidence"`
	}
	// DatedBody says: dates came or moved as a result of the event before it. A due
	// date never moves without one.
	DatedBody struct {
		Cause Kind   `json:"cause"`
		Moves []Move `json:"moves"`
	}
	// Move is a due with its date before and now; zero is none.
	Move struct {
		Unit        string       `json:"unit,omitempty"` // cooperating unit, "" for the lead unit
		Key         string       `json:"key"`
		From        workday.Date `json:"from,omitzero"`
		To          workday.Date `json:"to,omitzero"`
		Provisional bool         `json:"provisional,omitempty"`
		Why         Words        `json:"why,omitzero"`
	}
	// EscalatedBody says: what stays late reached a rung of the regime's ladder (升级).
	EscalatedBody struct {
		Key   string       `json:"key"`
		Due   workday.Date `json:"due"`
		Level string       `json:"level"`
		Why   Words        `json:"why"`
	}
	// OrgChangedBody says: units, people, seats or leaves came or changed.
	OrgChangedBody struct {
		Change access.Chart `json:"change"`
		Note   string       `json:"note,omitempty"`
	}
	// CalendarBody says: notices of holidays were adopted: those of the years that come
	// with the program, or a table as workday.Load reads it.
	CalendarBody struct {
		Years []int  `json:"years,omitempty"`
		Table string `json:"table,omitempty"`
		Note  string `json:"note,omitempty"`
	}
	// RegimeBody says: a regime was added, as deadline.Parse reads it.
	RegimeBody struct {
		YAML string `json:"yaml"`
	}
)

// The kinds of events.
const (
	KindDocketed        Kind = "docketed"
	KindAmended         Kind = "amended"
	KindAssigned        Kind = "assigned"
	KindSigned          Kind = "signed"
	KindReturned        Kind = "returned"
	KindPassed          Kind = "passed"
	KindPlanned         Kind = "planned"
	KindReported        Kind = "reported"
	KindOpined          Kind = "opined"
	KindChased          Kind = "chased"
	KindExtensionAsked  Kind = "extension_asked"
	KindExtended        Kind = "extended"
	KindExtensionDenied Kind = "extension_denied"
	KindPaused          Kind = "paused"
	KindResumed         Kind = "resumed"
	KindCloseApplied    Kind = "close_applied"
	KindReviewed        Kind = "reviewed"
	KindCleared         Kind = "cleared"
	KindLookedBack      Kind = "looked_back"
	KindReopened        Kind = "reopened"
	KindTransferred     Kind = "transferred"
	KindRecorded        Kind = "recorded"
	KindCommented       Kind = "commented"
	KindAttached        Kind = "attached"
	KindDated           Kind = "dated"
	KindEscalated       Kind = "escalated"
	KindOrgChanged      Kind = "org_changed"
	KindCalendar        Kind = "calendar"
	KindRegime          Kind = "regime"
)

// kinds holds what is known of each kind of event: its name in words and how
// its body is read.
var kinds = map[Kind]struct {
	title Words
	read  func([]byte) (Body, error)
}{
	KindDocketed:        {Words{ZH: "立项", EN: "docketed"}, read[DocketedBody]},
	KindAmended:         {Words{ZH: "更正", EN: "amended"}, read[AmendedBody]},
	KindAssigned:        {Words{ZH: "交办", EN: "assigned"}, read[AssignedBody]},
	KindSigned:          {Words{ZH: "签收", EN: "signed for"}, read[SignedBody]},
	KindReturned:        {Words{ZH: "退回", EN: "returned as not ours"}, read[ReturnedBody]},
	KindPassed:          {Words{ZH: "批转", EN: "passed on"}, read[PassedBody]},
	KindPlanned:         {Words{ZH: "排定节点", EN: "planned"}, read[PlannedBody]},
	KindReported:        {Words{ZH: "反馈", EN: "reported"}, read[ReportedBody]},
	KindOpined:          {Words{ZH: "配合意见", EN: "opinion given"}, read[OpinedBody]},
	KindChased:          {Words{ZH: "催办", EN: "chased"}, read[ChasedBody]},
	KindExtensionAsked:  {Words{ZH: "申请延期", EN: "extension asked for"}, read[ExtensionAskedBody]},
	KindExtended:        {Words{ZH: "同意延期", EN: "extended"}, read[ExtendedBody]},
	KindExtensionDenied: {Words{ZH: "不同意延期", EN: "extension denied"}, read[ExtensionDeniedBody]},
	KindPaused:          {Words{ZH: "暂停", EN: "paused"}, read[PausedBody]},
	KindResumed:         {Words{ZH: "恢复", EN: "resumed"}, read[ResumedBody]},
	KindCloseApplied:    {Words{ZH: "申请办结", EN: "closing applied for"}, read[CloseAppliedBody]},
	KindReviewed:        {Words{ZH: "审核", EN: "reviewed"}, read[ReviewedBody]},
	KindCleared:         {Words{ZH: "销号", EN: "cleared"}, read[ClearedBody]},
	KindLookedBack:      {Words{ZH: "回头看", EN: "looked back on"}, read[LookedBackBody]},
	KindReopened:        {Words{ZH: "重新办理", EN: "reopened"}, read[ReopenedBody]},
	KindTransferred:     {Words{ZH: "移交", EN: "transferred"}, read[TransferredBody]},
	KindRecorded:        {Words{ZH: "登记", EN: "recorded"}, read[RecordedBody]},
	KindCommented:       {Words{ZH: "留言", EN: "commented"}, read[CommentedBody]},
	KindAttached:        {Words{ZH: "附件", EN: "evidence attached"}, read[AttachedBody]},
	KindDated:           {Words{ZH: "期限", EN: "dates set"}, read[DatedBody]},
	KindEscalated:       {Words{ZH: "升级督办", EN: "escalated"}, read[EscalatedBody]},
	KindOrgChanged:      {Words{ZH: "机构人员变动", EN: "organisation changed"}, read[OrgChangedBody]},
	KindCalendar:        {Words{ZH: "节假日安排", EN: "calendar adopted"}, read[CalendarBody]},
	KindRegime:          {Words{ZH: "制度", EN: "regime added"}, read[RegimeBody]},
}

func (DocketedBody) Kind() Kind        { return KindDocketed }
func (AmendedBody) Kind() Kind         { return KindAmended }
func (AssignedBody) Kind() Kind        { return KindAssigned }
func (SignedBody) Kind() Kind          { return KindSigned }
func (ReturnedBody) Kind() Kind        { return KindReturned }
func (PassedBody) Kind() Kind          { return KindPassed }
func (PlannedBody) Kind() Kind         { return KindPlanned }
func (ReportedBody) Kind() Kind        { return KindReported }
func (OpinedBody) Kind() Kind          { return KindOpined }
func (ChasedBody) Kind() Kind          { return KindChased }
func (ExtensionAskedBody) Kind() Kind  { return KindExtensionAsked }
func (ExtendedBody) Kind() Kind        { return KindExtended }
func (ExtensionDeniedBody) Kind() Kind { return KindExtensionDenied }
func (PausedBody) Kind() Kind          { return KindPaused }
func (ResumedBody) Kind() Kind         { return KindResumed }
func (CloseAppliedBody) Kind() Kind    { return KindCloseApplied }
func (ReviewedBody) Kind() Kind        { return KindReviewed }
func (ClearedBody) Kind() Kind         { return KindCleared }
func (LookedBackBody) Kind() Kind      { return KindLookedBack }
func (ReopenedBody) Kind() Kind        { return KindReopened }
func (TransferredBody) Kind() Kind     { return KindTransferred }
func (RecordedBody) Kind() Kind        { return KindRecorded }
func (CommentedBody) Kind() Kind       { return KindCommented }
func (AttachedBody) Kind() Kind        { return KindAttached }
func (DatedBody) Kind() Kind           { return KindDated }
func (EscalatedBody) Kind() Kind       { return KindEscalated }
func (OrgChangedBody) Kind() Kind      { return KindOrgChanged }
func (CalendarBody) Kind() Kind        { return KindCalendar }
func (RegimeBody) Kind() Kind          { return KindRegime }

// Title names a kind of event; no words for one that does not exist.
func (k Kind) Title() Words {
	if w, ok := roomKinds[k]; ok {
		return w
	}
	return kinds[k].title
}

// EncodeBody writes a body as JSON. The same body gives the same bytes.
func EncodeBody(b Body) ([]byte, error) {
	if raw, ok := b.(RawBody); ok {
		return raw.Data, nil
	}
	return EncodeJSON(b)
}

// DecodeBody reads a body that EncodeBody wrote.
func DecodeBody(k Kind, data []byte) (Body, error) {
	if _, ok := roomKinds[k]; ok {
		return RawBody{Of: k, Data: slices.Clone(data)}, nil
	}
	kind, ok := kinds[k]
	if !ok {
		return nil, fmt.Errorf("there is no kind of event %q", k)
	}
	return kind.read(data)
}

func read[B Body](data []byte) (Body, error) {
	var b B
	err := json.Unmarshal(data, &b)
	return b, err
}

func (n Node) facts() deadline.Node { return deadline.Node{ID: n.ID, Title: n.Title, Date: n.Date} }
