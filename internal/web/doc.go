// Package web is the pages. A page is a handler in Go, a template in pages and
// its texts in words; the table of routes says who may open it. Pages call the
// use cases of the ledger as the command line does, and know of no store.
//
// Every page works without scripts. With them, htmx asks the same address for a
// part of it.
package web
