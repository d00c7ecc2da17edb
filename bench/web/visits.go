package main

import (
	"strings"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// visited says how each route is opened; nil leaves one out.
var visited = map[string]func(*finder) ([]kind, error){
	"/":                                pages("/"),
	"/inbox":                           pages("/inbox", "/inbox?all=1"),
	"/search":                          pages(append(texts("/search", "q"), "/search"+query("q", "第3部门"))...),
	"/help":                            pages("/help"),
	"/me":                              pages("/me"),
	"/board":                           pages("/board"),
	"/board/wall":                      pages("/board/wall", "/board/wall?by=units", "/board/wall?by=leaders"),
	"/indicators":                      openIndicators,
	"/indicators/{matter}/{indicator}": openGoals,
	"/ledger":                          openLedger,
	"/matters":                         pages("/matters"),
	"/matters/{matter}":                openMatters,
	"/reckon":                          pages("/reckon"),
	"/reckon/scorecard":                openPairs("plan", "result"),
	"/reckon/cascade":                  openPairs("upper", "lower"),
	"/reckon/series":                   openPairs("paper", "paper"),
	"/reckon/proofread":                openPairs("a", "b"),
	"/reports":                         pages("/reports"),
	"/reports/{paper}":                 openReports,
	"/reports/{paper}/entry/{item}":    openEntries,
	"/reports/{paper}/docket":          openDocketing,
	"/admin":                           pages("/admin"),
	"/admin/org":                       pages("/admin/org", "/admin/org"+query("find", "第3部门")),
	"/admin/regimes":                   pages("/admin/regimes"),
	"/admin/calendar":                  pages("/admin/calendar"),
	"/admin/accounts":                  pages("/admin/accounts", "/admin/accounts"+query("find", "city1")),
	"/admin/log":                       pages("/admin/log", "/admin/log?failed=1"),
	"/admin/trail":                     openTrail,
	"/sign-in":                         pages("/sign-in"),
	"/begin/{token}":                   func(f *finder) ([]kind, error) { return pages("/begin/" + f.invitation)(f) },

	// Documents made of very many matters; measured alone after the load.
	"/board/circular": nil,
	"/ledger/print":   nil,
	// Files, not pages.
	"/ledger/export":                 nil,
	"/indicators/export":             nil,
	"/admin/org/export":              nil,
	"/reckon/export":                 nil,
	"/matters/{matter}/files/{hash}": nil,
	// There is no identity provider.
	"/sign-in/provider":      nil,
	"/sign-in/provider/back": nil,
}

// pages opens the same addresses for everybody.
func pages(addresses ...string) func(*finder) ([]kind, error) {
	return func(*finder) ([]kind, error) { return []kind{{addresses: addresses}}, nil }
}

// openLedger asks the list in the ways that people do.
func openLedger(f *finder) ([]kind, error) {
	own, unit := f.reader.unit, "unit"
	kinds := []kind{
		{name: "", addresses: []string{"/ledger", "/ledger?open=1", "/ledger?page=2"}},
		{name: " light", addresses: []string{"/ledger?light=red", "/ledger?light=yellow&open=1", "/ledger?light=normal&light=due_soon"}},
		{name: " unit", addresses: []string{"/ledger" + query(unit, own), "/ledger" + query(unit, own, "light", "red")}},
		{name: " text", addresses: texts("/ledger", "text")},
		{name: " status", addresses: []string{"/ledger?status=handling&status=closing", "/ledger?status=assigned", "/ledger?waits=review"}},
		{name: " list, source", addresses: []string{"/ledger" + query("list", "重点工作任务", "source", "meeting"), "/ledger" + query("list", "热线工单")}},
		{name: " due", addresses: []string{"/ledger?from=2026-01-01&to=2026-12-31", "/ledger?to=2026-06-30&open=1"}},
		{name: " sorted", addresses: []string{"/ledger?sort=-changed", "/ledger?sort=number", "/ledger?sort=-due"}},
		{name: " far", addresses: []string{"/ledger?page=200", "/ledger?open=1&page=40"}},
		{name: " group", addresses: []string{"/ledger?group=lead", "/ledger?group=list&open=1", "/ledger?group=in_charge"}},
	}
	return kinds, nil
}

// texts asks for words of two characters and more, rare and common ones, and
// numbers.
func texts(path, name string) []string {
	var list []string
	for _, text := range strings.Fields("公园 公路 小区 改造 管网 步道 社区 食堂 水渠 公交 站亭 欠薪 民生 企业 报告 " +
		"口袋公园 农村公路 老旧小区改造 排水管网 健身步道 社区食堂 灌溉水渠 公交站亭 解决欠薪 办好民生实事 答复群众 12处 7处 2026 人工智能 就业 粮食产量") {
		list = append(list, path+query(name, text))
	}
	return list
}

// openMatters opens matters that the reader may see: those that wait, those that
// changed last, and any.
func openMatters(f *finder) ([]kind, error) {
	k := kind{}
	for _, q := range []ledger.Query{{Open: true}, {Order: ledger.ChangedLast}, {Page: 2}} {
		q.Limit, q.NoTotal = 40, true
		rows, err := f.rows(q)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			k.addresses = append(k.addresses, "/matters/"+rows[i].ID, "/matters/"+rows[i].Number)
		}
	}
	return []kind{k}, nil
}

