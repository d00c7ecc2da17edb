package web

// An area is a part of the site with its pages. With a home it has an entry in
// the rail, for those who may open that.
type area struct {
	name   string // of its texts: "rail." and the name; and of its icon
	home   string // address
	routes func() []Route
}

// areas lists the parts of the site in the order of the rail. Each stands in a
// file of its own, desk.go, admin.go …, beside its pages.
func areas() []area {
	return []area{
		{"desk", "/", deskRoutes},
		{"report", "/reports", reportRoutes},
		{"ledger", "/ledger", ledgerRoutes},
		{"indicator", "/indicators", indicatorRoutes},
		{"reckon", "/reckon", reckonRoutes},
		{"board", "/board", boardRoutes},
		{"admin", "/admin", adminRoutes},
		{"sign", "", signRoutes},
		{"me", "", meRoutes},
		{"help", "", helpRoutes},
	}
}
