package web

import (
	"html/template"
	"strconv"
	"strings"

	"github.com/luoshi-project/luoshi/internal/review"
)

// A markup is HTML in the making. Entries and marks are written with it and not
// by templates, because a report has a thousand of each and a page is to be
// ready in a few milliseconds: a template takes ten times as long.
type markup struct{ strings.Builder }

// tag writes markup of our own, as it stands.
func (m *markup) tag(parts ...string) {
	for _, p := range parts {
		m.WriteString(p)
	}
}

// words writes text, escaped.
func (m *markup) words(s string) { template.HTMLEscape(m, []byte(s)) }

// html is what was written.
func (m *markup) html() template.HTML {
	return template.HTML(m.String()) //nolint:gosec // tags are ours, everything else went through words
}

// Row is an entry as the list shows it. Ids are letters and digits.
func (w *reportWorkspace) Row(it *review.Item) template.HTML {
	m := &markup{}
	mine := w.May && it.Matter == ""
	unsure := it.Status == review.Open && (it.Doubt || it.Change == review.Uncertain)
	m.tag(`<li id="e-`, it.ID, `" class="entry `, string(it.Kind), ` `, string(it.Status))
	if it.Matter != "" {
		m.tag(" docketed")
	}
	if it.Change != "" {
		m.tag(" changed")
	}
	if unsure {
		m.tag(" unsure")
	}
	m.tag(`" data-id="`, it.ID, `" data-section="`)
	m.words(it.Section)
	m.tag(`" tabindex="-1"><div class="head">`)
	if mine {
		m.tag(`<input type="checkbox" name="item" value="`, it.ID, `" aria-label="`)
		m.words(w.text("report.choose") + " " + w.Title(it))
		m.tag(`">`)
	}
	m.tag(`<a class="title" href="#t-`, it.ID, `">`)
	m.words(w.Title(it))
	if it.Figure != nil {
		m.tag(` <b>`)
		m.words(it.Quote)
		m.tag(`</b>`)
	}
	m.tag(`</a><span class="state">`)
	switch {
	case it.Matter != "":
		m.tag(`<a href="`)
		m.words(w.MatterOf(it))
		m.tag(`">`)
		m.words(it.Number)
		m.tag(`</a>`)
	case it.Status != review.Open:
		m.words(w.text("report.status_" + string(it.Status)))
	}
	m.tag(`</span></div><div class="line"><p class="about">`)
	w.about(m, it, unsure)
	w.chips(m, it, mine)
	m.tag(`</p>`)
	switch {
	case mine:
		w.buttons(m, it)
	case w.May && it.Status == review.Open: // docketed, and its text changed since
		m.tag(`<div class="do"><button name="do" value="accept `, it.ID, `">`)
		m.words(w.text("report.noted"))
		m.tag(`</button></div>`)
	}
	m.tag(`</div>`)
	if it.Was != "" {
		m.tag(`<p class="compare">`)
		for _, p := range w.Compared(it) {
			tag := ""
			switch {
			case p.Old:
				tag = "del"
			case p.New:
				tag = "ins"
			}
			if tag == "" {
				m.words(p.Text)
				continue
			}
			m.tag(`<`, tag, `>`)
			m.words(p.Text)
			m.tag(`</`, tag, `>`)
		}
		m.tag(`</p>`)
	}
	m.tag("</li>\n")
	return m.html()
}

// about is what the entry is: 项目 · 2026-06-30 前.
func (w *reportWorkspace) about(m *markup, it *review.Item, unsure bool) {
	if it.Figure != nil {
		m.words(w.Says(it))
	} else {
		m.words(w.text("report.type_" + it.Type))
		if it.Deadline != "" {
			m.words(" · " + w.q.T("report.by", w.q.dayOf(it.Deadline)))
		}
	}
	key := ""
	switch {
	case it.Change != "":
		key = "report.change_" + string(it.Change)
	case unsure:
		key = "report.doubt"
	}
	if key != "" {
		m.tag(` <span class="change">`)
		m.words(w.text(key))
		m.tag(`</span>`)
	}
}

// chips writes the units of an action: those that can be chosen are buttons.
func (w *reportWorkspace) chips(m *markup, it *review.Item, mine bool) {
	for _, c := range w.Chips(it) {
		class, title := "chip", ""
		switch {
		case c.Chosen || c.Taken:
			class += " on"
		case c.Unit == "" && !c.With:
			class += " unknown"
			title = w.text("report.not_ours")
		}
		button := mine && c.Unit != ""
		if button {
			m.tag(` <button class="`, class, `" name="do" value="lead `, it.ID, ` `)
			m.words(c.Unit)
			title = w.q.T("report.lead_choose", c.Name, c.Because)
		} else {
			m.tag(` <span class="`, class)
		}
		if title != "" {
			m.tag(`" title="`)
			m.words(title)
		}
		m.tag(`">`)
		if c.With {
			m.tag(`<small>`)
			m.words(w.text("report.with"))
			m.tag(`</small> `)
		}
		m.words(c.Name)
		if c.Because != "" {
			m.tag(` <small>`)
			m.words(c.Because)
			m.tag(`</small>`)
		}
		if button {
			m.tag(`</button>`)
		} else {
			m.tag(`</span>`)
		}
	}
}

func (w *reportWorkspace) buttons(m *markup, it *review.Item) {
	button := func(do, key string) {
		m.tag(`<button name="do" value="`, do, ` `, it.ID, `">`)
		m.words(w.text(key))
		m.tag(`</button>`)
	}
	m.tag(`<div class="do">`)
	if it.Status == review.Open {
		button("accept", "report.accept")
	} else {
		button("open", "report.reopen")
	}
	m.tag(`<a class="button" data-edit="`, it.ID, `" href="`)
	m.words(w.link(it, it.ID))
	m.tag(`">`)
	m.words(w.text("report.correct"))
	m.tag(`</a>`)
	if it.Status != review.Dropped {
		button("drop", "report.drop")
	} else {
		button("accept", "report.accept")
	}
	m.tag(`</div>`)
}

// link is the address of the workspace at an entry, which may be open for
// correction.
func (w *reportWorkspace) link(it *review.Item, edit string) string {
	query := "?show=" + w.Show + "&since=" + strconv.Itoa(w.Since)
	if edit != "" {
		query += "&edit=" + edit
	}
	return "/reports/" + w.ID + query + "#e-" + it.ID
}

// text is a text in the language of the page; the same few are asked for a
// thousand times.
func (w *reportWorkspace) text(key string) string {
	s, ok := w.texts[key]
	if !ok {
		s = w.q.T(key)
		w.texts[key] = s
	}
	return s
}
