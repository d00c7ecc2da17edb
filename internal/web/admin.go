package web

func adminRoutes() []Route { return nil }

func adminDesk(q *Request) (Answer, error) {
	return Page{Name: "desk", Title: q.T("rail.desk"), Data: &deskPage{}}, nil
}
