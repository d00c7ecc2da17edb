// Package ledger holds matters under supervision and the steps that move them
// from docketing to zero. It is the only writer of a ledger; it knows no SQL, no
// HTTP and no clock.
//
// # How it is made
//
// What happened to a matter is a list of events, and its State is their fold
// (Fold, State.Apply). Decide takes a State, a Command, a person and an Env and
// tells which events follow, or refuses with an *Error that says why in Chinese
// and English. Due dates come only from package deadline; a date comes or moves
// only with an event of its own (DatedBody). Who may do what comes from package
// access.
//
// # How it is used
//
// The command line, pages and the REST interface open a store, make one Service
// and call the same methods:
//
//	st, err := store.Open(ctx, name, store.Options{Clock: clock, Say: say})
//	service := ledger.New(st, ledger.Options{})
//	did, err := service.Prepare(ctx)             // once, after opening
//	err = service.Init(ctx, chart)               // once, in an empty ledger
//	state, err := service.Docket(ctx, by, matter, draft)
//	state, err = service.Do(ctx, by, state.Matter.Number, state.Version, ledger.Assign{Lead: "plan"})
//
// by is the id of a person of the organisation: whoever is signed in, or --as.
// A matter is named by its id or its number. Every method is one transaction;
// its time is what the store's clock says when it begins, and does not change
// within it. A virtual clock (--at, simulate) is a store with another Clock.
//
//	Init, Prepare                begin a ledger; adopt new notices of holidays
//	ChangeOrg, AddRegime,        rules, by a system administrator; everybody may
//	AdoptNotice, Rules           enter their own leave
//	Docket, Do, Batch            steps in matters; see the commands in command.go
//	Matter, List, Lights         what a person may see, nothing else
//	PutFile, File                evidence: put the file first, then name it in a
//	                             SubmitReport, ApplyClose or Attach
//	Notices, MarkRead            the in-app inbox
//	Sweep                        what the clock brings: reminders, escalation; call
//	                             it until More is false, from time to time
//	Rebuild                      rows made anew from the events
//
// Batch takes several steps in one transaction: an import, of which nothing is
// kept if one row fails; a virtual day of a simulation, with Batch.At setting
// the time of each step and Batch.Sweep doing what the clock brings. A step that
// is refused inside a batch changes nothing; the function decides whether to go
// on.
//
// # Errors
//
// What a person can do something about is an *Error: Invalid (the command cannot
// be carried out as it stands; Field says where), NotFound, Forbidden (this
// person may not; the doer never closes), Late (an extension or return after its
// time), Secret (a secrecy mark; nothing is kept), Conflict (Since lists what
// changed since the version the person saw; pass Any not to depend on one),
// Unavailable (the store). Exit codes by contract: what is wrong with a field of
// the command (Invalid with a Field) 1; what is refused, because the matter is not
// so far, the time is over, the person may not, or it is secret (Invalid without a
// Field, Late, Forbidden, Secret) 3; NotFound 4, Conflict 5, Unavailable 6.
// Anything else is a fault of the program.
package ledger
