package ledger

import (
	"time"

	"github.com/luoshi-project/luoshi/workday"
)

// A Matter (事项) is what does not change from one period to the next. What is
// reported for a period stands in Report.
type Matter struct {
	Number     string       `json:"number"` // of the slip, unique in the ledger
	Title      string       `json:"title"`
	Text       string       `json:"text,omitempty"`
	Source     Source       `json:"source"`
	List       string       `json:"list,omitempty"` // which list it is on: 重点工作任务 …
	Regime     string       `json:"regime"`         // id, or id@version; kept with its version
	Complex    bool         `json:"complex,omitempty"`
	Urgent     bool         `json:"urgent,omitempty"`
	Assigning  string       `json:"assigning"`           // unit that assigns
	InCharge   string       `json:"in_charge,omitempty"` // seat of the leader in charge
	Accepting  string       `json:"accepting,omitempty"` // unit that accepts the work
	Proposer   string       `json:"proposer,omitempty"`  // seat of who raised it
	Suggested  string       `json:"suggested,omitempty"` // unit a draft names as its lead
	Supporting []string     `json:"supporting,omitempty"`
	Deadline   workday.Date `json:"deadline,omitzero"` // its own date
	PeriodFrom workday.Date `json:"period_from,omitzero"`
	PeriodTo   workday.Date `json:"period_to,omitzero"`
	Indicators []Indicator  `json:"indicators,omitempty"`
	Parent     string       `json:"parent,omitempty"` // matter it is a part of
}

// A Source says where a matter comes from.
type Source struct {
	Kind     SourceKind `json:"kind"`
	Document string     `json:"document,omitempty"` // SHA-256 of the document's text
	Name     string     `json:"name,omitempty"`     // of the document, meeting, enterprise …
	From     int        `json:"from,omitempty"`     // code points into the document's text
	To       int        `json:"to,omitempty"`
	Item     string     `json:"item,omitempty"` // id of the action or indicator extracted there
	Unit     string     `json:"unit,omitempty"` // the enterprise, where it has a unit
}

// A SourceKind is a kind of source, stored as a word.
type SourceKind string

// The kinds of sources.
const (
	FromDocument    SourceKind = "document"    // 文件
	FromMeeting     SourceKind = "meeting"     // 会议
	FromInstruction SourceKind = "instruction" // 领导批示
	FromEnterprise  SourceKind = "enterprise"  // 企业诉求
	FromHotline     SourceKind = "hotline"     // 热线
	FromProposal    SourceKind = "proposal"    // 建议提案
	FromInspection  SourceKind = "inspection"  // 督查检查
	ByHand          SourceKind = "hand"        // 手工录入
)

var sourceKinds = []SourceKind{
	FromDocument, FromMeeting, FromInstruction, FromEnterprise, FromHotline, FromProposal, FromInspection, ByHand,
}

// An Indicator is a figure that a matter is to reach. Figures are decimals
// written out.
type Indicator struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Unit     string `json:"unit,omitempty"`
	Baseline string `json:"baseline,omitempty"`
	Target   string `json:"target,omitempty"`
	Compare  string `json:"compare,omitempty"` // >=, <=, =; "" is >=
	About    bool   `json:"about,omitempty"`   // 左右: the target is meant roughly
}

// Evidence (佐证) is a file kept under the hash of its bytes.
type Evidence struct {
	Hash string `json:"hash"` // SHA-256, hexadecimal
	Name string `json:"name"`
	Type string `json:"type"` // media type
	Size int64  `json:"size"` // bytes
}

// A Status (状态) is how far a matter has come, stored as a word.
type Status string

// The statuses.
const (
	Draft    Status = "draft"    // 草稿
	Docketed Status = "docketed" // 已立项, to be assigned
	Assigned Status = "assigned" // 已交办, to be signed for
	Returned Status = "returned" // 已退回, to be assigned again
	Handling Status = "handling" // 办理中
	Closing  Status = "closing"  // 申请办结, under review
	Accepted Status = "accepted" // 已办结, to be cleared
	Cleared  Status = "cleared"  // 已销号
)

var statuses = []struct {
	status Status
	title  Words
}{
	{Draft, Words{ZH: "草稿", EN: "draft"}},
	{Docketed, Words{ZH: "待交办", EN: "to be assigned"}},
	{Assigned, Words{ZH: "待签收", EN: "to be signed for"}},
	{Returned, Words{ZH: "已退回", EN: "returned"}},
	{Handling, Words{ZH: "办理中", EN: "being handled"}},
	{Closing, Words{ZH: "待审核", EN: "closing under review"}},
	{Accepted, Words{ZH: "待销号", EN: "to be cleared"}},
	{Cleared, Words{ZH: "已销号", EN: "cleared"}},
}

// Statuses lists the statuses in the order of a matter's life.
func Statuses() []Status {
	list := make([]Status, len(statuses))
	for i := range statuses {
		list[i] = statuses[i].status
	}
	return list
}

// Title names a status; no words for one that does not exist.
func (s Status) Title() Words {
	for i := range statuses {
		if statuses[i].status == s {
			return statuses[i].title
		}
	}
	return Words{}
}

// A Grade (评估等次) is how well a matter was handled.
type Grade string

// The grades.
const (
	Excellent Grade = "excellent" // 优秀
	Good      Grade = "good"      // 良好
	Passable  Grade = "passable"  // 合格
	Failed    Grade = "failed"    // 不合格
)

var grades = []struct {
	grade Grade
	title Words
}{
	{Excellent, Words{ZH: "优秀", EN: "excellent"}},
	{Good, Words{ZH: "良好", EN: "good"}},
	{Passable, Words{ZH: "合格", EN: "passable"}},
	{Failed, Words{ZH: "不合格", EN: "failed"}},
}

// ParseGrade reads a grade in either language.
func ParseGrade(s string) (Grade, bool) {
	for _, g := range grades {
		if s == string(g.grade) || s == g.title.ZH {
			return g.grade, true
		}
	}
	return "", false
}

// Title names a grade; no words for one that does not exist.
func (g Grade) Title() Words {
	for i := range grades {
		if grades[i].grade == g {
			return grades[i].title
		}
	}
	return Words{}
}

// A Report is what a unit reported for one due and period (反馈).
type Report struct {
	Key        string            `json:"key"`            // of the due; "" for one between dues
	Unit       string            `json:"unit,omitempty"` // cooperating unit, "" for the lead unit
	At         time.Time         `json:"at"`
	By         string            `json:"by"`
	Says       map[string]string `json:"says,omitempty"`   // by the id of the field
	Values     map[string]string `json:"values,omitempty"` // by the id of the indicator
	NoProgress bool              `json:"no_progress,omitempty"`
	Evidence   []Evidence        `json:"evidence,omitempty"`
	Review     Verdict           `json:"review,omitempty"`
	Reason     string            `json:"reason,omitempty"` // of the review
}

// A Verdict is what a reviewer decided, stored as a word.
type Verdict string

// The verdicts.
const (
	Accept   Verdict = "accept"
	SendBack Verdict = "return"
)
