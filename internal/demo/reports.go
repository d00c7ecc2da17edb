package demo

import (
	"context"

	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/sample"
)

// Reports puts the province's reports under review: the year's own, reviewed to
// its end and joined with the matters that were made of it, and that of the year
// before, just begun. It returns the id of the latter.
func Reports(ctx context.Context, r *review.Service) (begun string, err error) {
	read := func(name string) (review.View, error) {
		data, err := sample.Files.ReadFile(name)
		if err != nil {
			return review.View{}, err
		}
		return r.Read(ctx, "ducha", review.Upload{Name: name, Data: data, Stage: review.Adopted})
	}
	v, err := read("2025.txt")
	if err != nil {
		return "", err
	}
	if _, err := r.Do(ctx, "ducha", v.ID, ledger.Any, review.AcceptSection{}); err != nil {
		return "", err
	}
	if _, _, err := r.Docket(ctx, "ducha", v.ID, review.Docketing{InCharge: "province/leader", Assign: true}); err != nil {
		return "", err
	}
	if v, err = read("2024.txt"); err != nil {
		return "", err
	}
	var steps []review.Command
	for _, title := range []string{"经济总量再上台阶", "强化项目支撑"} {
		for i := range v.Sections {
			if v.Sections[i].Title == title {
				steps = append(steps, review.AcceptSection{Section: v.Sections[i].ID})
			}
		}
	}
	_, err = r.Do(ctx, "ducha", v.ID, ledger.Any, steps...)
	return v.ID, err
}
