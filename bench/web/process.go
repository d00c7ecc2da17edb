package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// A process is the server that is measured.
type process struct {
	cmd   *exec.Cmd
	url   string
	ready time.Duration
}

// start starts the server and waits until a page is answered.
func start(ctx context.Context, program, file string) (*process, error) {
	cmd := exec.Command(program, "serve", "--db", file, "--addr", "127.0.0.1:0", "--lang", "en", "--idle", "4h")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd}
	lines := bufio.NewScanner(out)
	for p.url == "" && lines.Scan() {
		if at := strings.Index(lines.Text(), "http://"); at >= 0 {
			p.url = lines.Text()[at:]
		}
	}
	if p.url == "" {
		return nil, errors.Join(errors.New("the server did not say where it is"), p.stop())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+"/sign-in", nil)
	if err != nil {
		return nil, errors.Join(err, p.stop())
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, errors.Join(err, p.stop())
	}
	p.ready = time.Since(began)
	return p, answer.Body.Close()
}

// stop ends the server.
func (p *process) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	if err := p.cmd.Wait(); err != nil && p.cmd.ProcessState.ExitCode() != 130 {
		return fmt.Errorf("the server: %w", err)
	}
	return nil
}

// settle waits until the server has caught up with the time that went by since
// the ledger was made, and has had nothing to do for a while.
func (p *process) settle(ctx context.Context) error {
	quiet, spent := 0, p.spent()
	for range 300 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
		now := p.spent()
		if quiet++; now-spent > 20 { // hundredths of a second
			quiet = 0
		}
		if spent = now; quiet == 25 {
			return nil
		}
	}
	return errors.New("the server did not come to rest within five minutes")
}

// spent is the processor time that the server took, in hundredths of a second;
// 0 where the system does not tell.
func (p *process) spent() int {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(data), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return 0
	}
	var user, system int
	_, _ = fmt.Sscan(fields[11]+" "+fields[12], &user, &system)
	return user + system
}

// memory is one of the figures that the system keeps of the server, in MiB; 0
// where it does not tell.
func (p *process) memory(name string) float64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(data), name)
	var kib float64
	_, _ = fmt.Sscan(after, &kib)
	return kib / 1024
}
