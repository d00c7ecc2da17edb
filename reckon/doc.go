// Package reckon puts reports beside each other: what was promised beside what
// is said a year later, the upper plan beside the lower, a digest beside the
// full text, an indicator beside itself through the years.
//
// Reconcile, CascadeOf, SeriesOf, Proofread and Check each return a value with a
// stable JSON form. Decisions keep what people made of pairings, CarryOver lists
// what goes on into the next year, LoadWords adds names for the same thing.
//
// It compares what package reader found. Nothing is guessed: a pair needs the
// same thing measured, and what is not said is a finding of its own.
// The functions are pure; positions are code points of the documents, as in
// reader.Report. Values are exact decimals; only the likeness of two phrasings,
// which decides what is compared at all, is reckoned in floating point.
package reckon
