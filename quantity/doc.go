// Package quantity finds numbers in Chinese report prose: what is counted,
// measured, ranked or dated, how large it is, in which unit, and whether the
// text means exactly, about, at least or at most so much.
//
// Scan reports every number token of a text, also those which are no
// quantities (dates, ordinals, codes), so that a caller can tell them apart by
// Kind. Periods reads calendar expressions relative to a year. Recognize
// answers in the convention of the Recognizers-Text suite. All three share one
// numeral grammar.
//
// Positions are byte offsets into the text given, half-open, on character
// boundaries. Values are exact decimals. The functions are pure: no input or
// output, no clock, and the same text gives the same answer.
package quantity
