package workday_test

import (
	"fmt"
	"time"

	"github.com/luoshi-project/luoshi/workday"
)

// Three working days from the Friday two weeks before Spring Festival, and from
// one of a year whose notice is not there yet.
func ExampleCalendar_AddWorkdays() {
	cal := workday.Default()
	day, settled := cal.AddWorkdays(workday.Date{Year: 2026, Month: time.January, Day: 30}, 3)
	fmt.Println(day, day.Weekday(), settled)
	day, settled = cal.AddWorkdays(workday.Date{Year: 2031, Month: time.January, Day: 30}, 3)
	fmt.Println(day, day.Weekday(), settled)
	// Output:
	// 2026-02-04 Wednesday true
	// 2031-02-04 Tuesday false
}

// An instant falls on a day of China's time, wherever it was taken down.
func ExampleDateOf() {
	day := workday.DateOf(time.Date(2026, time.February, 13, 23, 0, 0, 0, time.UTC))
	fmt.Printf("%+v\n", workday.Default().Day(day))
	// Output: {Date:2026-02-14 Work:true Official:true Holiday:春节}
}
