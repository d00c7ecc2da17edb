package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// A load is what is asked of the server, and what came of it.
type load struct {
	options
	url    string
	client *http.Client
	plan   *plan
	cookie map[string]string // of each person who signed in
	forms  []form            // ready to be sent
	warm   time.Time         // from when on figures count

	mu     sync.Mutex
	first  figures // while warming up
	took   map[string]*figures
	failed []string
	sent   int // reports taken
}

// A form is a report as the browser would send it.
type form struct {
	cookie, to, kind string
	body             []byte
}

// warming is how long the load goes on before its figures count: each page is
// opened for the first time once. The slowest of these is told.
const warming = 30 * time.Second

// patience is how long an answer is waited for.
const patience = time.Minute

// newLoad signs everybody in and fills in the forms of the reports.
func newLoad(ctx context.Context, o options, p *process, plan *plan) (*load, error) {
	l := &load{
		options: o, url: p.url, plan: plan, cookie: map[string]string{}, took: map[string]*figures{},
		client: &http.Client{
			Transport:     &http.Transport{MaxIdleConnsPerHost: 256, DisableCompression: true},
			Timeout:       patience,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
	for i := range plan.readers {
		if err := l.signIn(ctx, plan.readers[i].person); err != nil {
			return nil, err
		}
	}
	wanted := int((o.span + warming).Seconds()) * o.reports
	for _, c := range plan.work {
		if len(l.forms) == wanted {
			break
		}
		if err := l.signIn(ctx, c.clerk); err != nil {
			return nil, err
		}
		f, ok, err := l.fillIn(ctx, c)
		if err != nil {
			return nil, err
		}
		if ok {
			l.forms = append(l.forms, f)
		}
	}
	if len(l.forms) < wanted {
		return nil, fmt.Errorf("there are %d matters to report on and %d reports to send", len(l.forms), wanted)
	}
	return l, nil
}

// signIn signs a person in through the form. A server that has had enough of
// sign-ins from one machine is asked again.
func (l *load) signIn(ctx context.Context, person string) error {
	for l.cookie[person] == "" {
		body := url.Values{"account": {person}, "password": {password}}.Encode()
		answer, err := l.send(ctx, http.MethodPost, "/sign-in", "", strings.NewReader(body), "application/x-www-form-urlencoded")
		if err != nil {
			return err
		}
		if err := answer.Body.Close(); err != nil {
			return err
		}
		switch answer.StatusCode {
		case http.StatusSeeOther:
			for _, c := range answer.Cookies() {
				if c.Value != "" {
					l.cookie[person] = c.Name + "=" + c.Value
				}
			}
		case http.StatusTooManyRequests:
			time.Sleep(time.Second)
		default:
			return fmt.Errorf("%s cannot sign in: %s", person, answer.Status)
		}
	}
	return nil
}

func (l *load) send(ctx context.Context, method, to, cookie string, body io.Reader, kind string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, l.url+to, body)
	if err != nil {
		return nil, err
	}
	if cookie != "" {
		req.Header.Set("Cookie", cookie)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	req.Header.Set("Accept-Encoding", "gzip")
	return l.client.Do(req)
}

// fillIn opens the report form of a matter and fills in what it asks for; ok is
// false where it waits for something else than a report.
func (l *load) fillIn(ctx context.Context, c chore) (f form, ok bool, err error) {
	cookie := l.cookie[c.clerk]
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.url+"/matters/"+c.matter+"?do=report", nil)
	if err != nil {
		return f, false, err
	}
	req.Header.Set("Cookie", cookie)
	answer, err := l.client.Do(req)
	if err != nil {
		return f, false, err
	}
	page, err := goquery.NewDocumentFromReader(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return f, false, err
	}
	shown := page.Find(`form[action$="/report"]`)
	if shown.Length() != 1 || shown.Find(`input[name="no_progress"]`).Length() == 0 {
		return f, false, nil
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	shown.Find(`input[type="hidden"]`).Each(func(_ int, s *goquery.Selection) {
		err = errors.Join(err, w.WriteField(s.AttrOr("name", ""), s.AttrOr("value", "")))
	})
	shown.Find("textarea").Each(func(_ int, s *goquery.Selection) {
		err = errors.Join(err, w.WriteField(s.AttrOr("name", ""), "本周完成基础施工，累计过半，人员材料到位，按计划推进。"))
	})
	err = errors.Join(err, w.Close())
	return form{cookie, shown.AttrOr("action", ""), w.FormDataContentType(), body.Bytes()}, true, err
}

// run reads and writes for the span of the load.
func (l *load) run(ctx context.Context) error {
	var all sync.WaitGroup
	begin := time.Now().Add(time.Second)
	l.warm = begin.Add(warming)
	for i := range l.plan.readers {
		all.Go(func() { l.read(ctx, i, begin.Add(l.every*time.Duration(i)/time.Duration(len(l.plan.readers)))) })
	}
	for i, f := range l.forms {
		at := begin.Add(time.Duration(i) * time.Second / time.Duration(l.reports))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Until(at)):
		}
		all.Go(func() { l.report(ctx, f) })
	}
	all.Wait()
	return ctx.Err()
}

