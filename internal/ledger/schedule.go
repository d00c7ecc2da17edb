package ledger

import (
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/workday"
)

// A Schedule is what is due in a matter: in the lead unit's part and in those
// of the cooperating units.
type Schedule struct {
	Lead  []deadline.Due
	Parts []PartSchedule // in the order of State.Parts
}

// PartSchedule is what is due from a cooperating unit.
type PartSchedule struct {
	Unit string
	Dues []deadline.Due
}

// ScheduleOf works out what is due in a matter. Before assignment and after a
// return nothing is.
func ScheduleOf(s *State, r *deadline.Regime, cal *workday.Calendar) Schedule {
	var all Schedule
	if !s.Assigned {
		return all
	}
	all.Lead = deadline.Schedule(r, cal, &s.Facts)
	for i := range s.Parts {
		p := &s.Parts[i]
		all.Parts = append(all.Parts, PartSchedule{p.Unit, deadline.Schedule(r, cal, p.facts(s))})
	}
	return all
}

// facts are the facts of a cooperating unit's part: pauses, nodes and the end
// of the matter are common to all parts.
func (p *Part) facts(s *State) *deadline.Facts {
	f := p.Facts
	f.Pauses, f.Nodes, f.Events, f.Done = s.Facts.Pauses, s.Facts.Nodes, s.Facts.Events, s.Facts.Done
	f.Complex, f.Urgent, f.Depth = s.Facts.Complex, s.Facts.Urgent, s.Facts.Depth
	f.Deadline, f.PeriodFrom, f.PeriodTo = s.Facts.Deadline, s.Facts.PeriodFrom, s.Facts.PeriodTo
	return &f
}

// Find finds a due of the lead unit, or nil.
func (s *Schedule) Find(key string) *deadline.Due { return find(s.Lead, key) }

func find(dues []deadline.Due, key string) *deadline.Due {
	for i := range dues {
		if dues[i].Key == key {
			return &dues[i]
		}
	}
	return nil
}

// part is what is due from a cooperating unit.
func (s *Schedule) part(unit string) []deadline.Due {
	for i := range s.Parts {
		if s.Parts[i].Unit == unit {
			return s.Parts[i].Dues
		}
	}
	return nil
}

// moves compares the dates that events set with those of a schedule: what came,
// moved, turned official or fell away.
func moves(dates []Date, now *Schedule) []Move {
	var list []Move
	seen := make([]bool, len(dates))
	compare := func(unit string, dues []deadline.Due) {
		for i := range dues {
			d := &dues[i]
			if d.Date.IsZero() {
				continue
			}
			var from workday.Date
			for j := range dates {
				if dates[j].Unit == unit && dates[j].Key == d.Key {
					seen[j], from = true, dates[j].Date
					if dates[j].Provisional != d.Provisional {
						from = workday.Date{}
					}
					break
				}
			}
			if from != d.Date {
				list = append(list, Move{
					Unit: unit, Key: d.Key, From: dateOf(dates, unit, d.Key), To: d.Date, Provisional: d.Provisional,
					Why: Words{ZH: d.Derivation(deadline.Chinese), EN: d.Derivation(deadline.English)},
				})
			}
		}
	}
	compare("", now.Lead)
	for i := range now.Parts {
		compare(now.Parts[i].Unit, now.Parts[i].Dues)
	}
	for j, d := range dates {
		if !seen[j] {
			list = append(list, Move{Unit: d.Unit, Key: d.Key, From: d.Date})
		}
	}
	return list
}

func dateOf(dates []Date, unit, key string) workday.Date {
	for i := range dates {
		if dates[i].Unit == unit && dates[i].Key == key {
			return dates[i].Date
		}
	}
	return workday.Date{}
}
