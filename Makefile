# make demo   the pages, with the sample year loaded; prints who can sign in
# make build  ./luoshi
# make test   everything that must hold before a change goes in
# make bench  the reader's speed, beside a peer's in the same run; the ledger's on a million matters; the pages' under load
# make clean  what the others made
#
# Go, make and a shell are enough; what else a target needs it installs, or names.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build

GO      := go
TOOL    := $(GO) tool -modfile=tools/go.mod
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
LDFLAGS := -s -w -X github.com/luoshi-project/luoshi/internal/cli.version=$(VERSION)

.PHONY: demo build test bench clean

# Scripts of the pages, by the lock file; embedded, never committed.
SCRIPTS := internal/web/assets/vendor/htmx.js

$(SCRIPTS): tools/assets/package-lock.json tools/assets/fetch
	tools/assets/fetch

demo: build
	./luoshi serve --demo

build: $(SCRIPTS)
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o luoshi ./cmd/luoshi

test: build
	tools/browser
	tools/office
	$(GO) vet ./...
	tools/formatted $(TOOL) gofumpt -l .
	$(TOOL) golangci-lint run ./...
	tools/vulnerabilities $(TOOL) govulncheck ./...
	$(GO) test -timeout 25m -shuffle=on ./...
	tools/race $(GO) test -race -timeout 25m -shuffle=on ./internal/cli

bench: build
	tools/need node npm
	cd bench/peer && npm ci --no-audit --no-fund --loglevel=error
	$(GO) run ./bench
	$(GO) run ./bench/engine
	$(GO) run ./bench/web

clean:
	rm -rf luoshi bench/peer/node_modules tools/assets/node_modules internal/web/assets/vendor
