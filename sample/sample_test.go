package sample

import (
	"bufio"
	"bytes"
	"io/fs"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/luoshi-project/luoshi/reader/lexicon"
)

// text returns a file of this folder.
func text(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// rows returns the rows of a table, each by the names in its head.
func rows(t *testing.T, name string) []map[string]string {
	t.Helper()
	var head []string
	var out []map[string]string
	for sc := bufio.NewScanner(strings.NewReader(text(t, name))); sc.Scan(); {
		cells := strings.Split(sc.Text(), "\t")
		if head == nil {
			head = cells
			continue
		}
		if len(cells) != len(head) {
			t.Fatalf("%s: %d cells instead of %d: %s", name, len(cells), len(head), sc.Text())
		}
		row := map[string]string{}
		for i, cell := range cells {
			row[head[i]] = cell
		}
		out = append(out, row)
	}
	return out
}

// halves returns the review part and the plan part of a report.
func halves(t *testing.T, name, heading string) (review, plan string) {
	t.Helper()
	review, plan, found := strings.Cut(text(t, name), heading)
	if !found {
		t.Fatalf("%s has no heading %s", name, heading)
	}
	return review, plan
}

func TestPromisesQuoteTheReportsExactly(t *testing.T) {
	_, plan := halves(t, "2024.txt", "二、2024年工作安排")
	review, _ := halves(t, "2025.txt", "二、2025年工作安排")
	verdicts := map[string]int{"exceeded": 0, "met": 0, "missed": 0, "partial": 0, "unreported": 0, "not_comparable": 0}
	bases := []string{"number", "statement", "umbrella", "derived", "none"}
	promises := rows(t, "promises.tsv")
	for _, p := range promises {
		if n := strings.Count(text(t, "2024.txt"), p["plan"]); n != 1 || !strings.Contains(plan, p["plan"]) {
			t.Errorf("%s: %s occurs %d times in 2024.txt, or not in its plan", p["id"], p["plan"], n)
		}
		if p["result"] != "" {
			if n := strings.Count(text(t, "2025.txt"), p["result"]); n != 1 || !strings.Contains(review, p["result"]) {
				t.Errorf("%s: %s occurs %d times in 2025.txt, or not in its review", p["id"], p["result"], n)
			}
		}
		if _, known := verdicts[p["verdict"]]; !known || !slices.Contains(bases, p["basis"]) {
			t.Errorf("%s: unknown verdict %q or basis %q", p["id"], p["verdict"], p["basis"])
		}
		if (p["verdict"] == "unreported") != (p["result"] == "") || (p["basis"] == "none") != (p["result"] == "") {
			t.Errorf("%s: %s on basis %s with result %q", p["id"], p["verdict"], p["basis"], p["result"])
		}
		if p["reason"] == "" {
			t.Errorf("%s gives no reason", p["id"])
		}
		verdicts[p["verdict"]]++
	}
	if len(promises) < 45 {
		t.Errorf("%d promises, want 45 or more", len(promises))
	}
	for verdict, n := range verdicts {
		if n < 4 {
			t.Errorf("%d promises are %s, want 4 or more", n, verdict)
		}
	}
}

func TestDigestSlipsThreeTimesAndIsVerbatimElsewhere(t *testing.T) {
	report, mended := text(t, "2025.txt"), text(t, "digest-2025.txt")
	slips := rows(t, "slips.tsv")
	if len(slips) != 3 {
		t.Fatalf("%d slips, want 3", len(slips))
	}
	for _, s := range slips {
		if n := strings.Count(mended, s["digest"]); n != 1 {
			t.Errorf("%s: %s occurs %d times in the digest", s["id"], s["digest"], n)
		}
		if n := strings.Count(report, s["report"]); n != 1 {
			t.Errorf("%s: %s occurs %d times in the report", s["id"], s["report"], n)
		}
		mended = strings.Replace(mended, s["digest"], s["report"], 1)
	}
	// The newspaper's own words: the lead, and headings, which end without 。.
	for _, paragraph := range strings.Split(mended, "\n\n")[2:] {
		sentences := strings.Split(strings.TrimSpace(paragraph), "。")
		for _, sentence := range sentences[:len(sentences)-1] {
			if !strings.Contains(report, sentence+"。") {
				t.Errorf("not in the report: %s", sentence)
			}
		}
	}
}

func TestGrowthFollowsFromTheLevelsOfTwoYears(t *testing.T) {
	for _, c := range []struct{ before, after, growth string }{
		{"全省地区生产总值达到18426亿元", "全省地区生产总值达到19421亿元", "，增长5.4%"},
		{"第一产业增加值2211亿元", "第一产业增加值2302亿元", "，增长4.1%"},
		{"第二产业增加值7739亿元", "第二产业增加值8172亿元", "，增长5.6%"},
		{"第三产业增加值8476亿元", "第三产业增加值8947亿元", "，增长5.6%"},
		{"社会消费品零售总额7215亿元", "社会消费品零售总额7742亿元", "，增长7.3%"},
		{"一般公共预算收入1428.6亿元", "一般公共预算收入1489.3亿元", "，增长4.2%"},
		{"规上发电量2168亿千瓦时", "规上发电量2298亿千瓦时", "，增长6%"},
		{"技术合同成交额286亿元", "技术合同成交额341.7亿元", "，增长19.5%"},
		{"、20915元", "农村居民人均可支配收入22337元", "，增长6.8%"},
		{"分别达到43286元", "城镇居民人均可支配收入45407元", "，增长4.9%"},
		{"完成投资2386亿元", "完成投资2718亿元", "，增长13.9%"},
		{"旅游总花费1742亿元", "旅游总花费1998亿元", "，增长14.7%"},
		{"营业收入达到9012亿元", "营业收入达到9860亿元", "，增长9.4%"},
		{"经营主体达到286.4万户", "经营主体达到301.2万户", "，增长5.2%"},
		{"普惠小微贷款余额2860亿元", "普惠小微贷款余额3418亿元", "，增长19.5%"},
		{"中欧班列开行312列", "中欧班列开行391列", "，增长25.3%"},
	} {
		if !strings.Contains(text(t, "2024.txt"), c.before) || !strings.Contains(text(t, "2025.txt"), c.after+c.growth) {
			t.Errorf("not in the reports: %s / %s%s", c.before, c.after, c.growth)
			continue
		}
		ratio := new(big.Rat).Quo(number(t, c.after), number(t, c.before))
		got := ratio.Sub(ratio, big.NewRat(1, 1)).Mul(ratio, big.NewRat(100, 1)).FloatString(1)
		if want := number(t, c.growth).FloatString(1); got != want {
			t.Errorf("%s after %s is %s%%, the report says %s%%", c.after, c.before, got, want)
		}
	}
}

func TestStocksOfTwoYearsDifferByWhatPromisesSay(t *testing.T) {
	for _, c := range []struct{ before, after, difference string }{
		{"高速公路通车里程达到4862公里", "高速公路通车里程达到5048公里", "186"},
		{"累计建成5G基站4.6万个", "累计建成5G基站5.9万个", "1.3"},
		{"高新技术企业达到1862家", "高新技术企业达到2305家", "443"},
		{"常住人口城镇化率达到60.8%", "常住人口城镇化率达到61.7%", "0.9"},
		{"森林覆盖率达到41.4%", "森林覆盖率达到41.7%", "0.3"},
		{"财政补助提高到640元", "财政补助达到670元", "30"},
		{"最低标准提高到每人每月138元", "最低标准达到每人每月158元", "20"},
		{"优良天数比例达到86.3%", "优良天数比例为86.1%，比上年下降0.2个百分点", "-0.2"},
		{"总产量248.6亿斤", "粮食总产量252.3亿斤，比上年增产3.7亿斤", "3.7"},
	} {
		if !strings.Contains(text(t, "2024.txt"), c.before) || !strings.Contains(text(t, "2025.txt"), c.after) {
			t.Errorf("not in the reports: %s / %s", c.before, c.after)
			continue
		}
		want, _ := new(big.Rat).SetString(c.difference)
		if got := new(big.Rat).Sub(number(t, c.after), number(t, c.before)); got.Cmp(want) != 0 {
			t.Errorf("%s after %s differs by %s, not by %s", c.after, c.before, got.FloatString(1), c.difference)
		}
	}
}

func TestPartsAddUpToTheirTotals(t *testing.T) {
	for _, c := range []struct {
		file  string
		total string
		parts []string
	}{
		{"2024.txt", "地区生产总值达到18426亿元", []string{"第一产业增加值2211亿元", "第二产业增加值7739亿元", "第三产业增加值8476亿元"}},
		{"2025.txt", "地区生产总值达到19421亿元", []string{"第一产业增加值2302亿元", "第二产业增加值8172亿元", "第三产业增加值8947亿元"}},
		{"2024.txt", "进出口总额1286亿元", []string{"出口846亿元", "进口440亿元"}},
		{"2025.txt", "总产量252.3亿斤", []string{"增产3.7亿斤", "248.6"}},
	} {
		sum := new(big.Rat)
		for _, part := range c.parts {
			sum.Add(sum, number(t, part))
		}
		if !strings.Contains(text(t, c.file), c.total) || sum.Cmp(number(t, c.total)) != 0 {
			t.Errorf("%s: the parts of %s add up to %s", c.file, c.total, sum.FloatString(1))
		}
	}
}

// number returns the first decimal number of s.
func number(t *testing.T, s string) *big.Rat {
	t.Helper()
	digits := "0123456789."
	s = strings.ReplaceAll(s, "5G", "")
	from := strings.IndexAny(s, digits)
	to := from
	for to < len(s) && strings.IndexByte(digits, s[to]) >= 0 {
		to++
	}
	n, ok := new(big.Rat).SetString(s[max(from, 0):to])
	if !ok {
		t.Fatalf("no number in %s", s)
	}
	return n
}

func TestNoPlaceOfTheSampleExists(t *testing.T) {
	places, err := fs.ReadFile(lexicon.Files(), "places.tsv")
	if err != nil {
		t.Fatal(err)
	}
	papers := text(t, "2024.txt") + text(t, "2025.txt")
	for _, name := range []string{
		"澜川", "砚澜", "鹤砚", "青砧", "霁州", "铎阳", "槲岭", "芦垣", "楸浦", "漪水", "霁源", "桕溪", "楸川", "砧南",
		"澜江", "漪河", "槲云山", "芦沉湖",
	} {
		if !strings.Contains(papers, name) {
			t.Errorf("%s is not in the reports", name)
		}
		if bytes.Contains(places, []byte(name)) {
			t.Errorf("%s exists", name)
		}
	}
}
