// Package demo lives the sample year: the invented province dockets what its
// report promises and handles it from February to June, so that every page has
// something to show. The same program gives the same history.
package demo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/intake"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/orgfile"
	"github.com/luoshi-project/luoshi/internal/placemap"
	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/sample"
	"github.com/luoshi-project/luoshi/workday"
)

// Words is a text in both languages.
type Words = ledger.Words

// A User is somebody of the demonstration.
type User struct {
	Person string
	Title  Words
}

// Password is that of all of them.
const Password = "luoshi demo 2025"

// Users lists who can sign in.
func Users() []User {
	return []User{
		{"ducha", Words{ZH: "督查专员", EN: "supervision officer"}},
		{"nyj", Words{ZH: "省能源局承办人", EN: "handler, energy bureau"}},
		{"nyj-head", Words{ZH: "省能源局负责人", EN: "head of the energy bureau"}},
		{"nyj-office", Words{ZH: "省能源局管理负责人", EN: "office manager, energy bureau"}},
		{"fengguan", Words{ZH: "分管领导", EN: "leader in charge"}},
		{"canmou", Words{ZH: "查看人员", EN: "viewer"}},
		{"shenji", Words{ZH: "审计管理员", EN: "audit administrator"}},
		{"anquan", Words{ZH: "安全管理员", EN: "security administrator"}},
		{"xitong", Words{ZH: "系统管理员", EN: "system administrator"}},
	}
}

// Begins and Ends bound the history that is lived; the demonstration goes on
// from its end.
var (
	Begins = at(2, 6, 9, 0)
	Ends   = at(6, 25, 9, 20)
)

func at(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2025, month, day, hour, minute, 0, 0, workday.Zone())
}

// People begins the ledger with the sample's units and people and gives its
// users their password.
func People(ctx context.Context, l *ledger.Service, a *auth.Service) error {
	data, err := sample.Files.ReadFile("org.yaml")
	if err != nil {
		return err
	}
	chart, err := orgfile.Read("org.yaml", data, access.Chart{})
	if err != nil {
		return err
	}
	if err := l.Init(ctx, chart); err != nil {
		return err
	}
	for _, u := range Users() {
		token, _, err := a.Invite(ctx, "", u.Person)
		if err != nil {
			return err
		}
		if _, err := a.Accept(ctx, token, Password, auth.Origin{}); err != nil {
			return err
		}
	}
	return nil
}

// Map is the map of the invented province.
func Map() (*placemap.Map, error) {
	data, err := sample.Files.ReadFile("map.svg")
	if err != nil {
		return nil, err
	}
	return placemap.Read(data)
}

// Report is the report that is docketed, with the hash of its text.
func Report() (rep *reader.Report, text, hash string, err error) {
	data, err := sample.Files.ReadFile("2025.txt")
	if err != nil {
		return nil, "", "", err
	}
	text = string(data)
	sum := sha256.Sum256(data)
	return reader.Read(text, reader.Options{}), text, hex.EncodeToString(sum[:]), nil
}

// Year lives the sample year.
func Year(ctx context.Context, l *ledger.Service) error {
	rep, _, hash, err := Report()
	if err != nil {
		return err
	}
	return l.Batch(ctx, func(b *ledger.Batch) error {
		y := &year{Batch: b}
		base := ledger.Matter{Assigning: "province", InCharge: "province/leader"}
		for _, m := range intake.FromReport(rep, hash, b.Rules().Org, base) {
			if m.Suggested == "" {
				m.Suggested = "fgw"
			}
			y.matters = append(y.matters, &life{matter: m, n: len(y.matters)})
		}
		for _, m := range others() {
			y.matters = append(y.matters, &life{matter: m, n: len(y.matters)})
		}
		return y.live()
	})
}

// others are matters that come from elsewhere than the report.
func others() []ledger.Matter {
	matter := func(kind ledger.SourceKind, name, title, lead, regime string) ledger.Matter {
		return ledger.Matter{
			Title: title, Text: title, Source: ledger.Source{Kind: kind, Name: name}, List: "日常督办", Regime: regime,
			Assigning: "province", InCharge: "province/leader", Suggested: lead,
		}
	}
	return []ledger.Matter{
		matter(ledger.FromMeeting, "省政府常务会议", "研究提出防汛物资前置方案", "yjt", "13710"),
		matter(ledger.FromInstruction, "副省长批示", "核查高速服务区充电桩故障", "jtt", "13710"),
		matter(ledger.FromHotline, "12345热线", "答复老旧小区加装电梯补贴咨询", "zjt", "hotline"),
		matter(ledger.FromMeeting, "省长办公会议", "协调青禾市热源厂用煤保供", "nyj", "13710"),
		matter(ledger.FromInspection, "大督查反馈", "整改农村饮水水质监测缺项", "slt", "13710"),
		matter(ledger.FromMeeting, "省政府专题会议", "推进青禾市热源厂搬迁前期工作", "qinghe", "13710"),
		matter(ledger.FromInspection, "大督查反馈", "整改青禾市污水直排口3处", "qinghe", "13710"),
		matter(ledger.FromMeeting, "省政府专题会议", "澜都市轨道交通二期沿线征收", "landu", "work-report"),
		matter(ledger.FromInstruction, "省长批示", "澜都市老旧电梯隐患排查", "landu", "13710"),
		matter(ledger.FromMeeting, "省政府专题会议", "砧城市尾矿库闭库治理", "zhencheng", "13710"),
		matter(ledger.FromInspection, "大督查反馈", "砧城市高标准农田管护整改", "zhencheng", "work-report"),
		matter(ledger.FromMeeting, "省政府专题会议", "霁州市古城保护规划报批", "jizhou", "work-report"),
	}
}
