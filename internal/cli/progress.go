package cli

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// barFrom is how many files it takes before a progress bar is shown.
const barFrom = 5

// progress is a bar on a terminal, or nothing.
type progress struct{ bar *progressbar.ProgressBar }

func newProgress(w io.Writer, files int) *progress {
	if _, tty := terminal(w); !tty || files < barFrom {
		return &progress{}
	}
	return &progress{progressbar.NewOptions(files,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription("reading"),
		progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionUseANSICodes(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

// skip counts documents that an earlier run has dealt with.
func (p *progress) skip(n int) {
	if p.bar != nil && n > 0 {
		_ = p.bar.Add(n)
	}
}

func (p *progress) step() {
	if p.bar != nil {
		_ = p.bar.Add(1)
	}
}

// aside prints something to the same terminal without tearing the bar.
func (p *progress) aside(say func()) {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	say()
	if p.bar != nil {
		_ = p.bar.RenderBlank()
	}
}

func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
