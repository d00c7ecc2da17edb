package reader

import (
	"strings"

	"github.com/luoshi-project/luoshi/zhtext"
)

// A head is what the facts of a document are read from: its first blocks, the
// date and the session found in them.
type head struct {
	front   []string // front matter and, where there is little of it, the first paragraphs
	noise   []string // lines of the page around it
	session string   // the line that names the session
	body    int      // bytes of the body
}

// readFacts reads the facts of the document as a whole from its first blocks
// and its headings.
func readFacts(r *reading) Document {
	text, blocks, opts := r.view.Text, r.blocks, r.opts
	h := readHead(text, blocks)
	title := h.title()
	d := Document{Kind: h.kind(title, text, blocks)}
	if at := strings.Index(text, title); title != "" && at >= 0 {
		d.Title = r.printed(at, at+len(title))
	}
	d.Jurisdiction, d.Level = h.place(r.lex.Places, title, text[:bodyEnd(blocks)])
	d.Speaker = h.speaker()
	date := h.date()
	y := readYears(text, blocks, date, title, d.Kind, h)
	d.PlanYear, d.ReviewYear = y.plan, y.review
	if opts.PlanYear != 0 {
		d.PlanYear = opts.PlanYear
		if y.review >= opts.PlanYear || y.review < opts.PlanYear-1 && y.review != 0 {
			d.ReviewYear = opts.PlanYear - 1
		}
	}
	if date.year == 0 && date.month != 0 && y.plan != 0 {
		date.year = y.plan
	}
	if d.Kind == "other" {
		d.ReviewYear, d.PlanYear = h.yearsOfOther(title)
		if opts.PlanYear != 0 {
			d.PlanYear = opts.PlanYear
		}
	}
	d.ReportDate = date.String()
	return d
}

// readHead collects what the facts are read from.
func readHead(text string, blocks []block) head {
	var h head
	for _, b := range blocks {
		s := text[b.start:b.end]
		switch b.kind {
		case noiseBlock:
			if len(h.noise) < 12 {
				h.noise = append(h.noise, s)
			}
		case frontBlock:
			h.front = append(h.front, s)
		case bodyBlock, headingBlock:
			if h.body == 0 || len(h.front) < 6 && h.body < 1500 {
				h.front = append(h.front, s)
			}
			h.body += b.end - b.start
		}
	}
	for _, s := range h.front {
		if at := sessionAt(s); at >= 0 && len(s) < 600 {
			h.session = s
			break
		}
	}
	return h
}

// title returns the title of the document: the longest of the lines that can
// be one, the first of several.
func (h head) title() string {
	best := ""
	take := func(s string) {
		if len(s) > len(best) {
			best = s
		}
	}
	for _, s := range h.noise {
		if strings.HasPrefix(s, "标题：") && titleLike(titlePart(s)) {
			take(titlePart(s))
		}
	}
	for _, s := range h.front {
		if s = titlePart(s); titleLike(s) {
			take(s)
		}
	}
	if best != "" {
		return best
	}
	for _, s := range h.front[:min(len(h.front), 3)] {
		if ofOneYear(s) != "" && sessionAt(s) < 0 {
			return s
		}
	}
	// A newspaper's headline says nothing of a report.
	if len(h.front) > 1 && headline(h.front[0]) && zhtext.Contains(h.front[1], "报告") {
		return h.front[0]
	}
	return ""
}

// titlePart returns the part of a line of the front that can be its title: what
// stands before the session, the name of the site or a date.
func titlePart(s string) string {
	s = strings.TrimPrefix(s, "标题：")
	for _, mark := range [...]string{"_", "|", "——", "（20", "（19", "（二", "（在"} {
		if i := strings.Index(s, mark); i > 0 && zhtext.Contains(s[:i], "报告") {
			s = s[:i]
		}
	}
	if i := zhtext.Index(s, "报告20"); i >= 0 && sessionAt(s) >= 0 {
		s = s[:i+len("报告")]
	}
	return s
}

// titleLike reports whether s can be the title of a report.
func titleLike(s string) bool {
	if len(s) > 150 || tailOf(s) >= endsPause || sessionAt(s) >= 0 {
		return false
	}
	if !zhtext.Contains(s, "报告") {
		return false
	}
	if hasStop(s) || zhtext.Contains(s, "作政府工作报告") {
		return false // 某省长作政府工作报告。某报记者 摄: what a picture shows
	}
	if i := zhtext.Index(s, "，"); i > 4 && !zhtext.Contains(s[:i], "报告") {
		return false
	}
	return zhtext.Contains(s, "工作报告") || strings.HasPrefix(s, "关于") && zhtext.Contains(s, "的报告") || strings.HasSuffix(s, "计划的报告") || strings.HasSuffix(s, "纲要的报告")
}

// headline reports whether s can be the headline of an article.
func headline(s string) bool {
	if len(s) > 120 || len(s) < 12 || ordinalAt(s) != noForm || tailOf(s) >= endsPause && !strings.HasSuffix(s, "！") {
		return false
	}
	return sessionAt(s) < 0 && !dateOnly(s) && !personLine(s) && !zhtext.Contains(s, "工作回顾")
}

var digestWords = phrases.list("digestWords")

// kind says what the document is: a report, a digest of one, news about one,
// or other.
func (h head) kind(title, text string, blocks []block) string {
	if digestWords.In(title) {
		return "digest"
	}
	greeted, retold, news, spoken := false, false, false, false
	for _, s := range h.front {
		short := s[:min(len(s), 900)]
		greeted = greeted || greeting(s)
		spoken = spoken || zhtext.Contains(short, "我代表") && zhtext.Contains(short, "报告") || strings.HasPrefix(s, "现在，") && zhtext.Contains(short, "报告")
		retold = retold || zhtext.Contains(short, "工作报告时说") || zhtext.Contains(short, "报告回顾了") || zhtext.Contains(short, "报告指出") ||
			zhtext.Contains(short, "报告提出") || zhtext.Contains(short, "记者梳理") || zhtext.Contains(short, "作政府工作报告。报告")
		news = news || newsLead(s)
	}
	switch {
	case spoken:
		return "report"
	case retold && !news:
		return "digest"
	case news:
		if h.body < 6000 {
			return "news"
		}
		return "digest"
	case greeted:
		return "report"
	case !zhtext.Contains(title, "报告") && ofOneYear(title) != "":
		return "other"
	case h.session != "" && title != "":
		return "report"
	}
	if zhtext.Contains(title, "工作报告") {
		return "report"
	}
	for _, b := range blocks {
		if n := b.end - b.start; b.kind == bodyBlock && n < 120 {
			switch roleOfTitle(text[b.start:b.end], 0, 0) {
			case RoleReview, RolePlan:
				return "digest"
			}
		}
	}
	return "other"
}

// newsLead reports whether s begins like an article: 本报讯, 新华社…电.
func newsLead(s string) bool {
	short := s[:min(len(s), 60)]
	return strings.HasPrefix(s, "本报讯") || strings.HasPrefix(s, "新华社") || strings.HasPrefix(s, "中新社") || strings.HasPrefix(s, "新华网") ||
		zhtext.Contains(short, "日报讯") || zhtext.Contains(short, "晚报讯") || zhtext.Contains(short, "（记者") || zhtext.Contains(short, "日电")
}
