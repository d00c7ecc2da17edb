// Package review keeps reports while people review what was read from them: the
// text of each version (draft, then adopted), the items found in it, and every
// correction a reviewer makes, until what was accepted is docketed.
//
// # How it is made
//
// What happens to a report is a stream of events in the ledger's chain, beside
// those of matters; the report's State is their fold. A reading is an event too:
// it names the text and the items found in it by their hashes, and both are kept
// as files. So what was found once stays as it was found, whatever a later
// version of the reader would find.
//
// When a new version of the text is read, what was decided moves with the
// characters it stood on (align, land, carry). A place is taken over without
// asking only where the characters and enough of what surrounds them occur once
// in each text; everything else is marked for the reviewer or listed as removed.
//
// Docketing makes a matter of each accepted action and notes which in the same
// transaction. An item that was docketed is never docketed again.
package review
