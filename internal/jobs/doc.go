// Package jobs does what the clock brings to a ledger and delivers what people
// were told.
//
// Due work is found by sweeps over the ledger (ledger.Service.Sweep, Digest):
// what is due soon, late, escalated, and once a day how things stand. Each notice
// is kept once per person and cause in the in-app inbox, in the transaction that
// found it. Where mail is set up, the same transaction makes River jobs of the
// new notices, in the same database; River only delivers them.
//
// A letter is sent at most once: it is claimed before the mail server is called,
// and what a server may have taken without saying so is not sent again. What it
// refused or what did not reach it is tried again, further apart each time. Any
// number of processes may run on one ledger.
package jobs
