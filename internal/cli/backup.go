package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/backup"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/spf13/cobra"
)

func newBackup(std Stdio) *cobra.Command {
	o := &office{std: std}
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Back a ledger up into one file, evidence included",
		Long: `Write everything there is to keep of a ledger into one file, as it stands at one
moment, while others go on working: events, signed heads, evidence, what people
were told. It can be restored on SQLite and on PostgreSQL, whichever it came from.`,
		Example: `  luoshi backup --db office.db office-2026-03-02.backup`,
		Args:    files(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.keep(cmd.Context(), false, func(ctx context.Context, st *store.Store) error {
				out, err := openDestination(args[0], std.Out)
				if err != nil {
					return err
				}
				defer out.discard()
				sum, err := backup.Write(ctx, out, st)
				if err != nil {
					return err
				}
				if err := out.commit(); err != nil || args[0] == "-" {
					return err
				}
				return o.printBackup(sum, "kept")
			})
		},
	}
	o.keeperFlags(cmd)
	o.named(cmd, access.ChangeRules)
	return cmd
}

func newRestoreBackup(std Stdio) *cobra.Command {
	o := &office{std: std}
	cmd := &cobra.Command{
		Use:   "restore-backup FILE",
		Short: "Make a ledger of a backup",
		Long: `Restore a backup into a new or empty ledger. The chain is verified on the way:
a backup in which an event was altered, removed or moved is refused, and nothing
is left behind.`,
		Example: `  luoshi restore-backup office-2026-03-02.backup --db restored.db`,
		Args:    files(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return o.restore(cmd.Context(), args[0]) },
	}
	o.keeperFlags(cmd)
	return cmd
}

func (o *office) restore(ctx context.Context, file string) error {
	in := o.std.In
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return cannotRead(file, err)
		}
		defer f.Close()
		in = f
	}
	_, err := os.Stat(o.db)
	fresh := o.db != "" && !isURL(o.db) && errors.Is(err, fs.ErrNotExist)
	err = o.keep(ctx, true, func(ctx context.Context, st *store.Store) error {
		sum, err := backup.Read(ctx, in, st)
		var known *ledger.Error
		var fault *backup.FaultError
		switch {
		case errors.As(err, &fault) && o.lang.value == "zh":
			return fmt.Errorf("%s: %s", filepath.ToSlash(file), fault.Fault.ZH)
		case errors.As(err, &known) && known.Code == ledger.Unavailable && known.Err != nil:
			return fmt.Errorf("%s: %w", filepath.ToSlash(file), known.Err)
		case err != nil:
			return err
		}
		if err := makeAnew(ctx, ledger.New(st, ledger.Options{})); err != nil {
			return err
		}
		return o.printBackup(sum, "restored")
	})
	if err != nil && fresh {
		o.removeFile()
	}
	return err
}

// makeAnew makes the lists of matters and reports anew from the events.
func makeAnew(ctx context.Context, service *ledger.Service) error {
	if _, err := service.Rebuild(ctx); err != nil {
		return err
	}
	_, err := review.New(service).Rebuild(ctx)
	return err
}

// removeFile removes a SQLite ledger that was made for nothing.
func (o *office) removeFile() {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(o.db + suffix)
	}
}

func (o *office) printBackup(sum backup.Summary, done string) error {
	if o.asJSON {
		return o.printJSON(sum)
	}
	return o.print(func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s %d events and %d files; the last event is %s\n", done, sum.Events, sum.Files, sum.Hash)
		return err
	})
}
