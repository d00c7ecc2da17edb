package web

import (
	"strconv"
	"strings"
)

// cutKey parts the key of a due into its stage and the period or node.
func cutKey(key string) (stage, part string, found bool) { return strings.Cut(key, "/") }

// inboxLimit is how many notices are shown, gathered.
const inboxLimit = 400

type inboxPage struct {
	Letters []letter
	Unread  int
	All     bool
}

func showInbox(q *Request) (Answer, error) {
	p := inboxPage{All: q.Text("all") != ""}
	list, err := q.Ledger().Notices(q.Context(), q.Person, !p.All, inboxLimit)
	p.Letters = gathered(list)
	for i := range list {
		if list[i].Read.IsZero() {
			p.Unread++
		}
	}
	return Page{Name: "inbox", Title: q.T("inbox.title"), Data: p}, err
}

func markInbox(q *Request) (Answer, error) {
	var ids []int64
	for _, s := range q.Texts("read") {
		if id, err := strconv.ParseInt(s, 10, 64); err == nil {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return See{To: "/inbox"}, nil
	}
	return See{To: "/inbox", Say: "inbox.marked", Args: []any{len(ids)}}, q.Ledger().MarkRead(q.Context(), q.Person, ids)
}
