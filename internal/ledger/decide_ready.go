package ledger

import (
	"slices"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
)

// ready tells what keeps a step from being taken whatever a person may write: it is
// said before they write it.
func (d *decision) ready(step access.Step) error {
	switch step {
	case access.Chase:
		return d.chasable()
	case access.Extend:
		return d.extendable()
	case access.ApplyClose:
		return d.closable()
	}
	return nil
}

func (d *decision) chasable() error {
	from, reason, ok := deadline.NextChase(d.regime, d.Calendar, &d.state.Facts)
	if !ok || d.Now.Before(from) {
		return &Error{Code: Invalid, Key: "chased_lately", Words: reason}
	}
	return nil
}

func (d *decision) extendable() error {
	if d.state.Asked != nil {
		return invalid("asked_already", "", "已有延期申请待审批", "an extension is asked for already")
	}
	if _, why := deadline.MayBeExtended(d.regime, d.Calendar, &d.state.Facts, d.dues.Lead, d.Now); why != nil {
		return notExtended(why)
	}
	return nil
}

func (d *decision) closable() error {
	if d.state.Asked != nil {
		return invalid("extension_asked", "", "延期申请尚未审批", "an extension asked for is not decided yet")
	}
	due, err := d.result("")
	if err != nil {
		return err
	}
	if err := d.silent(due); err != nil {
		return err
	}
	return d.childrenCleared()
}

// silent names the reports that are late, but for the result that closes.
func (d *decision) silent(result *deadline.Due) error {
	var zh, en []string
	for i := range d.dues.Lead {
		o := &d.dues.Lead[i]
		if (result == nil || o.Key != result.Key) && o.Met.IsZero() && !o.At.IsZero() && d.Now.After(o.At) && !clearing(o) && !slices.Contains(zh, o.Title.ZH) {
			zh, en = append(zh, o.Title.ZH), append(en, o.Title.EN)
		}
	}
	if len(zh) > 0 {
		return invalid("not_reported", "", "尚有未反馈的环节："+strings.Join(zh, "、"), "not reported yet: "+strings.Join(en, ", "))
	}
	return nil
}
