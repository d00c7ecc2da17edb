package web

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/luoshi-project/luoshi/internal/auth"
)

// BackFromProvider is where an identity provider sends browsers back to.
const BackFromProvider = "/sign-in/provider/back"

// A wayBack is what the browser keeps while it is at the provider.
type wayBack struct {
	Way  auth.Way `json:"w"`
	Back string   `json:"b"`
}

func askProvider(q *Request) (Answer, error) {
	if q.Site.opt.OIDC == nil {
		return nil, problem(http.StatusNotFound, "")
	}
	way, address, err := q.Site.opt.OIDC.Ask()
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(wayBack{way, backTo(q)})
	if err != nil {
		return nil, err
	}
	q.Site.setCookie(q, "way", base64.RawURLEncoding.EncodeToString(data), 600)
	return See{To: address}, nil
}

func backFromProvider(q *Request) (Answer, error) {
	if q.Site.opt.OIDC == nil {
		return nil, problem(http.StatusNotFound, "")
	}
	var kept wayBack
	if c, err := q.Cookie("way"); err == nil {
		data, err := base64.RawURLEncoding.DecodeString(c.Value)
		if err != nil || json.Unmarshal(data, &kept) != nil {
			kept = wayBack{}
		}
	}
	q.Site.setCookie(q, "way", "", -1)
	wrong := signPage{Back: "/", Error: q.T("sign.provider_wrong")}
	account, err := q.Site.opt.OIDC.Answer(q.Context(), kept.Way, q.Text("state"), q.Text("code"))
	if errors.Is(err, auth.ErrWrong) {
		q.Site.opt.Log.Warn("the identity provider's answer was refused", "id", q.ID, "from", q.origin().Address, "error", err)
		return wrong.page(q, http.StatusUnauthorized), nil
	}
	if err != nil {
		return nil, err
	}
	person := personOf(q, account)
	if p := q.Rules.Org.Person(person); p == nil || p.Left {
		wrong.Error = q.T("sign.provider_unknown", account)
		return wrong.page(q, http.StatusForbidden), nil
	}
	token, err := q.Auth().SignInAs(q.Context(), person, q.origin())
	if errors.Is(err, auth.ErrWrong) {
		return wrong.page(q, http.StatusUnauthorized), nil
	}
	if err != nil {
		return nil, err
	}
	back := kept.Back
	if !local(back) {
		back = "/"
	}
	return enter(q, token, person, signPage{Back: back})
}
