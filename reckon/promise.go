package reckon

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/luoshi-project/luoshi/reader"
)

// A promise is a target with a number, or a milestone without one.
type promise struct {
	figure     *figure        // nil for a milestone
	action     *reader.Action // nil for an indicator outside of all actions
	clause     int            // of the plan, -1 where unknown
	at         reader.Span    // of a milestone
	text       string         // of a milestone: its clause, folded
	core       string         // what it is about, without words of doing
	items      []string       // names listed in it
	grams      grams
	livelihood bool
}

// promises lists what the plan promises for the year, and counts what it
// promises for later ones.
func (r *reckoner) promises() (list []*promise, later int) {
	p := r.plan
	owner := map[string]*reader.Action{}
	for i := range p.rep.Actions {
		for _, id := range p.rep.Actions[i].Indicators {
			owner[id] = &p.rep.Actions[i]
		}
	}
	lists := r.livelihoodLists()
	inList := func(at int) bool {
		for _, l := range lists {
			if at >= l.Start && at < l.End {
				return true
			}
		}
		return false
	}
	numbered := map[int]bool{} // clauses with a promise in numbers
	for i := range p.figures {
		f := &p.figures[i]
		if f.ind.Status != "target" || f.former || f.partial || r.words.qualifies(p, f) {
			continue
		}
		if r.year != 0 && f.ind.Year > r.year {
			later++
			if f.clause >= 0 {
				numbered[f.clause] = true
			}
			continue
		}
		if r.year != 0 && f.ind.Year != 0 && f.ind.Year < r.year {
			continue
		}
		pr := &promise{figure: f, action: owner[f.ind.ID], clause: f.clause, grams: f.grams, core: f.subject, livelihood: inList(f.ind.Start)}
		pr.livelihood = pr.livelihood || pr.action != nil && pr.action.Kind == "livelihood"
		if f.clause >= 0 {
			numbered[f.clause] = true
			pr.items = listed(p.clauses[f.clause].text)
		}
		list = append(list, pr)
	}
	for i := range p.rep.Actions {
		a := &p.rep.Actions[i]
		if a.Deadline != "" && r.year != 0 && a.Deadline > yearEnd(r.year) {
			later++
			continue
		}
		list = append(list, r.milestones(a, numbered, inList(a.Start))...)
	}
	return list, later
}

func yearEnd(y int) string { return strconv.Itoa(y) + "-12-31" }

// milestones are the clauses of an action that promise something to be checked
// without a number.
func (r *reckoner) milestones(a *reader.Action, numbered map[int]bool, livelihood bool) []*promise {
	p := r.plan
	livelihood = livelihood || a.Kind == "livelihood"
	named := a.Kind == "project" && len(a.Projects) > 0 || livelihood
	var out []*promise
	from := p.clauseAt(a.Start)
	if from < 0 {
		return nil
	}
	counted := false
	last := ""
	for c := from; c < len(p.clauses) && p.clauses[c].Start < a.End; c++ {
		cl := &p.clauses[c]
		if numbered[c] {
			counted = true
			last = cl.text
			continue
		}
		text := cl.text
		if step, _ := r.words.stepOf(text); step == "" && !r.words.isMilestone(text) && !r.saidAgain(text, a.Kind == "target") {
			last = text
			continue
		}
		core := r.core(text)
		if utf8.RuneCountInString(core) < 4 && last != "" { // 实现全线贯通: of what stood before
			core = r.core(last) + core
		}
		last = text
		out = append(out, r.milestone(a, c, cl.Span, text, core, livelihood)...)
	}
	if len(out) == 0 && !counted && named {
		span := a.Span
		text := r.words.same(p.mended(a.Span))
		out = append(out, r.milestone(a, from, span, text, r.core(text), livelihood)...)
	}
	return out
}

// isMilestone tells whether a clause promises something to be checked: it opens
// or ends with a word of reaching something, or applies for a title.
func (w *Words) isMilestone(text string) bool {
	plain := w.bare(w.timeless(text))
	for _, m := range w.classes["milestone"] {
		at := strings.Index(plain, m)
		switch {
		case at < 0:
		case at == 0:
			return true
		case slices.Contains(w.classes["wish"], m):
			if rest := plain[at+len(m):]; utf8.RuneCountInString(rest) >= 3 && !strings.HasPrefix(rest, "、") {
				return true
			}
		case at+len(m) == len(plain):
			return true
		}
	}
	return w.prefix("hold", plain) != "" && w.has("event", plain)
}

// milestone is one promise, or one for each name where a list of names is
// followed by what is promised of each (推动甲、乙创建国家公园).
func (r *reckoner) milestone(a *reader.Action, c int, at reader.Span, text, core string, livelihood bool) []*promise {
	pr := &promise{action: a, clause: c, at: at, text: text, core: core, livelihood: livelihood, items: listed(text)}
	if utf8.RuneCountInString(core) < 3 {
		return nil
	}
	pr.grams = r.index.grams(r.words.withoutTail(core))
	if len(pr.items) > 1 {
		for _, wish := range r.words.classes["wish"] {
			end := strings.Index(text, wish)
			if end <= 0 {
				continue
			}
			names := listed(text[:end])
			if len(names) < 2 {
				break
			}
			var each []*promise
			for _, n := range names {
				one := *pr
				one.items = nil
				one.text = r.words.bare(n) + text[end:]
				one.core = r.core(one.text)
				one.grams = r.index.grams(one.core)
				each = append(each, &one)
			}
			return each
		}
	}
	return []*promise{pr}
}

