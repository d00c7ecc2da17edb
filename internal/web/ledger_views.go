package web

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// A savedView is a tab above the table: a query with a name.
type savedView struct {
	Name  string
	To    string
	Here  bool
	Own   bool // kept by the person, who may remove it
	Query string
}

// standing are the views that everybody has.
var standing = []struct{ key, query string }{
	{"open", "open=1"},
	{"red", "light=red&open=1"},
	{"soon", "light=due_soon"},
	{"to_assign", "status=draft&status=docketed&status=returned"},
	{"to_sign", "status=assigned"},
	{"to_review", "waits=review&waits=extension&waits=closing"},
	{"to_clear", "status=accepted"},
	{"cleared", "status=cleared"},
	{"all", ""},
}

// viewName is the name that a person's views are kept under.
const viewName = "view:"

func views(q *Request) ([]savedView, error) {
	here := q.URL.Query()
	here.Del("page")
	here.Del("peek")
	at := here.Encode()
	var list []savedView
	add := func(name, query string, own bool) {
		v, err := url.ParseQuery(query)
		if err != nil {
			return // it was kept by an earlier version of the program
		}
		to := "/ledger"
		if query != "" {
			to += "?" + query
		}
		list = append(list, savedView{name, to, v.Encode() == at, own, query})
	}
	for _, v := range standing {
		add(q.T("view."+v.key), v.query, false)
	}
	names, err := q.Auth().KeptNames(q.Context(), q.Person, viewName)
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	for _, name := range names {
		var query string
		if _, err := q.Auth().Kept(q.Context(), q.Person, name, &query); err != nil {
			return nil, err
		}
		add(strings.TrimPrefix(name, viewName), query, true)
	}
	return list, nil
}

// keepView keeps what the table shows under a name.
func keepView(q *Request) (Answer, error) {
	name, query := q.Text("name"), strings.TrimPrefix(q.Text("query"), "?")
	asked, err := url.ParseQuery(query)
	if err != nil || utf8.RuneCountInString(name) > 40 {
		return nil, problem(422, "view_name")
	}
	asked.Del("page")
	asked.Del("peek")
	query = asked.Encode()
	if name == "" {
		return See{To: "/ledger?" + query, Say: "ledger.view_needs_name"}, nil
	}
	return See{To: "/ledger?" + query, Say: "ledger.view_kept", Args: []any{name}}, q.Auth().Keep(q.Context(), q.Person, viewName+name, query)
}

func removeView(q *Request) (Answer, error) {
	name := q.Text("name")
	var query string
	if _, err := q.Auth().Kept(q.Context(), q.Person, viewName+name, &query); err != nil {
		return nil, err
	}
	undo := "/ledger/views?" + url.Values{"name": {name}, "query": {query}}.Encode()
	return See{To: "/ledger?open=1", Say: "ledger.view_removed", Args: []any{name}, Undo: undo}, q.Auth().Forget(q.Context(), q.Person, viewName+name)
}

// A column of the table. The light and the title are always there.
type column struct {
	Name  string
	Shown bool
}

var columnNames = []string{"lead", "status", "due", "list", "regime", "leader", "source", "changed"}

// usualColumns are those shown to who chose none.
var usualColumns = []string{"lead", "status", "due", "list"}

func columns(q *Request) ([]column, error) {
	chosen := usualColumns
	if _, err := q.Auth().Kept(q.Context(), q.Person, "columns", &chosen); err != nil {
		return nil, err
	}
	list := make([]column, len(columnNames))
	for i, name := range columnNames {
		list[i] = column{name, slices.Contains(chosen, name)}
	}
	return list, nil
}

func keepColumns(q *Request) (Answer, error) {
	back := q.Text("back")
	if !local(back) {
		back = "/ledger"
	}
	chosen := slices.DeleteFunc(q.Texts("column"), func(c string) bool { return !slices.Contains(columnNames, c) })
	return See{To: back}, q.Auth().Keep(q.Context(), q.Person, "columns", chosen)
}
