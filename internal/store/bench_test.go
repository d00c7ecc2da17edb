package store

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/luoshi-project/luoshi/internal/deadline"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store/storetest"
)

// The figures are for a million:
//
//	go test ./internal/store -run '^$' -bench . -benchtime 1x -matters 1000000
var (
	matters = flag.Int("matters", 20000, "open matters in the benchmarks of lists")
	keepAt  = flag.String("bench-db", "", "file to keep the ledger of the benchmarks of lists in, and to take it from")
)

// percentile is the p-th percentile of durations.
func percentile(list []time.Duration, p int) time.Duration {
	list = slices.Sorted(slices.Values(list))
	return list[min(len(list)*p/100, len(list)-1)]
}

// BenchmarkCreate creates matters with their events and, in turns and with the
// same care for the disk, inserts bare rows. bare/create is to be at least 0.25.
func BenchmarkCreate(b *testing.B) {
	clock := &storetest.Clock{}
	w := storetest.New(b, func(t testing.TB, c *storetest.Clock) ledger.Store {
		clock = c
		return openStore(t, filepath.Join(t.TempDir(), "ledger.db"), c)
	})
	bare, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+
		"?_txlock=immediate&_pragma=busy_timeout(30000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	bare.SetMaxOpenConns(1)
	if _, err := bare.Exec("CREATE TABLE bare (n INTEGER PRIMARY KEY, title TEXT NOT NULL, at BIGINT NOT NULL)"); err != nil {
		b.Fatal(err)
	}
	insert, err := bare.Prepare("INSERT INTO bare (title, at) VALUES (?1, ?2)")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = insert.Close() }()
	const rounds, each = 20, 50
	var plain, created time.Duration
	var n int
	for b.Loop() {
		for range rounds {
			began := time.Now()
			for range each {
				if _, err := insert.Exec("推进老旧小区改造，新建口袋公园12处", clock.Time.UnixMicro()); err != nil {
					b.Fatal(err)
				}
			}
			plain += time.Since(began)
			began = time.Now()
			for range each {
				err := w.Service.Batch(context.Background(), func(batch *ledger.Batch) error {
					s, err := batch.Docket("office", storetest.Matter("推进老旧小区改造，新建口袋公园12处"), false)
					if err == nil {
						_, err = batch.Do("office", s.ID, ledger.Any, ledger.Assign{Lead: "plan"})
					}
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			created += time.Since(began)
			n += each
		}
	}
	b.ReportMetric(float64(plain.Microseconds())/float64(n), "µs/bare-insert")
	b.ReportMetric(float64(created.Microseconds())/float64(n), "µs/matter")
	b.ReportMetric(float64(plain)/float64(created), "of-bare-rate")
}

// syllables make up the titles of invented matters.
var syllables = strings.Split("新建 改造 推进 完成 培育 引进 治理 修复 提升 扩建 道路 桥梁 公园 学校 医院 企业 园区 水库 河道 农田 村庄 社区 管网 电站 项目 投资 就业 "+
	"养老 托育 生态 能源 交通 物流 文旅 科技 人才 营商 环境 产业 集群 工程 试点 示范 标准 质量 安全 应急 防汛 供水 供热 住房 乡村", " ")

// many is a ledger with -matters open matters over a hundred units. The rows are
// those of states that a few steps led to, written without their events: lists
// read rows alone.
func many(b *testing.B, n int) (*Store, *storetest.Clock) {
	b.Helper()
	name := *keepAt
	if name == "" {
		name = filepath.Join(b.TempDir(), "many.db")
	}
	clock := &storetest.Clock{Time: storetest.At(b, "2026-06-30 10:00")}
	_, missing := os.Stat(name)
	s, err := Open(context.Background(), name, Options{Clock: clock.Now, Careless: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	if missing == nil {
		return s, clock
	}
	random := rand.New(rand.NewPCG(13, 710))
	for done := 0; done < n; {
		err := s.Update(context.Background(), func(tx ledger.Tx) error {
			for range min(20000, n-done) {
				if err := tx.Put([]ledger.Change{{Row: invented(random, done), Text: true, Others: true}}); err != nil {
					return err
				}
				done++
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return s, clock
}

// invented is the row of an invented matter. Three in a hundred speak of the
// digital economy; half of the units are those looked at.
func invented(random *rand.Rand, i int) ledger.Row {
	var title strings.Builder
	for range 8 {
		title.WriteString(syllables[random.IntN(len(syllables))])
	}
	if random.IntN(33) == 0 {
		title.WriteString("数字经济")
	}
	for range 8 {
		title.WriteString(syllables[random.IntN(len(syllables))])
	}
	due := time.Date(2026, 1, 1, 10, 0, 0, 0, time.UTC).AddDate(0, 0, random.IntN(240)).UnixMicro()
	r := ledger.Row{
		ID: fmt.Sprintf("%08x-0000-7000-8000-%012x", i, i), Number: fmt.Sprintf("2026-%07d", i), Title: title.String(), Regime: "13710@1",
		Source: ledger.FromDocument, List: "key_tasks", Status: ledger.Handling, Assigning: "city", Lead: fmt.Sprintf("unit-%02d", random.IntN(100)),
		Last: time.UnixMicro(due).AddDate(0, 0, -10), Version: 4, SilentColour: deadline.Red, StillColour: deadline.Yellow,
		Clock: deadline.Clock{Base: deadline.Normal, SoonFrom: due - 2*86400e6, SilentAfter: deadline.Never, OverdueAfter: due},
		Due:   due, DueKey: "7", Wake: due - 2*86400e6,
	}
	return r
}

// BenchmarkLists measures what a page asks for: unit, light and a text of four
// characters together, sorted by due, the first page and the last of ten thousand
// matches, and the total.
func BenchmarkLists(b *testing.B) {
	s, _ := many(b, *matters)
	q := ledger.Query{Text: "数字经济", Colours: []deadline.Colour{deadline.Red}, NoTotal: true}
	for i := range 50 {
		q.Units = append(q.Units, fmt.Sprintf("unit-%02d", i))
	}
	counting := q
	counting.NoTotal, counting.Limit, counting.Page = false, 1, 1<<30
	list := func(b *testing.B, q ledger.Query) (page ledger.Page) {
		b.Helper()
		err := s.View(context.Background(), func(tx ledger.Reader) (err error) {
			page, err = tx.List(q)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		return page
	}
	total := list(b, counting).Total
	last := q
	last.Page = min(500, (total+19)/20)
	first := q
	first.Page = 1
	for name, q := range map[string]ledger.Query{"page-1": first, fmt.Sprintf("page-%d", last.Page): last, "total": counting} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				for range 40 {
					began := time.Now()
					page := list(b, q)
					took = append(took, time.Since(began))
					if q.NoTotal && total > 0 && len(page.Rows) == 0 {
						b.Fatal("an empty page")
					}
				}
			}
			b.ReportMetric(float64(percentile(took, 50).Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(percentile(took, 95).Microseconds())/1000, "p95-ms")
			b.ReportMetric(float64(total), "matches")
		})
	}
	b.Run("lights", func(b *testing.B) {
		for b.Loop() {
			var counts []ledger.LightCount
			err := s.View(context.Background(), func(tx ledger.Reader) (err error) {
				counts, err = tx.Lights(ledger.Query{})
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
			sum := 0
			for _, c := range counts {
				sum += c.Count
			}
			b.ReportMetric(float64(sum), "matters")
		}
	})
	b.Run("memory", func(b *testing.B) {
		for b.Loop() {
			for range 3 {
				list(b, first)
				list(b, counting)
			}
		}
		b.ReportMetric(float64(resident())/(1<<20), "MiB-at-most")
	})
}

// resident is the most memory this process has used, in bytes; 0 where the
// system does not tell.
func resident() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	var kib int64
	_, _ = fmt.Sscan(after, &kib)
	return kib << 10
}
