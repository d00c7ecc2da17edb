package lexicon

import "testing"

func TestMetricKey(t *testing.T) {
	tests := []struct{ name, want string }{
		{"地区生产总值", "gdp"},
		{"国内生产总值", "gdp"},
		{"生产总值", "gdp"},
		{"GDP", "gdp"},
		{"gdp", "gdp"},
		{"全市地区生产总值", "gdp"},
		{"我省GDP增速", "gdp"},
		{"地区 生产总值", "gdp"},
		{"人均地区生产总值", "gdp_per_capita"},
		{"第一产业增加值", "primary_value_added"},
		{"民营经济增加值占地区生产总值比重", "private_economy_share"},
		{"海洋生产总值", "marine_gdp"},
		{"规上工业增加值", "industrial_value_added"},
		{"全省规模以上工业增加值", "industrial_value_added"},
		{"固定资产投资（不含农户）", "fixed_asset_investment"},
		{"社会消费品零售总额", "retail_sales"},
		{"城镇新增就业人数", "urban_new_jobs"},
		{"城镇调查失业率", "urban_unemployment_rate"},
		{"城镇登记失业率", "registered_unemployment_rate"},
		{"一般公共预算收入", "general_budget_revenue"},
		{"一般公共预算支出", "general_budget_expenditure"},
		{"城镇居民人均可支配收入", "urban_disposable_income"},
		{"农村居民人均可支配收入", "rural_disposable_income"},
		{"居民人均可支配收入", "resident_income"},
		{"居民消费价格涨幅", "cpi"},
		{"PM2.5平均浓度", "pm25"},
		{"PM₂.₅浓度", "pm25"},
		{"细颗粒物（PM2.5）平均浓度", "pm25"},
		{"粮食总产量", "grain_output"},
		{"年末常住人口城镇化率", "urbanization_rate"},
		{"专精特新“小巨人”企业", "little_giants"},
		{"国考断面水质优良比例", "surface_water_good_ratio"},
		{"单位GDP能耗降低", "energy_intensity"},
		{"煤炭增加值", ""},
		{"外省地区生产总值的三分之一", ""},
		{"增速", ""},
		{"全省", ""},
		{"", ""},
	}
	for _, test := range tests {
		m, ok := Default().Metrics.Key(test.name)
		if m.Key != test.want || ok != (test.want != "") {
			t.Errorf("%q: got %q, want %q", test.name, m.Key, test.want)
		}
	}
}

func TestMetricNature(t *testing.T) {
	for key, want := range map[string]string{
		"gdp": "expected", "urban_unemployment_rate": "expected", "energy_intensity": "binding", "forest_coverage": "binding",
		"pm25": "binding", "good_air_ratio": "binding", "tourists": "expected", "charging_piles": "",
	} {
		i := -1
		for j, m := range Default().Metrics.All() {
			if m.Key == key {
				i = j
			}
		}
		if i < 0 || Default().Metrics.All()[i].Nature != want {
			t.Errorf("%s: want the nature %q", key, want)
		}
	}
}
