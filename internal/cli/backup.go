package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/backup"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/review"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/spf13/cobra"
)

func newBackup(std Stdio) *cobra.Command {
	o := &office{std: std}
	var sealed string
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Back a ledger up into one file, evidence and accounts included",
		Long: `Write everything there is to keep of a ledger into one file, as it stands at one
moment, while others go on working: events, signed heads, evidence, what people
were told; accounts, saved views, the log of sign-ins. It can be restored on
SQLite and on PostgreSQL, whichever it came from.

Passwords are in it as the hashes (argon2id) that the ledger keeps, secrets of
second factors as they are. --password-file seals the whole file with a password,
in the form of age, which the program age opens too; without that password it is
lost. Sessions and one-time links are left out. Only its owner may read the file.`,
		Example: `  luoshi backup --db office.db office-2026-03-02.backup
  luoshi backup --db office.db --password-file backup.password office.backup`,
		Args: files(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.keep(cmd.Context(), false, func(ctx context.Context, st *store.Store) error {
				return o.backUp(ctx, st, args[0], sealed)
			})
		},
	}
	o.keeperFlags(cmd)
	o.named(cmd, access.ChangeRules)
	cmd.Flags().StringVar(&sealed, "password-file", "", "seal the backup with the password in the first line of this `file`")
	return cmd
}

func (o *office) backUp(ctx context.Context, st *store.Store, file, sealed string) error {
	password, err := passwordIn(sealed)
	if err != nil {
		return err
	}
	out, err := openPrivate(file, o.std.Out)
	if err != nil {
		return err
	}
	defer out.discard()
	var to io.WriteCloser = unsealed{out}
	if password != "" {
		if to, err = backup.Seal(out, password); err != nil {
			return err
		}
	}
	sum, err := backup.Write(ctx, to, st)
	if err != nil {
		return err
	}
	if err := errors.Join(to.Close(), out.commit()); err != nil {
		return err
	}
	if sum.Factors > 0 && password == "" {
		o.say(words(fmt.Sprintf("备份里有 %d 个动态口令的密钥，没有加密：请像台账一样保管，或者用 --password-file 加密", sum.Factors),
			fmt.Sprintf("the secrets of %d second factors stand in the backup as they are: keep it as safe as the ledger, or seal it with --password-file", sum.Factors)))
	}
	if file == "-" {
		return nil
	}
	return o.printBackup(sum, words("已备份", "kept"))
}

// unsealed is a backup that everybody can read who may read the file.
type unsealed struct{ io.Writer }

func (unsealed) Close() error { return nil }

// passwordIn is the first line of a file; "" where no file is named.
func passwordIn(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", cannotRead(file, err)
	}
	line, _, _ := strings.Cut(string(data), "\n")
	if line = strings.TrimSpace(line); line == "" {
		return "", failf(statusUsage, "%s: its first line is to be the password, and is empty", file)
	}
	return line, nil
}

func newRestoreBackup(std Stdio) *cobra.Command {
	o := &office{std: std}
	var sealed string
	cmd := &cobra.Command{
		Use:   "restore-backup FILE",
		Short: "Make a ledger of a backup",
		Long: `Restore a backup into a new or empty ledger. The chain is verified on the way:
a backup in which an event was altered, removed or moved is refused, and nothing
is left behind. Accounts come back as they were, with their passwords and second
factors; everybody signs in anew. What is no part of the chain (accounts, saved
views, the log of sign-ins) is protected only in a sealed backup.`,
		Example: `  luoshi restore-backup office-2026-03-02.backup --db restored.db
  luoshi restore-backup --password-file backup.password office.backup --db restored.db`,
		Args: files(1),
		RunE: func(cmd *cobra.Command, args []string) error { return o.restore(cmd.Context(), args[0], sealed) },
	}
	o.keeperFlags(cmd)
	cmd.Flags().StringVar(&sealed, "password-file", "", "the backup is sealed with the password in the first line of this `file`")
	return cmd
}

func (o *office) restore(ctx context.Context, file, sealed string) error {
	password, err := passwordIn(sealed)
	if err != nil {
		return err
	}
	in := o.std.In
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return cannotRead(file, err)
		}
		defer f.Close()
		in = f
	}
	in, err = backup.Unseal(in, password)
	switch {
	case errors.Is(err, backup.ErrSealed):
		return failf(statusUsage, "%s: %w; name the file that holds it: --password-file", filepath.ToSlash(file), err)
	case err != nil:
		return fmt.Errorf("%s: %w", filepath.ToSlash(file), err)
	}
	_, err = os.Stat(o.db)
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
		return o.printBackup(sum, words("已恢复", "restored"))
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
	for _, suffix := range []string{"", "-wal", "-shm", "-turns"} {
		_ = os.Remove(o.db + suffix)
	}
}

func (o *office) printBackup(sum backup.Summary, done ledger.Words) error {
	if o.asJSON {
		return o.printJSON(sum)
	}
	return o.print(func(w io.Writer) error {
		_, err := fmt.Fprintf(w, o.in(words("%s %d 个事件，%d 个文件，%d 个账号；最后一个事件是 %s", "%s %d events, %d files and %d accounts; the last event is %s"))+"\n",
			o.in(done), sum.Events, sum.Files, sum.Accounts, sum.Hash)
		return err
	})
}
