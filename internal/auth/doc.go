// Package auth knows who somebody is: passwords, second factors, one-time links
// and sessions. What a person may do is for package access; persons are those
// of the ledger's organisation, by their ids.
//
// Secrets are kept only as hashes: a password as argon2id, a session and a link
// as the SHA-256 of a random token that only the browser has.
package auth
