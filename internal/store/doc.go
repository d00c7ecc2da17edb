// Package store keeps a ledger in SQLite, one file, or in PostgreSQL, by URL.
// Both are used through database/sql with the same statements; what differs
// stands in engine.go and in the migrations.
//
// The events table is the ledger; it is only ever appended to. All other tables
// are worked out from it and can be made anew, except the files of evidence,
// what people have read, and the signed heads. Writers take turns: on SQLite by
// the lock of the file, on PostgreSQL by the lock of the one row of head.
package store
