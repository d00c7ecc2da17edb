package simulate

import (
	"fmt"

	"github.com/luoshi-project/luoshi/internal/access"
)

// A government of the invented province, with the units it may give matters to:
// its departments, then the governments below it.
type government struct {
	id             string // unit
	office, leader string // persons who act
	higher         string // who decides at the office above, at the top the leader
	leads          []string
}

const (
	cities      = 3
	counties    = 4 // of a city
	departments = 6 // of a government
)

// region lists the governments, the highest first, with their organisation.
func region() ([]government, access.Chart) {
	var all []government
	var chart access.Chart
	seat := func(unit string, role access.Role, person string) {
		chart.People = append(chart.People, access.Person{ID: person, Name: person})
		chart.Seats = append(chart.Seats, access.Seat{ID: unit + "/" + string(role), Unit: unit, Role: role, Holder: person})
	}
	bound := func(unit string) {
		seat(unit, access.FirstResponsible, unit+"-head")
		seat(unit, access.Manager, unit+"-manager")
		seat(unit, access.Handler, unit+"-handler")
	}
	add := func(id, name, level, parent, office, higher string) {
		g := government{id: id, office: office, leader: id + "-leader", higher: higher}
		chart.Units = append(chart.Units, access.Unit{ID: id, Name: name + "人民政府", Parent: parent, Kind: access.Government, Level: level})
		seat(id, access.SupervisionOffice, g.office)
		seat(id, access.Leader, g.leader)
		bound(id)
		for n := range departments {
			d := fmt.Sprintf("%s-d%d", id, n+1)
			chart.Units = append(chart.Units,
				access.Unit{ID: d, Name: fmt.Sprintf("%s第%d部门", name, n+1), Parent: id, Kind: access.Department},
				access.Unit{ID: section(d), Name: fmt.Sprintf("%s第%d部门综合科", name, n+1), Parent: d, Kind: access.Section})
			bound(d)
			seat(section(d), access.Handler, section(d)+"-clerk")
			g.leads = append(g.leads, d)
		}
		all = append(all, g)
	}
	add("province", "云溪省", "province", "", "office", "province-leader")
	for c := range cities {
		city := fmt.Sprintf("city%d", c+1)
		add(city, fmt.Sprintf("云溪省第%d市", c+1), "city", "province", city+"-office", "office")
		top, at := &all[0], len(all)-1
		top.leads = append(top.leads, city)
		for n := range counties {
			county := fmt.Sprintf("%s-county%d", city, n+1)
			add(county, fmt.Sprintf("第%d市第%d县", c+1, n+1), "county", city, county+"-office", city+"-office")
			all[at].leads = append(all[at].leads, county)
		}
	}
	seat("province", access.SystemAdmin, "admin")
	return all, chart
}

// section is the part of a unit that matters are passed on to: of a government
// its first department, of a department its office.
func section(unit string) string {
	if len(unit) < 3 || unit[len(unit)-3:len(unit)-1] != "-d" {
		return unit + "-d1"
	}
	return unit + "-a"
}
