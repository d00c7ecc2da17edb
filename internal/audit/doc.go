// Package audit makes a ledger's events tamper-evident. Every event carries the
// SHA-256 of its own content and of the hash before it, so that events form a
// chain; the head of the chain is signed from time to time with Ed25519. An
// export (JSON lines) can be verified far from the ledger, and verification
// names the first event that was altered, removed or moved.
//
// What is hashed, so that others can verify too: the fields below, each written
// as a netstring (its length in bytes in decimal, a colon, the bytes, a comma),
// numbers in decimal:
//
//	luoshi.event.1, hash of the event before in hexadecimal ("" for the first),
//	seq, stream, number, kind, at (microseconds since 1970, UTC), actor, for,
//	unit, body (JSON, byte for byte as exported)
//
// What is signed: luoshi.head.1, seq, hash in hexadecimal, at.
package audit
