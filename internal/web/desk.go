package web

func deskRoutes() []Route {
	return []Route{{At: "GET /", Rule: Rule{Roles: everybody, Scope: Own}, Do: showDesk}}
}

func showDesk(q *Request) (Answer, error) {
	return Page{Name: "desk", Title: q.T("rail.desk")}, nil
}
