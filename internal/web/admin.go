package web

func adminRoutes() []Route {
	return nil
}
