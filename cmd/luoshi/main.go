// Command luoshi (落实) reads government work reports and keeps the ledger of
// what they promise.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/luoshi-project/luoshi/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the process at once
	os.Exit(cli.Main(ctx, os.Args[1:], cli.Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}
