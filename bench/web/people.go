package main

import (
	"fmt"

	"github.com/luoshi-project/luoshi/internal/access"
)

// A reader is somebody who opens pages.
type reader struct {
	person string
	role   access.Role
	unit   string // of the seat
}

// The simulated province has so many cities, with so many counties each.
const (
	cities   = 3
	counties = 4
)

// governments lists the units with a supervision office, the highest first.
func governments() []string {
	list := []string{"province"}
	for c := range cities {
		list = append(list, fmt.Sprintf("city%d", c+1))
	}
	for c := range cities {
		for n := range counties {
			list = append(list, fmt.Sprintf("city%d-county%d", c+1, n+1))
		}
	}
	return list
}

// readers are fifty people of all roles in units of all levels.
func readers() []reader {
	var list []reader
	all := governments()
	office := func(unit string) string {
		if unit == "province" {
			return "office"
		}
		return unit + "-office"
	}
	for _, unit := range all[:6] {
		list = append(list, reader{office(unit), access.SupervisionOffice, unit}, reader{unit + "-leader", access.Leader, unit})
	}
	for i := range 12 { // of governments and of departments
		unit := all[i]
		if i >= 4 {
			unit = department(all[i-4], i)
		}
		role, person := access.FirstResponsible, unit+"-head"
		if i%2 == 1 {
			role, person = access.Manager, unit+"-manager"
		}
		list = append(list, reader{person, role, unit})
	}
	for i := range 14 {
		unit := department(all[i], i+3)
		list = append(list, reader{unit + "-handler", access.Handler, unit})
	}
	for i := range 2 {
		unit := department(all[i], i) + "-a"
		list = append(list, reader{unit + "-clerk", access.Handler, unit})
	}
	for range 2 {
		list = append(list, reader{"viewer", access.Viewer, "province"}, reader{"city1-viewer", access.Viewer, "city1"},
			reader{"admin", access.SystemAdmin, "province"}, reader{"security", access.SecurityAdmin, "province"}, reader{"audit", access.AuditAdmin, "province"})
	}
	return list
}

// clerks are those who report.
func clerks() []string {
	var list []string
	for i, unit := range governments() {
		list = append(list, department(unit, i)+"-handler", department(unit, i+1)+"-handler")
	}
	return list
}
