package tablefile

import "github.com/luoshi-project/luoshi/internal/deadline"

// A Wrong is an error that says in both languages why a file cannot be read.
type Wrong struct{ Words deadline.Words }

// Error gives the reason in English.
func (w *Wrong) Error() string { return w.Words.EN }

func wrong(zh, en string) error { return &Wrong{deadline.Words{ZH: zh, EN: en}} }
