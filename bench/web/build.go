package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/internal/simulate"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/luoshi-project/luoshi/sample"
	"github.com/luoshi-project/luoshi/workday"
)

// edition changes when the ledger is to be made anew.
const edition = 2

// build makes the ledger, unless this week's is there, and returns its file.
func build(ctx context.Context, o options) (string, error) {
	today := workday.DateOf(time.Now())
	monday := today
	for monday.Weekday() != time.Monday {
		monday = monday.AddDays(-1)
	}
	file := filepath.Join(o.cache, fmt.Sprintf("web-%d-%d-%s.db", o.matters, edition, monday))
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return file, err
	}
	earlier, err := filepath.Glob(filepath.Join(o.cache, "web-*.db*"))
	if err != nil {
		return "", err
	}
	for _, f := range earlier {
		if err := os.Remove(f); err != nil {
			return "", err
		}
	}
	began := time.Now()
	making := file + ".part"
	if err := lived(ctx, making, o.matters, monday); err != nil {
		return "", err
	}
	if err := furnished(ctx, making); err != nil {
		return "", err
	}
	if err := os.Rename(making, file); err != nil {
		return "", err
	}
	report(fmt.Sprintf("a ledger of %d matters made in", o.matters), time.Since(began).Seconds(), "s", "kept in "+o.cache)
	return file, nil
}

// lived lives the year before a day.
func lived(ctx context.Context, file string, matters int, end workday.Date) (err error) {
	clock := &simulate.Clock{}
	s, err := store.Open(ctx, file, store.Options{Clock: clock.Now, Careless: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	_, err = simulate.Run(ctx, s, clock, simulate.Options{Matters: matters, Seed: 7, From: end.AddDays(-364), To: end.AddDays(-1)})
	return err
}

// password is that of all who sign in.
const password = "fifty readers a second"

// furnished adds what a simulation has not: people who only look, administrators,
// accounts, and reports under review whose matters have indicators with readings.
func furnished(ctx context.Context, file string) (err error) {
	s, err := store.Open(ctx, file, store.Options{Clock: time.Now, Careless: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	l := ledger.New(s, ledger.Options{})
	if err := l.ChangeOrg(ctx, "admin", more(), ""); err != nil {
		return err
	}
	if err := reports(ctx, l); err != nil {
		return err
	}
	a := auth.New(s, auth.Options{Clock: time.Now})
	for _, person := range people() {
		token, _, err := a.Invite(ctx, "", person)
		if err != nil {
			return err
		}
		if _, err := a.Accept(ctx, token, password, auth.Origin{}); err != nil {
			return err
		}
	}
	return nil
}

// more is whom a simulated province lacks.
func more() access.Chart {
	var c access.Chart
	add := func(unit string, role access.Role, person string) {
		c.People = append(c.People, access.Person{ID: person, Name: person})
		c.Seats = append(c.Seats, access.Seat{ID: unit + "/" + string(role), Unit: unit, Role: role, Holder: person})
	}
	add("province", access.Viewer, "viewer")
	add("city1", access.Viewer, "city1-viewer")
	add("province", access.SecurityAdmin, "security")
	add("province", access.AuditAdmin, "audit")
	return c
}

// reports puts reports of the province and its cities under review. Two of three
// are docketed, assigned in turn to the departments, signed for and reported on
// with figures.
func reports(ctx context.Context, l *ledger.Service) error {
	r := review.New(l)
	texts, err := papers()
	if err != nil {
		return err
	}
	for i, text := range texts {
		unit, office := "province", "office"
		if i >= 4 {
			unit = fmt.Sprintf("city%d", i%cities+1)
			office = unit + "-office"
		}
		v, err := r.Read(ctx, office, review.Upload{Name: fmt.Sprintf("%d.txt", i), Data: text, Stage: review.Adopted, Unit: unit})
		if err != nil {
			return err
		}
		if i%3 == 2 {
			continue // not looked at yet
		}
		steps := []review.Command{review.AcceptSection{}}
		for j := range v.Items {
			if it := &v.Items[j]; it.Kind == review.Action {
				steps = append(steps, review.SetUnits{Items: []string{it.ID}, Lead: department(unit, j)})
			}
		}
		if _, err := r.Do(ctx, office, v.ID, ledger.Any, steps...); err != nil {
			return err
		}
		if _, _, err := r.Docket(ctx, office, v.ID, review.Docketing{InCharge: unit + "/leader", Assign: true}); err != nil {
			return err
		}
		if err := reported(ctx, l, office, v.Reading().Text); err != nil {
			return err
		}
	}
	return nil
}

func department(government string, i int) string { return fmt.Sprintf("%s-d%d", government, i%6+1) }

// reported has the matters of a report signed for and half of those with an
// indicator reported on twice.
func reported(ctx context.Context, l *ledger.Service, office, document string) error {
	page, err := l.List(ctx, office, ledger.Query{Document: document, Statuses: []ledger.Status{ledger.Assigned}, Limit: 1000})
	if err != nil {
		return err
	}
	return l.Batch(ctx, func(b *ledger.Batch) error {
		for i := range page.Rows {
			id, by := page.Rows[i].ID, page.Rows[i].Lead+"-handler"
			state, err := b.Do(by, id, ledger.Any, ledger.Sign{})
			if err != nil {
				return err
			}
			if len(state.Matter.Indicators) == 0 || i%2 == 0 {
				continue
			}
			for _, value := range []string{"1", "2"} {
				c := ledger.SubmitReport{Says: map[string]string{"progress": "按计划推进"}, Values: map[string]string{state.Matter.Indicators[0].ID: value}}
				if _, err := b.Do(by, id, ledger.Any, c); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// papers are the sample's reports, and some of the corpus where there is one.
func papers() ([][]byte, error) {
	var texts [][]byte
	for _, name := range []string{"2025.txt", "2024.txt"} {
		text, err := sample.Files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	folder := os.Getenv("LUOSHI_CORPUS")
	if folder == "" {
		folder = filepath.Join("..", "shared", "corpus")
	}
	found, err := filepath.Glob(filepath.Join(folder, "provinces-2025", "*.txt"))
	if err != nil {
		return nil, err
	}
	for _, name := range found[:min(8, len(found))] {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, nil
}

// people lists who has an account: those who read, each once, and the clerks.
func people() []string {
	var list []string
	for _, r := range readers() {
		list = append(list, r.person)
	}
	list = append(list, clerks()...)
	slices.Sort(list)
	return slices.Compact(list)
}

// duplicate copies a file.
func duplicate(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	out, err := os.Create(to)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close(), in.Close())
}
