package lexicon

import "testing"

// Whatever the bytes, nothing panics and every position lies in the text, in
// order.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "太原市、大同和长治", "在安国市第八届人民代表大会", "围绕产业链，改造老旧小区", "\xe5\xa4市\xff县第", "自治县第十届人民代表大会县第", "“GDP”（增速", "合作、和平、平安、长安区"} {
		f.Add(s)
	}
	l := Default()
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range l.Places.FindIn(text, "山西省") {
			if m.Start < end || m.End <= m.Start || m.End > len(text) || m.Place.Name == "" {
				t.Fatalf("%+v after %d in %d bytes", m, end, len(text))
			}
			end = m.End
		}
		l.Places.Jurisdiction(text)
		for _, lead := range l.Leads.Suggest(text, LevelCounty, text, 3) {
			if lead.Unit == "" || lead.Because == "" {
				t.Fatalf("%+v", lead)
			}
		}
		l.Metrics.Key(text)
	})
}
