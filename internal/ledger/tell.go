package ledger

import (
	"fmt"
	"slices"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/workday"
)

// tell is whom to tell of an event, and what.
func tell(s *State, e *Event, org *access.Org) []Notice {
	var roles []string
	switch b := e.Body.(type) {
	case AssignedBody, TransferredBody, ChasedBody, ReopenedBody:
		roles = []string{"handler", "manager", "first_responsible"}
		if e.Kind == KindAssigned {
			roles = append(roles, "cooperating")
		}
	case ReturnedBody, ExtensionAskedBody, CloseAppliedBody:
		roles = []string{"supervision_office"}
	case ExtendedBody, ExtensionDeniedBody, PausedBody, ResumedBody, CommentedBody:
		roles = []string{"handler", "manager"}
	case ReviewedBody:
		if b.Closing || b.Verdict == SendBack {
			roles = []string{"handler", "manager"}
		}
	case PassedBody:
		roles = []string{"passed"}
	case OpinedBody:
		if b.Dissent {
			roles = []string{"handler", "supervision_office"}
		}
	}
	if len(roles) == 0 {
		return nil
	}
	title := e.Kind.Title()
	return notices(s, roles, org, Notice{
		Kind: string(e.Kind), Cause: fmt.Sprintf("%s:%s:%d", e.Kind, s.ID, e.Number), At: e.At,
		Words: Words{ZH: title.ZH + "：" + s.Matter.Title, EN: title.EN + ": " + s.Matter.Title},
	}, e.Actor)
}

// notices addresses a notice to everybody who acts in some roles of a matter,
// but not to who caused it.
func notices(s *State, roles []string, org *access.Org, n Notice, but string) []Notice {
	var seats []*access.Seat
	for _, role := range roles {
		seats = append(seats, seatsOf(s, role, org)...)
	}
	return addressed(s, seats, org, n, but)
}

// addressed addresses a notice to everybody who acts in some seats.
func addressed(s *State, seats []*access.Seat, org *access.Org, n Notice, but string) []Notice {
	day := workday.DateOf(n.At)
	n.Matter = s.ID
	var list []Notice
	for _, seat := range seats {
		for _, person := range org.Acting(seat, day) {
			if person == but || slices.ContainsFunc(list, func(have Notice) bool { return have.Person == person }) {
				continue
			}
			n.Person = person
			list = append(list, n)
		}
	}
	return list
}

// seatsOf lists the seats that a role of a regime means in a matter.
func seatsOf(s *State, role string, org *access.Org) []*access.Seat {
	switch role {
	case "handler", "manager", "first_responsible":
		seats := org.Seats(s.Lead, access.Role(role))
		if role == "handler" {
			for _, p := range s.Passed {
				seats = append(seats, passedTo(&p, org)...)
			}
		}
		return seats
	case "passed":
		if n := len(s.Passed); n > 0 {
			return passedTo(&s.Passed[n-1], org)
		}
	case "cooperating":
		var seats []*access.Seat
		for _, p := range s.Parts {
			seats = append(seats, org.Seats(p.Unit, access.Handler, access.Manager)...)
		}
		return seats
	case "leader_in_charge":
		if seat := org.Seat(s.Matter.InCharge); seat != nil {
			return []*access.Seat{seat}
		}
	case "supervision_office", "assigning_unit":
		return offices(s.Matter.Assigning, org)
	case "higher_office":
		if u := org.Unit(s.Matter.Assigning); u != nil {
			return offices(u.Parent, org)
		}
	}
	return nil
}

func passedTo(p *PassedBody, org *access.Org) []*access.Seat {
	if seat := org.Seat(p.Seat); seat != nil {
		return []*access.Seat{seat}
	}
	return org.Seats(p.Unit, access.Handler, access.Manager)
}

// offices lists the supervision office of a unit, or of the nearest unit above
// that has one.
func offices(unit string, org *access.Org) []*access.Seat {
	for u := org.Unit(unit); u != nil; u = org.Unit(u.Parent) {
		if seats := org.Seats(u.ID, access.SupervisionOffice); len(seats) > 0 {
			return seats
		}
	}
	return nil
}
