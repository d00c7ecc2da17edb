package reckon_test

import (
	"testing"

	"github.com/luoshi-project/luoshi/reader"
	"github.com/luoshi-project/luoshi/reckon"
)

// TestVerdictsByRule: one promise, one sentence of the next report, one verdict.
func TestVerdictsByRule(t *testing.T) {
	for _, c := range []struct {
		name, before, promise, result string
		verdict                       reckon.Verdict
		basis                         reckon.Basis
	}{
		{"equal is met", "", "改造农村户厕8万户。", "改造农村户厕8万户。", reckon.Met, reckon.ByNumber},
		{"more is exceeded", "", "改造农村户厕8万户。", "改造农村户厕9万户。", reckon.Exceeded, reckon.ByNumber},
		{"less is missed", "", "改造农村户厕8万户。", "改造农村户厕7万户。", reckon.Missed, reckon.ByNumber},
		{"about, within half a point", "", "固定资产投资增长7%左右。", "固定资产投资增长6.5%。", reckon.Met, reckon.ByNumber},
		{"about, beyond half a point", "", "固定资产投资增长7%左右。", "固定资产投资增长6.4%。", reckon.Missed, reckon.ByNumber},
		{"about, within five in a hundred", "", "改造农村户厕1000户左右。", "改造农村户厕1050户。", reckon.Met, reckon.ByNumber},
		{"about, beyond five in a hundred", "", "改造农村户厕1000户左右。", "改造农村户厕1051户。", reckon.Exceeded, reckon.ByNumber},
		{"inside a range", "", "新建省实验室2—4家。", "新建省实验室3家。", reckon.Met, reckon.ByNumber},
		{"above a range", "", "新建省实验室2—4家。", "新建省实验室5家。", reckon.Exceeded, reckon.ByNumber},
		{"less is better", "", "PM2.5平均浓度控制在31微克/立方米以内。", "PM2.5平均浓度降至30微克/立方米。", reckon.Exceeded, reckon.ByNumber},
		{"less is better, and there is more", "", "PM2.5平均浓度控制在31微克/立方米以内。", "PM2.5平均浓度为33微克/立方米。", reckon.Missed, reckon.ByNumber},
		{"units differ", "", "粮食产量达到100亿斤。", "粮食产量510万吨。", reckon.Exceeded, reckon.ByNumber},
		{"words in another order", "", "改造城镇老旧小区1150个。", "1162个城镇老旧小区完成改造。", reckon.Exceeded, reckon.ByNumber},
		{"a thing renamed", "", "完成保交楼任务3000套。", "完成保交房任务3000套。", reckon.Met, reckon.ByNumber},
		{"another grade", "", "新增国家级绿色工厂15家。", "新增省级绿色工厂20家。", reckon.NotComparable, reckon.ByNumber},
		{"new beside all there is", "", "新建公共充电桩2万个。", "累计建成公共充电桩6万个。", reckon.NotComparable, reckon.ByNumber},
		{"the difference of two stocks", "累计建成公共充电桩4万个。", "新建公共充电桩2万个。", "累计建成公共充电桩6万个。", reckon.Met, reckon.ByDerived},
		{"growth from two levels", "旅游总花费1000亿元。", "旅游总花费增长12%。", "旅游总花费1130亿元。", reckon.Exceeded, reckon.ByDerived},
		{"town is not country", "", "农村居民人均可支配收入增长7%以上。", "城镇居民人均可支配收入增长7.5%。", reckon.Unreported, reckon.ByNothing},
		{"a part is not the whole", "", "规模以上工业增加值增长5%左右。", "规模以上装备工业增加值增长8.4%。", reckon.NotComparable, reckon.ByNumber},
		{"names that only end alike", "", "每千人口护士数达到4.3人。", "每千人口托位数达到4.6个。", reckon.Unreported, reckon.ByNothing},
		{"what narrows nothing", "", "建设农村供水工程300处。", "完成农村集中供水工程313处。", reckon.Exceeded, reckon.ByNumber},
		{"of one firm's, not of all", "", "研发经费投入达到180亿元。", "省属企业研发经费投入133.5亿元。", reckon.NotComparable, reckon.ByNumber},
		{"how things stand after five years", "", "新能源汽车产量达到25万辆。", "五年来，新能源汽车产量突破25万辆。", reckon.Exceeded, reckon.ByNumber},
		{"what five years did is not one year's", "", "新建改建农村公路5000公里。", "五年来，新建改建农村公路4.2万公里。", reckon.NotComparable, reckon.ByNumber},
		{"a growth and the level before it", "粮食产量100亿斤。", "粮食产量达到102亿斤。", "粮食产量增长4%。", reckon.Exceeded, reckon.ByDerived},
		{"nothing is reckoned from more than so much", "一般公共预算收入490亿元。", "一般公共预算收入增长3%左右。", "一般公共预算收入突破500亿元。", reckon.NotComparable, reckon.ByNumber},
		{"all of it, without a number", "", "改造提升单村水站300座以上。", "全面完成单村水站改造提升。", reckon.Met, reckon.ByStatement},
		{"on the way, and approved", "", "推进青砧核电站项目。", "青砧核电站项目获国家核准。", reckon.Met, reckon.ByStatement},
		{"in the same words", "", "完成国企改革三年行动任务。", "完成国企改革三年行动任务。", reckon.Met, reckon.ByStatement},
		{"new beside a capacity", "", "新增煤炭产能80万吨。", "煤炭产能突破4000万吨。", reckon.NotComparable, reckon.ByNumber},
		{"a level is not what was added", "", "科创领航企业达到220家。", "新增科创领航企业46家。", reckon.NotComparable, reckon.ByNumber},
		{"a share of the plan", "", "城镇新增就业41万人。", "城镇新增就业完成年计划的118.2%。", reckon.Exceeded, reckon.ByDerived},
		{"a share that falls short of the plan", "", "新增发放创业担保贷款160亿元。", "新增发放创业担保贷款完成年计划的96%。", reckon.Missed, reckon.ByDerived},
		{"the same bound", "", "数字经济核心产业增加值超过6000亿元。", "数字经济核心产业增加值超过6000亿元。", reckon.Met, reckon.ByNumber},
		{"as planned, in words", "", "更新改造燃气管线2000公里。", "完成年度燃气管线改造任务。", reckon.Met, reckon.ByStatement},
		{"beyond the plan, in words", "", "城镇新增就业70万人以上。", "城镇新增就业超额完成全年任务。", reckon.Exceeded, reckon.ByStatement},
		{"no rise at all", "", "居民消费价格涨幅控制在2%左右。", "居民消费价格指数持平。", reckon.Exceeded, reckon.ByStatement},
		{"a rate is not answered by a building", "", "数据中心使用绿电比例达到80%。", "海关总署等数据中心建成。", reckon.Unreported, reckon.ByNothing},
		{"firms, and what they sell", "", "培育规上工业企业2500家。", "规上工业企业营业收入增长5%。", reckon.Unreported, reckon.ByNothing},
		{"another grade, in other words", "", "培育省级先进制造业集群3个。", "培育国家先进制造业集群2个。", reckon.NotComparable, reckon.ByNumber},
		{"several things in one number", "", "改造城镇老旧小区2万套。", "实施老旧小区、城中村、城市危旧房改造2.2万套。", reckon.NotComparable, reckon.ByNumber},
		{"one of two things", "", "新建助老餐厅和助餐点1000个。", "建成助老餐厅413个。", reckon.Partial, reckon.ByNumber},
		{"names that differ, numbers far apart", "", "建设国家级农业产业融合发展载体19个。", "获批建设3个国家级农业产业融合发展项目。", reckon.Unreported, reckon.ByNothing},
		{"a plain name, told by what stands around it", "", "开展旧村更新改造专项行动，年内完成6000套改造计划。", "完成旧村更新改造6100套。", reckon.Exceeded, reckon.ByNumber},
		{"how large works are is no promise", "", "推进总投资1.8万亿元的289个省重点项目。", "省重点项目完成投资4608亿元。", reckon.Unreported, reckon.ByNothing},
		{"the economy is the gross product", "", "经济增长6%左右。", "地区生产总值增长5.5%。", reckon.Met, reckon.ByNumber},
		{"words of a name in another order", "", "城镇新增就业8万人以上。", "新增城镇就业8.55万人。", reckon.Exceeded, reckon.ByNumber},
		{"said again, whatever the verb", "", "全力争取青砧陵申遗成功。", "青砧陵申遗成功。", reckon.Met, reckon.ByStatement},
		{"an aim in the same words", "", "主要污染物排放量继续下降。", "主要污染物排放量继续下降。", reckon.Met, reckon.ByStatement},
		{"general words behind a list", "", "开工建设青桕高速、楸砧高速、柏川大桥、砧南输水一期等重点工程。", "柏川跨湖大桥、青桕高速、楸砧高速等重大项目开工建设。", reckon.Met, reckon.ByStatement},
		{"a list of stages", "", "真正实现市市通高铁、县县通高速。", "真正实现了“市市通高铁、县县通高速”。", reckon.Met, reckon.ByStatement},
		{"one kind of a list names nothing", "", "推动各级图书馆、文化馆、博物馆、纪念馆全面达标。", "人均博物馆拥有量居全国第1位。", reckon.Unreported, reckon.ByNothing},
		{"all of a rate, in words", "", "行政村污水治理设施覆盖率达到100%。", "行政村污水治理设施实现全覆盖。", reckon.Met, reckon.ByStatement},
		{"another word for a share", "", "青砧产业投资占比超过50%。", "青砧产业投资比重提升至55.7%。", reckon.Exceeded, reckon.ByNumber},
		{"a share of others", "", "青砧产业投资占比超过50%。", "民间投资占比34%。", reckon.Unreported, reckon.ByNothing},
		{"the number of a line is its name", "", "建成青砧地铁4号线北延段。", "青砧地铁2号线北延段建成通车。", reckon.Unreported, reckon.ByNothing},
		{"the second part is not the first", "", "建成青砧水利枢纽二期工程。", "青砧水利枢纽一期工程建成。", reckon.Unreported, reckon.ByNothing},
		{"in step, in words", "", "居民收入增长与经济增长同步。", "居民收入增速高于经济增速。", reckon.Met, reckon.ByStatement},
		{"no grave accident", "", "坚决遏制重特大事故。", "全年未发生重大及以上生产安全事故。", reckon.Met, reckon.ByStatement},
		{"no grave accident of one kind", "", "坚决遏制重特大事故。", "连续5年未发生重大食品药品安全事故。", reckon.Unreported, reckon.ByNothing},
		{"what was set from above", "", "不折不扣完成国家下达的约束性指标任务。", "约束性指标全部完成。", reckon.Met, reckon.ByStatement},
		{"a plain name in the result, told by what stands around it", "", "启动25个旧村更新改造项目。", "旧村更新改造跑出加速度，启动26个改造项目。", reckon.Exceeded, reckon.ByNumber},
		{"in step, in part", "", "居民收入增长与经济增长基本同步。", "全省地区生产总值增长5.5%，城镇居民人均可支配收入增长4.3%，农村居民人均可支配收入增长5.5%。", reckon.Partial, reckon.ByNumber},
		{"what must not happen did not", "", "坚决遏制重特大事故发生。", "全年未发生重特大事故。", reckon.Met, reckon.ByStatement},
		{"a statute is not its matter", "", "制定河湖保护条例。", "启动河湖保护行动。", reckon.Unreported, reckon.ByNothing},
		{"nothing is said", "", "改造农村户厕8万户。", "森林覆盖率达到41%。", reckon.Unreported, reckon.ByNothing},
		{"a work reached", "", "建成青砧大桥。", "青砧大桥建成通车。", reckon.Met, reckon.ByStatement},
		{"a work begun", "", "建成青砧大桥。", "青砧大桥开工建设。", reckon.Partial, reckon.ByStatement},
		{"a work that failed", "", "建成青砧大桥。", "青砧大桥未能如期通车。", reckon.Missed, reckon.ByStatement},
		{"two of three", "", "开工建设桕溪、楸川、砧南3座水库。", "桕溪、砧南2座水库开工建设。", reckon.Partial, reckon.ByStatement},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := report("2023", c.before+"各项工作有序推进。", c.promise).Report
			result := report("2024", c.result, "地区生产总值增长5%左右。").Report
			rows := reckon.Reconcile(plan, result, reckon.Options{}).Rows
			if len(rows) != 1 {
				t.Fatalf("%d rows, want 1: %+v", len(rows), rows)
			}
			if r := rows[0]; r.Verdict != c.verdict || r.Basis != c.basis {
				t.Errorf("%s %s, want %s %s: %s", r.Verdict, r.Basis, c.verdict, c.basis, r.Reason)
			}
		})
	}
}

