package deadline

import (
	"fmt"
	"time"

	"github.com/luoshi-project/luoshi/workday"
)

// A Lang is a language that texts are given in.
type Lang string

// The languages of the program.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// Words is a text in both languages.
type Words struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In is the text in one language.
func (w Words) In(lang Lang) string {
	if lang == Chinese {
		return w.ZH
	}
	return w.EN
}

// IsZero tells whether there is no text.
func (w Words) IsZero() bool { return w == Words{} }

func same(s string) Words { return Words{s, s} }

// both formats a text whose arguments are the same in both languages.
func both(zh, en string, args ...any) Words {
	return Words{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
}

var (
	weekdaysZH = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}
	weekdaysEN = [...]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}
)

// dayWords writes a day with its day of the week, as a paper does and with its
// year: what is said of a date is kept and read in other years too.
func dayWords(d workday.Date) Words {
	w := d.Weekday()
	return Words{
		fmt.Sprintf("%d年%d月%d日（%s）", d.Year, d.Month, d.Day, weekdaysZH[w]),
		fmt.Sprintf("%s %d %s %d", weekdaysEN[w], d.Day, d.Month.String()[:3], d.Year),
	}
}

// instantWords writes an instant as day and time in China.
func instantWords(t time.Time) Words {
	day, clock := dayWords(workday.DateOf(t)), t.In(workday.Zone()).Format("15:04")
	return Words{day.ZH + clock, day.EN + " " + clock}
}

func plural(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}
