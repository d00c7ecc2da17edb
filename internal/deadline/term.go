package deadline

// Term says how long a stage has: what its limit runs from, and the limit.
func (s *Stage) Term() Words {
	from, limit := s.from(), s.limit()
	if counted := s.Limit.Measure == InDays || s.Limit.Measure == InMonths; !counted || from.IsZero() {
		return limit
	}
	return Words{from.ZH + limit.ZH + "内", "within " + limit.EN + " " + from.EN}
}

func (s *Stage) from() Words {
	switch s.From.Anchor {
	case FromAssignment:
		return Words{"交办后", "of assignment"}
	case FromStage:
		return Words{"“" + s.From.Title.ZH + "”后", "of “" + s.From.Title.EN + "”"}
	case FromEvent:
		return Words{s.From.Title.ZH + "后", "once " + s.From.Title.EN}
	}
	return Words{}
}

func (s *Stage) limit() Words {
	l := s.Limit
	cycle := s.Repeat.each()
	switch l.Measure {
	case InDays:
		return dayCount(l.N, s.Counting)
	case InMonths:
		return both("%[1]d个月", "%[2]s", l.N, plural(l.N, "month"))
	case ByDeadline:
		if l.Month == 0 {
			return Words{"事项确定的期限", "the date set for the matter"}
		}
		return both("事项确定的期限，未定的为当年%[1]d月%[2]d日", "the date set for the matter, else %[3]s of its year", int(l.Month), l.Day, monthDay(l))
	case AtNodes:
		return Words{"各节点日期", "the date of each node"}
	case AtLastNode:
		return Words{"最后一个节点；没有节点的不另定期限", "the last node; no date of its own without nodes"}
	case OnDay:
		if s.Repeat == Monthly {
			return both("每月%[1]d日前", "by day %[1]d of each month", l.N)
		}
		return both("%[2]s末月%[1]d日前", "%[3]s, by day %[1]d of its last month", l.N, cycle.ZH, cycle.EN)
	case OnDayNext:
		return both("%[2]s，次月%[1]d日前", "%[3]s, by day %[1]d of the month after", l.N, cycle.ZH, cycle.EN)
	case AtEnd:
		return Words{cycle.ZH + "末", cycle.EN + ", by its last day"}
	case AfterEnd:
		days := dayCount(l.N, s.Counting)
		return Words{cycle.ZH + "期满后" + days.ZH + "内", cycle.EN + ", within " + days.EN + " of its end"}
	}
	return Words{"不设期限", "no limit"}
}

// each names every cycle.
func (c Cycle) each() Words {
	switch c {
	case Monthly:
		return Words{"每月", "each month"}
	case Quarter:
		return Words{"每季度", "each quarter"}
	case HalfYear:
		return Words{"每半年", "each half-year"}
	case Yearly:
		return Words{"每年", "each year"}
	}
	return Words{}
}
