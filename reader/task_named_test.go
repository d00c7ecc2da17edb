package reader

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Where a document says itself who does something, that is suggested and not what
// the words of the action lead to.
func TestNamedUnits(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a line behind an item": {
			"#一、用水\n新建水库3座。开展防汛演练。\n主办单位：省水利厅、省财政厅，各市人民政府\n#二、上学\n新建学校5所。\n主办单位：省教育厅\n",
			"新建水库3座: 省水利厅 省财政厅 (主办单位); 开展防汛演练: 省水利厅 省财政厅 (主办单位); 新建学校5所: 省教育厅 (主办单位)",
		},
		"a line before what is planned": {
			"#一、用水\n2.责任单位：水利局\n今年计划：建成管网60公里。\n",
			"建成管网60公里: 水利局 (责任单位)",
		},
		"several lines under one heading": {
			"#民生实事\n1.新建学校5所。\n责任单位：教育局\n2.改造道路8条。\n责任单位：住建局；配合单位：财政局\n",
			"新建学校5所: 教育局 (责任单位); 改造道路8条: 住建局 (责任单位)",
		},
		"a bracket behind a sentence": {
			"新建水库3座（水利局牵头，财政局配合）。改造道路8条（责任单位：住建局）。新建学校5所（教育局、发改局按职责分工负责）。",
			"新建水库3座（水利局牵头，财政局配合）: 水利局 (牵头); 改造道路8条（责任单位：住建局）: 住建局 (责任单位); " +
				"新建学校5所（教育局、发改局按职责分工负责）: 教育局 发改局 (负责)",
		},
		"the one that the words lead to comes first": {
			"改造道路8条，新建学校5所。\n责任单位：省水利厅、省教育厅\n",
			"改造道路8条: 省水利厅 省教育厅 (责任单位); 新建学校5所: 省教育厅 省水利厅 (责任单位)",
		},
		"words that name nobody": {"落实责任单位：水利局、新建学校5所。", "水利局、新建学校5所: 省教育厅 省水利厅 (水利)"},
	} {
		r := planOf(c.text)
		var got []string
		for i := range r.tasks {
			a := &r.tasks[i]
			line := r.view.Text[a.start:a.end] + ":"
			because := ""
			for _, l := range a.act.LeadSuggestions {
				line += " " + l.Unit
				because = l.Because
			}
			got = append(got, line+" ("+because+")")
		}
		if d := cmp.Diff(c.want, strings.Join(got, "; ")); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}