func openIndicators(f *finder) ([]kind, error) {
	k := kind{addresses: []string{"/indicators"}}
	papers, err := f.papers()
	for i := range papers {
		if papers[i].Docketed > 0 {
			k.addresses = append(k.addresses, "/indicators"+query("paper", papers[i].ID, "path", "quarter"))
		}
	}
	return []kind{k}, err
}

// openGoals opens indicators of matters that came from reports.
func openGoals(f *finder) ([]kind, error) {
	k := kind{}
	rows, err := f.rows(ledger.Query{Source: ledger.FromDocument, Order: ledger.NumberLast, Limit: 100, NoTotal: true})
	if err != nil {
		return nil, err
	}
	for i := range rows {
		v, err := f.ledger.Matter(f.ctx, f.reader.person, rows[i].ID)
		if err != nil {
			return nil, err
		}
		for _, in := range v.State.Matter.Indicators {
			if in.Target != "" {
				k.addresses = append(k.addresses, "/indicators/"+rows[i].ID+"/"+in.ID)
			}
		}
	}
	return []kind{k}, nil
}

func openReports(f *finder) ([]kind, error) {
	papers, err := f.papers()
	k := kind{}
	for i := range papers {
		k.addresses = append(k.addresses, "/reports/"+papers[i].ID, "/reports/"+papers[i].ID+"?show=open")
	}
	return []kind{k}, err
}

func openEntries(f *finder) ([]kind, error) {
	papers, err := f.papers()
	if err != nil {
		return nil, err
	}
	k := kind{}
	for i := range papers {
		v, err := f.review.Paper(f.ctx, f.reader.person, papers[i].ID)
		if err != nil {
			return nil, err
		}
		for j := 0; j < len(v.Items); j += 50 {
			k.addresses = append(k.addresses, "/reports/"+papers[i].ID+"/entry/"+v.Items[j].ID)
		}
	}
	return []kind{k}, nil
}

func openDocketing(f *finder) ([]kind, error) {
	papers, err := f.papers()
	k := kind{}
	for i := range papers {
		if f.office() {
			k.addresses = append(k.addresses, "/reports/"+papers[i].ID+"/docket")
		}
	}
	return []kind{k}, err
}

// openPairs opens a page that lays two reports side by side, and the one on which
// they are chosen.
func openPairs(one, other string) func(*finder) ([]kind, error) {
	return func(f *finder) ([]kind, error) {
		papers, err := f.papers()
		path := map[string]string{"plan": "/reckon/scorecard", "upper": "/reckon/cascade", "paper": "/reckon/series", "a": "/reckon/proofread"}[one]
		k := kind{}
		for i := range min(3, len(papers)-1) {
			k.addresses = append(k.addresses, path+query(one, papers[i].ID, other, papers[i+1].ID))
		}
		return []kind{k}, err
	}
}

// openTrail looks through all events, those of one matter, of one person and of
// one kind.
func openTrail(*finder) ([]kind, error) {
	return []kind{
		{addresses: []string{"/admin/trail", "/admin/trail?before=500000"}},
		{name: " filtered", addresses: []string{
			"/admin/trail" + query("matter", "m00000042"), "/admin/trail" + query("person", "city1-office"), "/admin/trail" + query("kind", "reopened"),
		}},
	}, nil
}
