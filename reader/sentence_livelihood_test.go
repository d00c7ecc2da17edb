package reader

import "testing"

// The numbered items of a list of livelihood works stand a paragraph each
// behind their announcement; what follows the list is an ordinary task again.
func TestLivelihoodItemsAParagraph(t *testing.T) {
	text := "政府工作报告\n\n一、2024年工作安排\n\n（一）保障和改善民生\n\n稳定和扩大就业。今年，办好三件民生实事：\n\n" +
		"1．新建托育机构20家，新增托位3000个。\n\n2．为残疾儿童开展康复救助。\n\n3．改造农村供水工程80处。\n\n（二）统筹发展和安全\n\n强化安全监管，开展燃气管网改造。\n"
	got := map[string]string{}
	for _, a := range Read(text, Options{PlanYear: 2024}).Actions {
		got[a.Quote] = a.Kind
	}
	for _, quote := range []string{"新建托育机构20家，新增托位3000个", "为残疾儿童开展康复救助", "改造农村供水工程80处"} {
		if got[quote] != kindLivelihood {
			t.Errorf("%s: %q, not a livelihood work (%v)", quote, got[quote], got)
		}
	}
	for quote, kind := range got {
		if kind == kindLivelihood && len(got) > 3 && quote == "开展燃气管网改造" {
			t.Errorf("%s stands behind the list", quote)
		}
	}
}
