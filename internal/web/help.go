package web

func helpRoutes() []Route {
	return nil
}
