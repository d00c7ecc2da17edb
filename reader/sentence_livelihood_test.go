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

// A sentence that wants livelihood works done well, but does not say how many, announces no
// list of them: the numbered paragraphs behind it hold tasks.
func TestLivelihoodWorksOnlyPraised(t *testing.T) {
	text := "政府工作报告\n\n一、2024年工作安排\n\n（七）聚焦民生改善\n\n紧紧围绕民生改善，竭力办好民生实事，不断增进民生福祉。\n\n" +
		"1．发展社会事业。扩建第二中学，举办全民健身运动会。\n\n2．加强社会保障。开展职业技能培训。\n"
	actions := Read(text, Options{PlanYear: 2024}).Actions
	if len(actions) < 3 {
		t.Fatalf("%d actions", len(actions))
	}
	for _, a := range actions {
		if a.Kind == kindLivelihood {
			t.Errorf("%s is no livelihood work", a.Quote)
		}
	}
}
