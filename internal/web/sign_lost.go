package web

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// keptLimit is how much of a lost form is carried along.
const keptLimit = 64 << 10

// askToSignIn answers who has not signed in, or no longer is.
func (s *Site) askToSignIn(q *Request) (Answer, error) {
	if _, partial := q.Partial(); partial {
		return nil, problem(http.StatusUnauthorized, "")
	}
	if q.Method == http.MethodGet {
		return See{To: "/sign-in?back=" + url.QueryEscape(q.URL.RequestURI())}, nil
	}
	p := signPage{Back: "/", Error: q.T("sign.lost")}
	if fields, files, err := lostForm(q); err == nil {
		p.Kept, p.Lost, p.Back, p.Error = fields, true, q.URL.Path, q.T("sign.lost_kept")
		if files {
			p.Error = q.T("sign.lost_kept_files")
		}
	}
	return p.page(q, http.StatusUnauthorized), nil
}

// lostForm reads the words of a form that came without a session. Files are not
// kept for somebody unknown: they are to be chosen again.
func lostForm(q *Request) (fields url.Values, files bool, err error) {
	limit := q.route.Limit
	if limit == 0 {
		limit = formLimit
	}
	body := http.MaxBytesReader(q.w, q.Body, limit)
	q.Body = body
	parts, err := q.MultipartReader()
	if errors.Is(err, http.ErrNotMultipart) {
		q.Body = http.MaxBytesReader(q.w, body, keptLimit)
		err = q.ParseForm()
		return q.PostForm, false, err
	}
	fields = url.Values{}
	left := int64(keptLimit)
	for err == nil {
		part, next := parts.NextPart()
		if errors.Is(next, io.EOF) {
			return fields, files, nil
		}
		if next != nil {
			return nil, false, next
		}
		if part.FileName() != "" {
			files = true
			continue // read over, so that the browser waits for the answer
		}
		data, readErr := io.ReadAll(io.LimitReader(part, left+1))
		if left -= int64(len(data)); left < 0 {
			return nil, false, problem(http.StatusRequestEntityTooLarge, "", limit>>20)
		}
		err = readErr
		fields.Add(part.FormName(), string(data))
	}
	return nil, false, err
}

const keptPrefix = "kept."

// kept is what a lost form held, as the sign-in form carried it along.
func kept(q *Request) url.Values {
	held := url.Values{}
	for name, values := range q.PostForm {
		if field, ok := strings.CutPrefix(name, keptPrefix); ok && field != "csrf" && field != "once" {
			held[field] = values
		}
	}
	return held
}

// A lostField is a field of a lost form; without a label it is not shown.
type lostField struct{ Name, Label, Value string }

// again brings back a form that was lost with its session: as the form of a
// matter, where it was one, else as a page that sends it once more.
func again(q *Request, person string, p signPage) (Answer, error) {
	if to, name := stepAt(p.Back, p.Kept.Get("key")); name != "" {
		for _, field := range []string{"seen", "key", "back"} {
			p.Kept.Del(field)
		}
		if err := q.Auth().Keep(q.Context(), person, name, p.Kept); err != nil {
			return nil, err
		}
		return See{To: to, Say: "sign.restored"}, nil
	}
	var fields []lostField
	for _, name := range slices.Sorted(maps.Keys(p.Kept)) {
		label := ""
		if _, known := q.Site.words.Find("field." + name); known {
			label = q.T("field." + name)
		}
		for _, v := range p.Kept[name] {
			fields = append(fields, lostField{name, label, v})
		}
	}
	return Page{Name: "send_again", Title: q.T("sign.again"), Bare: true, Data: struct {
		To     string
		Fields []lostField
	}{p.Back, fields}}, nil
}

// stepAt finds the form of a step by the address it is sent to: where the form
// stands, and the name of its draft, "" if there is no such form.
func stepAt(address, key string) (to, draft string) {
	rest, ok := strings.CutPrefix(address, "/matters/")
	matter, step, _ := strings.Cut(rest, "/")
	f := formAt(step)
	if !ok || f == nil {
		return "", ""
	}
	to = "/matters/" + matter + "?do=" + step
	if key != "" {
		to += "&key=" + url.QueryEscape(key)
	}
	return to, "draft:" + matter + ":" + step
}
