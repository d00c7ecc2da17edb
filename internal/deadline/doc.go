// Package deadline says when things are due. From a regime (制度: a rule of
// supervision written as YAML), the facts of one matter and the calendar it
// works out every due date with its derivation in words, the matter's light
// with the reason for it, how far it has escalated, and what may be asked of it
// now: an extension, a chase, a report.
//
// Everything here is a pure function of its arguments: no clock, no files, no
// database. Instants are UTC, and shown in China Standard Time; days are days in
// China.
package deadline
