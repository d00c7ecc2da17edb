// Package ledger holds matters under supervision and the steps that move them
// from docketing to zero. It decides; it knows no SQL, no HTTP and no clock.
//
// What happened to a matter is a list of events, and its State is their fold.
// Decide takes a state and a Command and tells which events follow, or refuses
// with an *Error that says why in words. Due dates come from package deadline; a
// date comes or moves only with an event of its own (DatedBody).
package ledger
