package workday

import "time"

// Zone is China Standard Time, UTC+8. It is fixed, so that no time zone
// database is needed.
func Zone() *time.Location { return zone }

var zone = time.FixedZone("CST", 8*60*60)

// DateOf is the day in China on which an instant falls.
func DateOf(t time.Time) Date {
	y, m, d := t.UTC().Add(8 * time.Hour).Date()
	return Date{y, m, d}
}

// At is the instant when the given time has passed in China since the midnight
// that begins d: At(18*time.Hour) is six in the evening, and At(24*time.Hour)
// the midnight that ends d.
func (d Date) At(sinceMidnight time.Duration) time.Time {
	return time.Unix(int64(d.Number())*86400-8*3600, 0).Add(sinceMidnight).In(zone)
}