// core takes words of doing, of stages and of time out of a clause, so that
// what it is about is left.
func (r *reckoner) core(text string) string { return r.coreOf(r.plan, text) }

func (r *reckoner) coreOf(p *paper, text string) string {
	text = r.words.bare(r.words.timeless(text))
	placeless := text
	for _, own := range p.own {
		placeless = strings.ReplaceAll(placeless, own, "")
	}
	if core := r.words.stripped(placeless); utf8.RuneCountInString(core) >= 3 {
		return core
	}
	return r.words.stripped(text) // a bridge that bears the place's name
}

// stripped takes words of doing and of stages out of a clause.
func (w *Words) stripped(text string) string {
	text = w.fillers.Replace(text)
	for changed := true; changed; {
		changed = false
		for _, class := range []string{"verb", "lead"} {
			for _, v := range w.classes[class] {
				if t, ok := strings.CutPrefix(text, v); ok && utf8.RuneCountInString(t) >= 2 {
					text, changed = t, true
					break
				}
			}
		}
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		n := 0
		for _, s := range w.stages {
			if strings.HasPrefix(text[i:], s.word) {
				n = len(s.word)
				break
			}
		}
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text[i:])
			b.WriteString(text[i : i+n])
		}
		i += n
	}
	rest := strings.Trim(b.String(), "、的")
	for _, task := range w.classes["task"] {
		if t, ok := strings.CutSuffix(rest, task); ok && utf8.RuneCountInString(t) >= 5 {
			rest = t
		}
	}
	if strings.Contains(text, "、") && utf8.RuneCountInString(rest) < 6 {
		return text // 市市通高铁、县县通高速: the words of a stage say it all
	}
	return rest
}

// withoutOrdinals takes which time an event is held (第22届) out of a clause.
func withoutOrdinals(text string) string {
	from, rest, ok := strings.Cut(text, "第")
	if !ok {
		return text
	}
	if n, behind, ok := strings.Cut(rest, "届"); ok && n != "" && strings.Trim(n, numerals) == "" {
		return from + withoutOrdinals(behind)
	}
	return from + "第" + withoutOrdinals(rest)
}

// timeless takes dates and numbers with their units out of a clause, and the
// number of an item (七是).
func (w *Words) timeless(text string) string {
	for _, n := range []string{"十", "一", "二", "三", "四", "五", "六", "七", "八", "九"} {
		if t, ok := strings.CutPrefix(text, n); ok {
			t = strings.TrimLeft(t, "十一二三四五六七八九")
			if t, ok = strings.CutPrefix(t, "是"); ok {
				text = t
				break
			}
		}
	}
	text = withoutOrdinals(text)
	var b strings.Builder
	for i := 0; i < len(text); {
		if c := text[i]; c < '0' || c > '9' {
			b.WriteByte(c)
			i++
			continue
		}
		j := i
		for j < len(text) && (text[j] >= '0' && text[j] <= '9' || text[j] == '.') {
			j++
		}
		cut := 0
		for _, when := range w.classes["date end"] {
			if strings.HasPrefix(text[j:], when) {
				cut = len(when)
				break
			}
		}
		if i > 0 && text[i-1] >= 'A' && text[i-1] <= 'Z' || strings.HasPrefix(text[j:], "号") ||
			cut == 0 && j < len(text) && text[j] < 0x80 && text[j] != '%' { // G331, 4号线, 5G
			b.WriteString(text[i:j])
			i = j
			continue
		}
		j += cut
		for cut == 0 {
			u := w.prefix("unit", text[j:])
			if u == "" {
				break
			}
			j += len(u)
		}
		i = j
	}
	return b.String()
}

// prefix returns the longest word of a class that s begins with, or "".
func (w *Words) prefix(class, s string) string {
	for _, word := range w.classes[class] {
		if strings.HasPrefix(s, word) {
			return word
		}
	}
	return ""
}

// longestName is the length in characters up to which a part of a list is a name.
const longestName = 24

// listed returns the names of a list in a clause, or nil where there is none.
// The last name is what stands before the number or the common noun behind it.
func listed(text string) []string {
	if !strings.Contains(text, "、") {
		return nil
	}
	parts := strings.Split(strings.NewReplacer("以及", "、", "及", "、").Replace(text), "、")
	var out []string
	for i, part := range parts {
		if i == len(parts)-1 {
			if cut := strings.IndexAny(part, "0123456789"); cut > 0 {
				part = part[:cut]
			} else if cut := strings.Index(part, "等"); cut > 0 {
				part = part[:cut]
			}
		}
		if n := utf8.RuneCountInString(part); n > 0 && n <= longestName {
			out = append(out, part)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// livelihoodLists are the stretches of the plan that list livelihood items
// (民生实事): the rest of the paragraph behind the sentence that announces them.
// Lists of one item a paragraph are known by the kind of their actions.
func (r *reckoner) livelihoodLists() []reader.Span {
	var out []reader.Span
	statements := r.plan.rep.Statements
	for i := range r.plan.figures {
		f := &r.plan.figures[i]
		if f.key != "livelihood_items" || f.ind.Status != "target" || f.clause < 0 {
			continue
		}
		at := r.plan.clauses[f.clause].statement
		end := statements[at].End
		for at++; at < len(statements) && statements[at].Start == end; at++ { // sentences of one paragraph touch
			end = statements[at].End
		}
		out = append(out, reader.Span{Start: f.ind.End, End: end})
	}
	return out
}
