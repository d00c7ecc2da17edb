package zhtext

// Over returns v as a view of the text that base is a view of: v must be a view
// of base.Text.
func (v *View) Over(base *View) *View {
	out := &View{Text: v.Text, runs: make([]run, 0, len(v.runs)+len(base.runs))}
	for _, r := range v.runs {
		if !r.even {
			start, end := base.Source(int(r.src), int(r.end))
			out.runs = append(out.runs, run{at: r.at, src: int32(start), end: int32(end)})
			continue
		}
		// What v has byte for byte may be so in base only in part.
		for i := base.find(int(r.src)); i < len(base.runs); i++ {
			b := base.runs[i]
			next := int32(len(base.Text))
			if i+1 < len(base.runs) {
				next = base.runs[i+1].at
			}
			from, to := max(r.src, b.at), min(r.end, next)
			if from >= to {
				break
			}
			part := run{at: r.at + from - r.src, src: b.src, end: b.end, even: b.even}
			if b.even {
				part.src, part.end = b.src+from-b.at, b.src+to-b.at
			}
			out.runs = append(out.runs, part)
		}
	}
	return out
}
