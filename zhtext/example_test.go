package zhtext_test

import (
	"fmt"
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// The charset is found out; "澜川省" stands here in GB18030.
func ExampleDecode() {
	d, err := zhtext.Decode([]byte("\xc0\xbd\xb4\xa8\xca\xa1\xd5\xfe\xb8\xae\xb9\xa4\xd7\xf7\xb1\xa8\xb8\xe6"))
	fmt.Println(d.Text, d.Charset, len(d.Warnings), err)
	// Output: 澜川省政府工作报告 GB18030 0 <nil>
}

// Each stretch of a repaired text knows where it came from.
func ExampleRepair() {
	text := "全省農村居民人均可支配收入增長5.8%，糧食總產量穩步增長。"
	r := zhtext.Repair(text)
	fmt.Println(r.View.Text, r.Traditional)
	at := strings.Index(r.View.Text, "增长")
	start, end := r.View.Source(at, at+len("增长"))
	fmt.Println(text[start:end])
	// Output:
	// 全省农村居民人均可支配收入增长5.8%，粮食总产量稳步增长。 true
	// 增長
}

// What a converter did to a text is undone as far as that is certain, and told stretch
// by stretch: pinyin behind characters, and a mark where bytes were lost.
func ExampleRepaired_Segments() {
	r := zhtext.Repair("發(fā)展特色產(chǎn)業(yè),推進(jìn)鄉(xiāng)村振興,達(dá)到300元?!半p百”行動見效。")
	fmt.Println(r.View.Text, r.Glossed, r.Lost)
	for s := range r.Segments() {
		if s.Lost {
			fmt.Println(s.Start, s.End, s.Reading, s.Certain)
		}
	}
	// Output:
	// 发展特色产业，推进乡村振兴，达到300元。“双百”行动见效。 true 1
	// 86 88 。 false
	// 88 92 “双 true
}

// A view is built from left to right: what is kept, and what is read for what.
func ExampleBuilder() {
	text := "增长５．４ %"
	b := zhtext.NewBuilder(text)
	b.Keep(0, len("增长"))
	b.Put("5.4", len("增长"), len("增长５．４"))
	b.Keep(len(text)-1, len(text)) // without the space
	v := b.View()
	start, end := v.Source(len("增长"), len(v.Text))
	fmt.Printf("%s stands for %q\n", v.Text[len("增长"):], text[start:end])
	// Output: 5.4% stands for "５．４ %"
}