// TestEachOfAListByItself: of a list of figures one that falls short is missed,
// whatever became of the others.
func TestEachOfAListByItself(t *testing.T) {
	plan := report("2023", "各项工作有序推进。", "第一产业、第二产业、第三产业增加值分别增长5.5%左右、6%左右、5%左右。").Report
	result := report("2024", "第一产业、第二产业、第三产业增加值分别增长6%、5.2%、5.2%。", "地区生产总值增长5%左右。").Report
	want := []reckon.Verdict{reckon.Met, reckon.Missed, reckon.Met}
	rows := reckon.Reconcile(plan, result, reckon.Options{}).Rows
	if len(rows) != len(want) {
		t.Fatalf("%d rows", len(rows))
	}
	for i, r := range rows {
		if r.Verdict != want[i] {
			t.Errorf("%s: %s, want %s: %s", r.Metric, r.Verdict, want[i], r.Reason)
		}
	}
}

// TestOneSentenceForAListOfWorks: that all livelihood works were done answers for
// those of the list, not for what else the section promises.
func TestOneSentenceForAListOfWorks(t *testing.T) {
	plan := report("2023", "各项工作有序推进。", "森林覆盖率达到41%。\n\n办好2件民生实事。一是新建社区食堂120个。二是加装电梯300部。\n\n改造农村公路800公里。").Report
	result := report("2024", "2件民生实事全部完成。", "地区生产总值增长5%左右。").Report
	want := map[string]reckon.Basis{"120": reckon.ByUmbrella, "300": reckon.ByUmbrella, "800": reckon.ByNothing}
	for _, r := range reckon.Reconcile(plan, result, reckon.Options{}).Rows {
		if b, ok := want[r.Plan.Value]; ok {
			delete(want, r.Plan.Value)
			if r.Basis != b {
				t.Errorf("%s: %s, want %s", r.Plan.Clause, r.Basis, b)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("not listed: %v", want)
	}
}

func TestAliasesOfAUser(t *testing.T) {
	plan := report("2023", "各项工作有序推进。", "建设邻里会客厅50处。").Report
	result := report("2024", "建成社区共享空间52处。", "地区生产总值增长5%左右。").Report
	if rows := reckon.Reconcile(plan, result, reckon.Options{}).Rows; rows[0].Verdict != reckon.Unreported {
		t.Errorf("without the alias: %s", rows[0].Verdict)
	}
	words, err := reckon.LoadWords("社区共享空间\t邻里会客厅\n")
	if err != nil {
		t.Fatal(err)
	}
	if rows := reckon.Reconcile(plan, result, reckon.Options{Words: words}).Rows; rows[0].Verdict != reckon.Exceeded {
		t.Errorf("with the alias: %s", rows[0].Verdict)
	}
	if _, err := reckon.LoadWords("社区共享空间\n"); err == nil {
		t.Error("a row of one cell is taken")
	}
}

func TestSeriesOfTheSample(t *testing.T) {
	_, first := sampleReport(t, "2024.txt")
	_, second := sampleReport(t, "2025.txt")
	h := reckon.SeriesOf([]*reader.Report{second, first}, reckon.Options{})
	want := map[string]string{
		"forest_coverage share": "2023 actual 41.4, 2024 actual 41.7, ",
		"hightech_firms level":  "2023 actual 1862, 2024 actual 2305, ",
		"urban_new_jobs count":  "2023 actual 386000, 2024 actual 379000, 2024 target 360000, 2025 target 360000, ",
		"pm25 level":            "2023 actual 32, 2024 actual 30, 2024 target 31, 2025 target 29.5, ",
	}
	for _, s := range h.Series {
		got := ""
		for _, p := range s.Points {
			got += itoa(p.Year) + " " + p.Status + " " + p.Value + ", "
		}
		key := s.MetricKey + " " + s.Measure
		if w, ok := want[key]; ok {
			if got != w {
				t.Errorf("%s: %s, want %s", key, got, w)
			}
			delete(want, key)
		}
	}
	for key := range want {
		t.Errorf("no series %s", key)
	}
}

func itoa(n int) string {
	s := ""
	for ; n > 0; n /= 10 {
		s = string(rune('0'+n%10)) + s
	}
	return s
}

// TestHowALowerPlanTakesUpAnUpper: one goal above, one below, one relation.
func TestHowALowerPlanTakesUpAnUpper(t *testing.T) {
	for _, c := range []struct {
		name, upper, lower string
		relation           reckon.Relation
	}{
		{"the same target", "数字经济规模增长15%左右。", "数字经济规模增长15%左右。", reckon.SameTarget},
		{"a higher target", "固定资产投资增长7%左右。", "固定资产投资增长9%左右。", reckon.Higher},
		{"a lower target", "固定资产投资增长7%左右。", "固定资产投资增长5%左右。", reckon.Lower},
		{"a part of a total", "新创建30个国家级绿色工厂。", "新增1家至2家国家级绿色工厂。", reckon.Contribution},
		{"the same task", "完善社会信用体系。", "完善社会信用体系建设。", reckon.SameTask},
		{"another grade", "新创建30个国家级绿色工厂。", "新增5家省级绿色工厂。", reckon.Missing},
		{"nothing below", "完善社会信用体系。", "发展林下经济和乡村旅游。", reckon.Missing},
	} {
		t.Run(c.name, func(t *testing.T) {
			upper := report("2023", "各项工作有序推进。", c.upper).Report
			lower := report("2023", "各项工作有序推进。", c.lower).Report
			rows := reckon.CascadeOf(upper, []*reader.Report{lower}, reckon.Options{}).Rows
			if len(rows) != 1 || rows[0].Relation != c.relation {
				t.Errorf("%+v, want %s", rows, c.relation)
			}
		})
	}
}

func TestContributionsAreSummed(t *testing.T) {
	upper := report("2023", "各项工作有序推进。", "完成营造林300万亩。").Report
	a := report("2023", "各项工作有序推进。", "完成营造林12万亩。").Report
	b := report("2023", "各项工作有序推进。", "完成营造林15万亩。").Report
	got := reckon.CascadeOf(upper, []*reader.Report{a, b}, reckon.Options{})
	if len(got.Totals) != 1 || got.Totals[0].Sum != "270000" || got.Totals[0].Of != "3000000" || got.Totals[0].Share != "9" || got.Totals[0].Count != 2 {
		t.Errorf("%+v", got.Totals)
	}
}
