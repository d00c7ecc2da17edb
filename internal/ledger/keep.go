package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// Init begins an empty ledger with an organisation. One of its seats must be
// held by a system administrator, who can change it from then on.
func (s *Service) Init(ctx context.Context, chart access.Chart) error {
	return s.Batch(ctx, func(b *Batch) error {
		if b.rules.org > 0 {
			return refuse(Conflict, "begun_already", "", "台账已建立", "the ledger was begun already")
		}
		if !slices.ContainsFunc(chart.Seats, func(seat access.Seat) bool { return seat.Role == access.SystemAdmin && seat.Holder != "" }) {
			return missing("seats", "系统管理员岗位及人员", "a seat of a system administrator, with its holder")
		}
		if _, err := access.New(chart); err != nil {
			return &Error{Code: Invalid, Key: "org", Field: "org", Words: Words{ZH: "机构人员表有误", EN: "the organisation is not valid"}, Err: err}
		}
		if err := b.tx.Append([]Event{b.event(OrgStream, 0, "", OrgChangedBody{Change: chart})}); err != nil {
			return err
		}
		_, err := b.adopt()
		return err
	})
}

// Prepare adopts the notices of holidays that came with a newer program. It is
// called once when a ledger is opened, and says in words what it did, if
// anything.
func (s *Service) Prepare(ctx context.Context) (did Words, err error) {
	err = s.Batch(ctx, func(b *Batch) error {
		if b.rules.org == 0 || b.rules.adopted() {
			return nil
		}
		moved, err := b.adopt()
		did = Words{
			ZH: fmt.Sprintf("采用了随程序更新的节假日安排，%d个事项的期限有变", moved),
			EN: fmt.Sprintf("adopted the notices of holidays that came with the program; dates of %d matters changed", moved),
		}
		return err
	})
	return did, err
}

// adopt notes which notices of the program's calendar are in force.
func (b *Batch) adopt() (moved int, err error) {
	e := b.event(RulesStream, b.rules.rules, "", CalendarBody{Years: workday.Default().Years()})
	if err := b.tx.Append([]Event{e}); err != nil {
		return 0, err
	}
	return b.redate("")
}

func (b *Batch) event(stream string, last int, by string, body Body) Event {
	return Event{
		Stream: stream, Number: last + 1, Kind: body.Kind(), At: b.now.UTC().Truncate(time.Microsecond), Actor: by, Body: body,
	}
}

// ChangeOrg changes units, people, seats or leaves. Leave of one's own needs no
// administrator: the person may name a deputy.
func (s *Service) ChangeOrg(ctx context.Context, by string, change access.Chart, note string) error {
	return s.Batch(ctx, func(b *Batch) error {
		if !ownLeave(by, &change) {
			if err := b.may(by, access.ChangeOrg); err != nil {
				return err
			}
		}
		if err := b.checkOrg(change, note); err != nil {
			return err
		}
		return b.tx.Append([]Event{b.event(OrgStream, b.rules.org, by, OrgChangedBody{Change: change, Note: note})})
	})
}

// checkOrg looks at a change of the organisation: it must be valid, and somebody
// must be left who can change it again.
func (b *Batch) checkOrg(change access.Chart, note string) error {
	body := OrgChangedBody{Change: change, Note: note}
	if err := secretIn(body); err != nil {
		return err
	}
	org, err := access.New(b.rules.Org.Chart().With(change))
	if err != nil {
		return &Error{Code: Invalid, Key: "org", Field: "org", Words: Words{ZH: "机构人员变动有误", EN: "the change is not valid"}, Err: err}
	}
	if !slices.ContainsFunc(org.Chart().Seats, func(s access.Seat) bool {
		p := org.Person(s.Holder)
		return s.Role == access.SystemAdmin && p != nil && !p.Left
	}) {
		return invalid("no_administrator", "org", "变动后没有系统管理员在岗", "nobody would be left as system administrator")
	}
	return nil
}

func ownLeave(by string, c *access.Chart) bool {
	return len(c.Leaves) > 0 && len(c.Units)+len(c.People)+len(c.Seats) == 0 &&
		!slices.ContainsFunc(c.Leaves, func(l access.Leave) bool { return l.Person != by })
}

// AddRegime adds a regime, or a new version of one, and returns its ref.
func (s *Service) AddRegime(ctx context.Context, by, file string, yaml []byte) (string, error) {
	var ref string
	err := s.Batch(ctx, func(b *Batch) error {
		if err := b.may(by, access.ChangeRules); err != nil {
			return err
		}
		r, err := deadline.Parse(file, yaml)
		if err == nil {
			_, err = b.rules.Regimes.With(file, yaml)
		}
		if err != nil {
			return &Error{Code: Invalid, Key: "regime", Field: "regime", Words: Words{ZH: "制度文件有误", EN: "the regime is not valid"}, Err: err}
		}
		ref = r.Ref()
		if have, err := b.rules.Regimes.Find(ref); err == nil && have.YAML == r.YAML {
			return nil // it is there already
		}
		return b.tx.Append([]Event{b.event(RulesStream, b.rules.rules, by, RegimeBody{YAML: string(yaml)})})
	})
	return ref, err
}