// read opens pages, one of each kind before the first comes again.
func (l *load) read(ctx context.Context, i int, at time.Time) {
	r := &l.plan.readers[i]
	random := rand.New(rand.NewPCG(uint64(i), 4)) //nolint:gosec // the same each time
	end := at.Add(warming + l.span)
	for {
		for _, k := range random.Perm(len(r.kinds)) {
			time.Sleep(time.Until(at))
			if at = at.Add(l.every); ctx.Err() != nil || !at.Before(end) {
				return
			}
			k := &r.kinds[k]
			cookie := l.cookie[r.person]
			if k.stranger {
				cookie = ""
			}
			l.open(ctx, k.name, k.addresses[random.IntN(len(k.addresses))], cookie)
		}
	}
}

func (l *load) open(ctx context.Context, kind, address, cookie string) {
	l.time(kind, address, http.StatusOK, func() (*http.Response, error) {
		return l.send(ctx, http.MethodGet, address, cookie, nil, "")
	})
}

// report sends one report in. What comes after it, the page of the matter, is
// left to the readers.
func (l *load) report(ctx context.Context, f form) {
	if l.time("POST report", f.to, http.StatusSeeOther, func() (*http.Response, error) {
		return l.send(ctx, http.MethodPost, f.to, f.cookie, bytes.NewReader(f.body), f.kind)
	}) {
		l.mu.Lock()
		defer l.mu.Unlock()
		if !time.Now().Before(l.warm) {
			l.sent++
		}
	}
}

// time takes down how long an answer took, as the server says and as it was
// waited for.
func (l *load) time(kind, address string, status int, ask func() (*http.Response, error)) bool {
	began := time.Now()
	answer, err := ask()
	if err != nil {
		l.fail(fmt.Sprintf("%s: %v", address, err))
		return false
	}
	size, err := io.Copy(io.Discard, answer.Body)
	waited := time.Since(began)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		l.fail(fmt.Sprintf("%s: %v", address, err))
		return false
	}
	if answer.StatusCode != status {
		l.fail(fmt.Sprintf("%s: %s", address, answer.Status))
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if began.Before(l.warm) {
		l.first.add(serverTime(answer.Header), waited, size)
		return true
	}
	f := l.took[kind]
	if f == nil {
		f = &figures{}
		l.took[kind] = f
	}
	f.add(serverTime(answer.Header), waited, size)
	return true
}

// documents opens what is laid out for paper from many matters, once each: they
// are made now and then, not turned over like pages.
func (l *load) documents(ctx context.Context) error {
	for _, d := range []struct{ what, address, bar string }{
		{"the circular of all matters, first time", "/board/circular", "at most 2"},
		{"the circular of all matters, second time", "/board/circular", "at most 2"},
		{"2000 matters laid out for printing", "/ledger/print?open=1", ""},
	} {
		answer, err := l.send(ctx, http.MethodGet, d.address, l.cookie["office"], nil, "")
		if err != nil {
			return err
		}
		report(d.what, serverTime(answer.Header).Seconds(), "s", d.bar)
		if err := answer.Body.Close(); err != nil {
			return err
		}
	}
	return nil
}

func (l *load) fail(what string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failed = append(l.failed, what)
}
