package lexicon

import (
	"strings"
	"testing"
)

// found writes what Find sees in a text: quote=full name, or quote? where the
// name alone does not tell which place is meant.
func found(text, home string) string {
	var out []string
	for _, m := range Default().Places.FindIn(text, home) {
		s := text[m.Start:m.End]
		if m.Place.Code == "" {
			s += "?"
		} else {
			s += "=" + m.Place.Name
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestFindPlaces(t *testing.T) {
	const shanxi, yuncheng = "140000", "140800"
	tests := []struct{ name, home, text, want string }{
		{"full names", "", "支持太原市、运城市盐湖区先行", "太原市=太原市 运城市=运城市 盐湖区=盐湖区"},
		{"longest first", "", "呼伦贝尔市海拉尔区", "呼伦贝尔市=呼伦贝尔市 海拉尔区=海拉尔区"},
		{"short names of cities", "", "太原直达朔州", "太原=太原市 朔州=朔州市"},
		{"idioms are no places", "", "确保长治久安，走向大同社会，聚焦作风", ""},
		{"the same names are places in their province", shanxi, "推进长治与北京合作，支持大同打造桥头堡", "长治=长治市 北京=北京市 大同=大同市"},
		{"in a list of siblings", "", "朔州、大同、长治三市", "朔州=朔州市 大同=大同市 长治=长治市"},
		{"behind the superior", "", "山西长治的工厂", "山西=山西省 长治=长治市"},
		{"everyday words", shanxi, "整合资源，合作共赢，新建公园，和平安宁，振兴通道，富民兴业", ""},
		{"everyday words behind their superior are places", "", "甘肃省甘南州合作，青海海东平安", "甘肃省=甘肃省 甘南州=甘南藏族自治州 合作=合作市 青海=青海省 海东=海东市 平安=平安区"},
		{"short names of counties at home", yuncheng, "在永济、河津建设枢纽", "永济=永济市 河津=河津市"},
		{"home by its name", "运城市", "在永济、河津建设枢纽", "永济=永济市 河津=河津市"},
		{"short names of counties elsewhere", "", "推进永济民生", ""},
		{"a market is no city", "", "开拓上海市场和国际市场", "上海=上海市"},
		{"an area is no district", "", "在朝阳区域推广", ""},
		{"banks of rivers", "", "黄河北岸、太行山西麓、汾河南段", ""},
		{"universities and roads", "", "支持山西大学、河南农业大学，改造北京路", ""},
		{"several places of one name", "", "改造鼓楼区旧城", "鼓楼区?"},
		{"one of them is told by its superior", "", "福州市鼓楼区", "福州市=福州市 鼓楼区=鼓楼区"},
		{"a province before a prefecture", "", "与海南合作", "海南=海南省"},
		{"the prefecture in full", "", "援助海南州", "海南州=海南藏族自治州"},
		{"names of the past", "", "清苑县、襄樊市", "清苑县=清苑县 襄樊市=襄樊市"},
		{"regions", "", "融入京津冀和粤港澳大湾区", "京津冀=京津冀 粤港澳大湾区=粤港澳大湾区"},
		{"autonomous divisions", "", "前郭尔罗斯蒙古族自治县、恩施州、新疆生产建设兵团", "前郭尔罗斯蒙古族自治县=前郭尔罗斯蒙古族自治县 恩施州=恩施土家族苗族自治州 新疆生产建设兵团=新疆生产建设兵团"},
		{"everyday words behind a place two levels up", "", "促进辽宁振兴，加强青海合作", "辽宁=辽宁省 青海=青海省"},
		{"words that end where a name would begin", "", "推广安全经验，美丽江景，确保山区畅通，均衡水平，新增城市绿地", ""},
		{"short county words", "", "创新县域经济，振兴县城，提高县级财力", ""},
		{"damaged text", "", "太原\xff市\xe5\xa4", "太原=太原市"},
		{"nothing", "", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := found(test.text, test.home); got != test.want {
				t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
			}
		})
	}
}

func TestJurisdiction(t *testing.T) {
	tests := []struct{ name, text, place, level string }{
		{"a province's assembly", "政府工作报告\n——2024年1月23日在山西省第十四届人民代表大会第二次会议上\n省长 某某", "山西省", LevelProvince},
		{"a city's", "2024年3月1日在运城市第五届人民代表大会第四次会议上", "运城市", LevelCity},
		{"a district's, under its city", "呼伦贝尔市海拉尔区第六届人民代表大会第三次会议", "海拉尔区", LevelCounty},
		{"a county-level city is a county", "在安国市第八届人民代表大会第二次会议上", "安国市", LevelCounty},
		{"a municipality is a province", "在上海市第十六届人民代表大会第三次会议上", "上海市", LevelProvince},
		{"a prefecture", "恩施土家族苗族自治州第九届人民代表大会", "恩施土家族苗族自治州", LevelCity},
		{"a league", "锡林郭勒盟行署工作报告，全盟上下，盟委坚强领导，全盟经济，锡林郭勒一马当先", "锡林郭勒盟", LevelCity},
		{"an autonomous region", "在内蒙古自治区第十四届人民代表大会第三次会议上", "内蒙古自治区", LevelProvince},
		{"the State Council", "——2022年3月5日在第十三届全国人民代表大会第五次会议上\n国务院总理 某某", "全国", LevelNational},
		{"letters spaced out", "政 府 工 作 报 告\n在顺 平 县第十五届人民代表大会第二次会议上", "顺平县", LevelCounty},
		{"a short name in a title", "2025年新疆政府工作报告", "新疆维吾尔自治区", LevelProvince},
		{"acting heads", "徐水县人民政府代县长 某某", "徐水县", LevelCounty},
		{"a town", "在李家沟镇第十九届人民代表大会第二次会议上", "李家沟镇", LevelTownship},
		{"a county no table has", "在云中台县第十九届人民代表大会第二次会议上", "云中台县", LevelCounty},
		{"no name, only how it calls itself", "各位代表：我代表县人民政府报告工作。全县上下，我县经济，县委领导。", "", LevelCounty},
		{"nothing to go by", "今天天气很好。", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			place, level := Default().Places.Jurisdiction(test.text)
			if place != test.place || level != test.level {
				t.Errorf("got %q %q, want %q %q", place, level, test.place, test.level)
			}
		})
	}
}

// Divisions lie in divisions of a higher level.
func TestPlacesLieInHigherOnes(t *testing.T) {
	p := Default().Places
	for _, pl := range p.list {
		parent, ok := p.ByCode(pl.Parent)
		switch pl.Level {
		case LevelProvince, LevelRegion:
			if pl.Parent != "" {
				t.Errorf("%s has the parent %s", pl.Name, pl.Parent)
			}
		default:
			if !ok || placeLevels[parent.Level] >= placeLevels[pl.Level] {
				t.Errorf("%s (%s) lies in %s", pl.Name, pl.Level, parent.Name)
			}
		}
	}
}