// AdoptNotice takes in a notice of holidays, as workday.Load reads it, and sets
// the dates that it moves. It returns how many matters have a date that changed.
func (s *Service) AdoptNotice(ctx context.Context, by string, table []byte, note string) (moved int, err error) {
	err = s.Batch(ctx, func(b *Batch) error {
		if err := b.may(by, access.ChangeRules); err != nil {
			return err
		}
		if _, err := b.rules.Calendar.With(table); err != nil {
			return &Error{Code: Invalid, Key: "notice", Field: "notice", Words: Words{ZH: "节假日安排有误", EN: "the notice is not valid"}, Err: err}
		}
		e := b.event(RulesStream, b.rules.rules, by, CalendarBody{Table: string(table), Note: note})
		if err := b.tx.Append([]Event{e}); err != nil {
			return err
		}
		moved, err = b.redate(by)
		return err
	})
	return moved, err
}

// redate looks at every open matter after the calendar changed.
func (b *Batch) redate(by string) (moved int, err error) {
	if b.rules, err = upTo(b.tx, b.rules); err != nil {
		return 0, err
	}
	err = b.each(func(t *touched) error {
		if !t.state.Open() {
			return nil
		}
		events, err := Redate(&t.state, by, b.service.env(b.rules, b.now))
		if err != nil {
			return err
		}
		if len(events) > 0 {
			moved++
			return b.apply(t, events)
		}
		return nil
	})
	if err != nil {
		return moved, err
	}
	// What was due in a month follows from the calendar, of finished matters too.
	return moved, TellMonths(b.tx)
}

// page is how many matters are held in memory where all are gone through.
const page = 1000

// pages goes through the ids of all matters, a page of them at a time.
func pages(tx Reader, f func(ids []string) error) error {
	for after := ""; ; {
		ids, err := tx.Matters(after, page)
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := f(ids); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}

// each goes through all matters, writing as it goes.
func (b *Batch) each(f func(*touched) error) error {
	return pages(b.tx, func(ids []string) error {
		for _, id := range ids {
			t, err := b.load(id)
			if err != nil {
				return err
			}
			if err := f(t); err != nil {
				return err
			}
		}
		if err := b.flush(); err != nil {
			return err
		}
		clear(b.states)
		return nil
	})
}

// Rebuild makes every row anew from the events.
func (s *Service) Rebuild(ctx context.Context) (matters int, err error) {
	err = s.Batch(ctx, func(b *Batch) error {
		var ids []string
		err := b.tx.EventsFrom(1, func(e Event) error {
			if e.Kind == KindDocketed {
				ids = append(ids, e.Stream)
			}
			return nil
		})
		if err != nil {
			return err
		}
		if err := b.tx.Clean(); err != nil {
			return err
		}
		for _, id := range ids {
			events, err := b.tx.Events(id, 0)
			if err != nil {
				return err
			}
			row, months, err := Replay(id, events, b.rules)
			if err != nil {
				return err
			}
			if err := b.tx.Put([]Change{{Row: row, Text: true, Others: true, Months: months}}); err != nil {
				return err
			}
			matters++
		}
		return nil
	})
	return matters, err
}

// beginnings are what files of some types begin with.
var beginnings = map[string]string{
	"application/pdf": "%PDF-",
	"application/ofd": "PK\x03\x04",
	"image/jpeg":      "\xff\xd8\xff",
	"image/png":       "\x89PNG\r\n\x1a\n",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "PK\x03\x04",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       "PK\x03\x04",
}

// begins tells whether a file begins as its type does. A text may begin as it
// likes.
func begins(mediaType string, data []byte) bool {
	return bytes.HasPrefix(data, []byte(beginnings[mediaType]))
}

// PutFile keeps a file, so that a step can name it as evidence.
func (s *Service) PutFile(ctx context.Context, name, mediaType string, data []byte) (Evidence, error) {
	sum := sha256.Sum256(data)
	e := Evidence{Hash: hex.EncodeToString(sum[:]), Name: name, Type: mediaType, Size: int64(len(data))}
	if err := s.opt.Limits.check([]Evidence{e}); err != nil {
		return e, err
	}
	if !begins(mediaType, data) {
		return e, invalid("file_type", "evidence", "附件的内容与类型不符："+name, "the content of "+name+" is not of the type its name says")
	}
	if s.opt.Inspect != nil {
		if err := s.opt.Inspect(name, data); err != nil {
			return e, err
		}
	}
	return e, s.store.Update(ctx, func(tx Tx) error { return tx.PutFile(File{Evidence: e, Data: data}) })
}

// Source reads the document that a matter points at: the text of a report, or an
// office's table. It is not found where the ledger does not keep it.
func (s *Service) Source(ctx context.Context, by, matter string) (File, error) {
	var f File
	err := s.store.View(ctx, func(tx Reader) error {
		v, err := s.viewed(tx, by, matter)
		if err != nil {
			return err
		}
		f, err = tx.File(v.State.Matter.Source.Document)
		return err
	})
	return f, err
}

// File reads a file that is evidence in a matter.
func (s *Service) File(ctx context.Context, by, matter, hash string) (File, error) {
	var f File
	err := s.store.View(ctx, func(tx Reader) error {
		v, err := s.viewed(tx, by, matter)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(v.State.Evidence, func(e Evidence) bool { return e.Hash == hash })
		if i < 0 {
			return refuse(NotFound, "no_such_file", "hash", "事项没有这一附件", "the matter has no such file")
		}
		if f, err = tx.File(hash); err != nil {
			return err
		}
		f.Evidence = v.State.Evidence[i]
		return nil
	})
	return f, err
}
