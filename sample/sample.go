// Package sample holds an invented province, 澜川省: its reports of two
// successive years, a newspaper digest with planted slips, what a careful
// reader finds when the papers are laid side by side, the province's units and
// people, and a map. Nothing in it exists. Demonstrations and tests use it.
package sample

import "embed"

// Files are 2024.txt and 2025.txt, the reports, and org.yaml, units and people,
// and map.svg, where its cities lie.
//
//go:embed 2024.txt 2025.txt org.yaml map.svg
var Files embed.FS
