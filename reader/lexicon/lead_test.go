package lexicon

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestUnitNames(t *testing.T) {
	tests := []struct{ key, level, place, want string }{
		{"finance", LevelNational, National, "财政部"},
		{"finance", LevelProvince, "山西省", "省财政厅"},
		{"finance", LevelProvince, "内蒙古自治区", "自治区财政厅"},
		{"finance", LevelProvince, "北京市", "市财政局"},
		{"finance", LevelProvince, "新疆生产建设兵团", "兵团财政厅"},
		{"finance", LevelCity, "运城市", "市财政局"},
		{"finance", LevelCity, "恩施土家族苗族自治州", "州财政局"},
		{"finance", LevelCity, "锡林郭勒盟", "盟财政局"},
		{"finance", LevelCity, "大兴安岭地区", "地区财政局"},
		{"finance", LevelCounty, "高唐县", "县财政局"},
		{"finance", LevelCounty, "安国市", "市财政局"},
		{"finance", LevelCounty, "海拉尔区", "区财政局"},
		{"finance", LevelTownship, "李家沟镇", "县财政局"},
		{"finance", "", "", "省财政厅"},
		{"dev", LevelCounty, "", "县发改局"},
		{"industry", LevelProvince, "浙江省", "省经信厅"},
		{"edu", LevelProvince, "上海市", "市教委"},
		{"org", LevelProvince, "山西省", "省委组织部"},
		{"org", LevelProvince, "西藏自治区", "自治区党委组织部"},
		{"youth", LevelCity, "太原市", "团市委"},
		{"pbc", LevelProvince, "山西省", "人民银行山西省分行"},
		{"bridges", LevelProvince, "山西省", ""},
	}
	for _, test := range tests {
		if got := Default().Leads.Unit(test.key, test.level, test.place); got != test.want {
			t.Errorf("Unit(%q, %q, %q) = %q, want %q", test.key, test.level, test.place, got, test.want)
		}
	}
}

func TestSuggest(t *testing.T) {
	tests := []struct{ name, text, unit, because string }{
		{"the longer word wins", "新建抽水蓄能电站2座", "省能源局", "抽水蓄能"},
		{"and silences what it contains", "扩建农村供水工程", "省水利厅", "农村供水"},
		{"the object, not the lead-in", "围绕产业链发展，改造老旧小区100个", "省住建厅", "老旧小区"},
		{"the object, not the result", "新建幼儿园20所，助力新型城镇化", "省教育厅", "幼儿园"},
		{"several words of one department", "完善医联体建设，方便群众就医", "省卫健委", "医联体"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Default().Leads.Suggest(test.text, LevelProvince, "山西省", 3)
			if len(got) == 0 || got[0].Unit != test.unit || got[0].Because != test.because {
				t.Errorf("got %v, want %s because of %s", got, test.unit, test.because)
			}
		})
	}
	for _, text := range []string{"不断提升资本市场利用水平", "打通服务群众“最后一公里”", "拓宽问题反映渠道", "信息服务业收入达到1200亿元", "集聚生态伙伴企业100家"} {
		for _, l := range Default().Leads.Suggest(text, LevelProvince, "山西省", 3) {
			if slices.Contains([]string{"省水利厅", "省住建厅", "省卫健委", "省生态环境厅"}, l.Unit) {
				t.Errorf("%s: %s because of %s", text, l.Unit, l.Because)
			}
		}
	}
	if got := Default().Leads.Suggest("今天天气晴好", LevelProvince, "山西省", 3); len(got) != 0 {
		t.Errorf("a sentence without a keyword: %v", got)
	}
	if got := Default().Leads.Suggest("加强药品和特种设备监管", LevelCounty, "高唐县", 3); len(got) != 1 {
		t.Errorf("one bureau under two keys stands twice: %v", got)
	}
}

// The unit that people wrote beside the actions of a real report is among the
// three suggested.
func TestSuggestReal(t *testing.T) {
	file, ok := corpusFile(t, "gold/003.actions.jsonl")
	if !ok {
		return
	}
	right, all := 0, 0
	for line := range strings.Lines(file) {
		var a struct {
			Quote string
			Lead  string `json:"lead_hint"`
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if a.Lead == "" {
			continue
		}
		all++
		for _, l := range Default().Leads.Suggest(strings.ReplaceAll(a.Quote, " ", ""), LevelProvince, "山西省", 3) {
			if strings.Contains(l.Unit, string([]rune(a.Lead)[1:3])) {
				right++
				break
			}
		}
	}
	if right*100 < all*90 {
		t.Errorf("%d of %d units found, want 90 %%", right, all)
	}
}

// corpusFile reads a file of the folder of real documents. Where the folder is
// absent the test is skipped, except under CI.
func corpusFile(t *testing.T, name string) (string, bool) {
	t.Helper()
	dir := os.Getenv("LUOSHI_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	b, err := os.ReadFile(filepath.Join(dir, name))
	switch {
	case err == nil:
		return string(b), true
	case os.Getenv("CI") == "true":
		t.Fatal(err)
	}
	t.Skipf("no real documents: %v", err)
	return "", false
}
