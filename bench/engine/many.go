package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store"
)

// departments is how many each of the two districts has.
const departments = 50

// chart is a city of two districts.
func chart() access.Chart {
	c := access.Chart{Units: []access.Unit{{ID: "city", Name: "云溪市人民政府", Kind: access.Government, Level: "city"}}}
	seat := func(unit string, role access.Role, person string) {
		c.People = append(c.People, access.Person{ID: person, Name: person})
		c.Seats = append(c.Seats, access.Seat{ID: unit + "/" + string(role), Unit: unit, Role: role, Holder: person})
	}
	seat("city", access.SystemAdmin, "admin")
	seat("city", access.SupervisionOffice, "office")
	for _, district := range []string{"east", "west"} {
		c.Units = append(c.Units, access.Unit{ID: district, Name: district, Parent: "city", Kind: access.Government, Level: "county"})
		for i := range departments {
			id := department(district, i)
			c.Units = append(c.Units, access.Unit{ID: id, Name: id, Parent: district, Kind: access.Department})
			for _, role := range []access.Role{access.FirstResponsible, access.Manager, access.Handler} {
				seat(id, role, id+"-"+string(role))
			}
		}
	}
	return c
}

func department(district string, i int) string { return fmt.Sprintf("%s-%02d", district, i) }

// now is the time at which lists are looked at.
var now = time.Date(2026, 6, 30, 2, 0, 0, 0, time.UTC)

// edition changes when the ledger of many matters is to be made anew.
const edition = 4

func (o options) file() string {
	return filepath.Join(o.cache, fmt.Sprintf("matters-%d-%d.db", o.matters, edition))
}

// build makes the ledger of many matters, unless it is there. Rows are those that
// a few steps lead to, written without these: lists read rows alone.
func build(ctx context.Context, o options) error {
	if _, err := os.Stat(o.file()); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	began := time.Now()
	making := o.file() + ".part"
	if err := os.Remove(making); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	s, err := store.Open(ctx, making, store.Options{Clock: func() time.Time { return now }, Careless: true})
	if err != nil {
		return err
	}
	err = ledger.New(s, ledger.Options{}).Init(ctx, chart())
	random := rand.New(rand.NewPCG(13, 710)) //nolint:gosec // the same each time
	for done := 0; done < o.matters && err == nil; {
		err = s.Update(ctx, func(tx ledger.Tx) error {
			some := make([]ledger.Change, min(20000, o.matters-done))
			for i := range some {
				some[i] = ledger.Change{Row: invented(random, done), Text: true, Others: true}
				done++
			}
			return tx.Put(some)
		})
	}
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	if err := os.Rename(making, o.file()); err != nil {
		return err
	}
	report(fmt.Sprintf("a ledger of %d matters made in", o.matters), time.Since(began).Seconds(), "s", "kept in "+o.cache)
	return nil
}

// words make up the titles and texts of invented matters.
var words = strings.Split("新建 改造 推进 完成 培育 引进 治理 修复 提升 扩建 道路 桥梁 公园 学校 医院 企业 园区 水库 河道 农田 村庄 社区 管网 电站 项目 投资 就业 "+
	"养老 托育 生态 能源 交通 物流 文旅 科技 人才 营商 环境 产业 集群 工程 试点 示范 标准 质量 安全 应急 防汛 供水 供热 住房 乡村", " ")

// sought is the text that is looked for. One matter in 33 speaks of it; each of
// its two words stands in one in 20 besides.
const sought = "数字经济"

func say(b *strings.Builder, random *rand.Rand, n int) {
	for range n {
		word := words[random.IntN(len(words))]
		switch random.IntN(600) {
		case 0:
			word = "数字"
		case 1:
			word = "经济"
		}
		b.WriteString(word)
	}
}

// invented is the row of an invented matter.
func invented(random *rand.Rand, i int) ledger.Row {
	var title, text strings.Builder
	say(&title, random, 6)
	if random.IntN(33) == 0 {
		title.WriteString(sought)
	}
	say(&title, random, 4)
	say(&text, random, 20)
	due := time.Date(2026, 1, 1, 10, 0, 0, 0, time.UTC).AddDate(0, 0, random.IntN(240)).UnixMicro()
	district := [2]string{"east", "west"}[random.IntN(2)]
	return ledger.Row{
		ID: fmt.Sprintf("%08x-0000-7000-8000-%012x", i, i), Number: fmt.Sprintf("2026-%07d", i), Title: title.String(), Text: text.String(),
		Regime: "13710@1", Source: ledger.FromDocument, List: "key_tasks", Status: ledger.Handling, Assigning: "city",
		Lead: department(district, random.IntN(departments)), Last: time.UnixMicro(due).AddDate(0, 0, -10), Version: 4,
		SilentColour: deadline.Red, StillColour: deadline.Yellow,
		Clock: deadline.Clock{Base: deadline.Normal, SoonFrom: due - 2*86400e6, SilentAfter: deadline.Never, OverdueAfter: due},
		Due:   due, DueKey: "7", Wake: due - 2*86400e6,
	}
}
