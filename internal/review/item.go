package review

import (
	"cmp"
	"slices"

	"github.com/luoshi-project/luoshi/reader"
)

// A Kind of item, stored as a word.
type Kind string

// The kinds of items.
const (
	Action    Kind = "action"    // 事项
	Indicator Kind = "indicator" // 指标
)

// A Status is what the reviewer decided, stored as a word.
type Status string

// The statuses.
const (
	Open     Status = "open"     // 未审
	Accepted Status = "accepted" // 采纳
	Dropped  Status = "dropped"  // 剔除
)

// A Change tells what a new version of the text did to an item.
type Change string

// The changes. An item without one stands as it stood.
const (
	Added     Change = "added"     // 新增
	Moved     Change = "moved"     // 移动
	Reworded  Change = "reworded"  // 改写
	Uncertain Change = "uncertain" // 待确认: the place is only probable
	Gone      Change = "removed"   // 删除: listed in State.Removed only
)

// An Item is one action or indicator of a report. Start and End count code
// points of the text of the last reading, half-open, and Quote is exactly what
// stands there.
type Item struct {
	ID      string `json:"id"`
	Kind    Kind   `json:"kind"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Quote   string `json:"quote"`
	Section string `json:"section,omitempty"`
	Fields
	Suggestions []reader.LeadSuggestion `json:"suggestions,omitempty"`

	Status      Status   `json:"status"`
	Doubt       bool     `json:"doubt,omitempty"` // the reader was not sure
	Fixed       bool     `json:"fixed,omitempty"` // a person set its fields or its range
	Lead        string   `json:"lead,omitempty"`  // unit chosen
	Cooperating []string `json:"cooperating,omitempty"`
	Matter      string   `json:"matter,omitempty"` // id of the matter it was docketed as
	Number      string   `json:"number,omitempty"` // of that matter
	Change      Change   `json:"change,omitempty"`
	Was         string   `json:"was,omitempty"` // its quote before the text changed
	Touched     int      `json:"-"`             // the event that changed it last, 0 for none since the reading
	by          string   // who did
}

// Fields are what a reviewer may correct.
type Fields struct {
	Title    string  `json:"title,omitempty"`    // of an action
	Type     string  `json:"type,omitempty"`     // of an action: task, project, livelihood, target, reform
	Deadline string  `json:"deadline,omitempty"` // of an action, 2025-06-30
	Figure   *Figure `json:"figure,omitempty"`   // of an indicator
}

// A Figure is what an indicator says. The fields are those of reader.Indicator.
type Figure struct {
	Metric     string `json:"metric"`
	Key        string `json:"key,omitempty"`
	Did        string `json:"did,omitempty"` // the verb of doing: 新建
	Value      string `json:"value"`
	Max        string `json:"max,omitempty"`
	Unit       string `json:"unit,omitempty"`
	Comparator string `json:"comparator,omitempty"`
	Measure    string `json:"measure,omitempty"`
	Direction  string `json:"direction,omitempty"`
	Status     string `json:"status,omitempty"` // actual or target
	Year       int    `json:"year,omitempty"`
	Nature     string `json:"nature,omitempty"`
	Place      string `json:"place,omitempty"`
}

// Types lists the types of actions.
func Types() []string { return []string{"task", "project", "livelihood", "target", "reform"} }

// decided tells whether a person has a stake in the item.
func (it *Item) decided() bool {
	return it.Status != Open || it.Fixed || it.Lead != "" || len(it.Cooperating) > 0 || it.Matter != ""
}

// inOrder compares items by place; of those that begin together the longer one
// comes first.
func inOrder(a, b Item) int {
	return cmp.Or(a.Start-b.Start, b.End-a.End, cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
}

func sortItems(items []Item) { slices.SortFunc(items, inOrder) }
