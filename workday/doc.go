// Package workday knows which days are worked in China: the weeks, the
// holidays and the make-up working days (调休) that the State Council's general
// office announces for each year, and how days and months are counted.
//
// Years without an announced calendar are never guessed silently: every answer
// says whether it rests on official notices alone. Without one, an answer
// assumes Monday to Friday, less the holidays that law fixes by date (元旦,
// 劳动节, 国庆节); it is provisional until that year's notice is loaded.
//
// Dates here are days of the calendar in China, which has one time zone,
// UTC+8, and no summer time in the years covered. The package reads no clock
// and no files.
package workday
