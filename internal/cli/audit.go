package cli

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/access"
	"github.com/luoshi-project/luoshi/internal/audit"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/luoshi-project/luoshi/workday"
	"github.com/spf13/cobra"
)

func newAudit(std Stdio) *cobra.Command {
	o := &office{std: std}
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Sign, verify and export the chain of a ledger's events",
		Args:  someCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	o.keeperFlags(cmd)
	o.named(cmd, access.ReadAudit)
	cmd.AddCommand(o.newAuditHead(), o.newAuditVerify(), o.newAuditExport())
	return cmd
}

// keeperFlags are the flags of commands for whoever keeps the machine. They need
// no right in the ledger: who has its file, or the password of its database, has
// all there is anyway.
func (o *office) keeperFlags(cmd *cobra.Command) {
	o.lang = oneOf{value: "en", choices: []string{"en", "zh"}}
	f := cmd.PersistentFlags()
	f.StringVar(&o.db, "db", "", "the ledger: a SQLite `file` or postgres://…")
	f.Var(&o.lang, "lang", "language of what is told")
	f.BoolVar(&o.asJSON, "json", false, "print one JSON object")
}

// flagNotInEnvironment marks flags that only the command line sets.
const flagNotInEnvironment = "not-in-environment"

// named lets a keeper's command be given in the name of a person, who must then
// have the right to the step. The environment is not asked: LUOSHI_AS names who
// takes steps in matters, and a keeper at the same desk is nobody in the ledger.
func (o *office) named(cmd *cobra.Command, step access.Step) {
	o.right = step
	f := cmd.PersistentFlags()
	f.StringVar(&o.as, "as", "", "the `person` to do it for, who must have the right; left out, it is for whoever keeps the ledger's file")
	_ = f.SetAnnotation("as", flagNotInEnvironment, nil) // the flag is there
}

// mayKeep checks the right of the person named, if one is.
func (o *office) mayKeep(ctx context.Context, st *store.Store, now time.Time) error {
	if o.as == "" {
		return nil
	}
	rules, err := ledger.New(st, ledger.Options{}).Rules(ctx)
	if err != nil {
		return err
	}
	v := rules.Org.May(o.as, o.right, &access.Matter{}, "", workday.DateOf(now))
	if v.Allowed {
		return nil
	}
	if p := rules.Org.Person(o.as); p != nil && !p.Left && o.right != access.ReadAudit {
		v.Reason = ledger.Words{ZH: p.Name + "不能维护台账：只有系统管理员可以", EN: p.Name + " may not look after the ledger: only the system administrator may"}
	}
	return &ledger.Error{Code: ledger.Forbidden, Key: "may_not_" + string(o.right), Words: v.Reason}
}

// keep opens the ledger's store for f, and changes nothing in it by itself.
func (o *office) keep(ctx context.Context, fresh bool, f func(context.Context, *store.Store) error) (err error) {
	if o.db == "" {
		return failf(statusUsage, "name the ledger: --db office.db, or set LUOSHI_DB")
	}
	if _, err := os.Stat(o.db); !fresh && !isURL(o.db) && errors.Is(err, fs.ErrNotExist) {
		return failf(statusNotFound, "%s: there is no ledger", o.db)
	}
	clock, err := o.clock()
	if err != nil {
		return err
	}
	st, err := openStore(ctx, o.db, store.Options{Clock: clock, Say: o.say})
	if err != nil {
		return o.told(err)
	}
	defer func() { err = errors.Join(err, o.told(st.Close())) }()
	if err := o.mayKeep(ctx, st, clock()); err != nil {
		return o.told(err)
	}
	return o.told(f(ctx, st))
}

func (o *office) newAuditHead() *cobra.Command {
	var key, fresh string
	cmd := &cobra.Command{
		Use:   "head",
		Short: "Print the end of the chain; sign it with a key",
		Long: `Print the number and hash of the last event. With --key the end of the chain is
signed (Ed25519) and the signature kept in the ledger: keep the printed line in
another place too, for whoever can change the ledger can take a signature out.
--new-key makes a key first.`,
		Example: `  luoshi audit head --db office.db
  luoshi audit head --db office.db --new-key chain.pem`,
		Args: nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if key != "" && fresh != "" {
				return failf(statusUsage, "either --key or --new-key")
			}
			var signer ed25519.PrivateKey
			var err error
			switch {
			case fresh != "":
				signer, err = makeKey(fresh)
			case key != "":
				signer, err = readKey(key)
			}
			if err != nil {
				return err
			}
			return o.keep(cmd.Context(), false, func(ctx context.Context, st *store.Store) error { return o.head(ctx, st, signer) })
		},
	}
	cmd.Flags().StringVar(&key, "key", "", "sign with the key in this `file`")
	cmd.Flags().StringVar(&fresh, "new-key", "", "make a key, keep it in this new `file` and sign with it")
	return cmd
}

func makeKey(file string) (ed25519.PrivateKey, error) {
	key, text, err := audit.NewKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, failf(statusConflict, "%s exists; a key is never overwritten", filepath.ToSlash(file))
	}
	if err != nil {
		return nil, cannotWrite(file, err)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, cannotWrite(file, err)
	}
	return key, nil
}

func readKey(file string) (ed25519.PrivateKey, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, cannotRead(file, err)
	}
	key, err := audit.ReadKey(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.ToSlash(file), err)
	}
	return key, nil
}

func (o *office) head(ctx context.Context, st *store.Store, signer ed25519.PrivateKey) error {
	if signer != nil {
		h, err := st.Sign(ctx, signer)
		if err != nil {
			return err
		}
		if o.asJSON {
			return o.printJSON(h)
		}
		return o.print(func(w io.Writer) error {
			_, err := fmt.Fprintf(w, o.in(words("%d %s 签名：%s", "%d %s signed by %s"))+"\n", h.Seq, h.Hash, h.Key)
			return err
		})
	}
	var result audit.Result
	err := st.Chain(ctx, func(next func() (audit.Entry, error), claims audit.Claims) error {
		for {
			e, err := next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
			result.Events++
			result.Seq, result.Hash = e.Seq, e.Hash
		}
		result.Heads = len(claims.Heads)
		return nil
	})
	if err != nil {
		return err
	}
	if o.asJSON {
		return o.printJSON(result)
	}
	return o.print(func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%d %s\n", result.Seq, result.Hash)
		return err
	})
}

func (o *office) newAuditVerify() *cobra.Command {
	var key string
	cmd := &cobra.Command{
		Use:   "verify [EXPORT]",
		Short: "Verify the chain of a ledger, or of an export far from it",
		Long: `Verify that no event was altered, removed or moved: in the ledger, or in a file
that luoshi audit export wrote, with no ledger at hand. The first event that is
wrong is named (exit code 1). --key accepts only heads signed by that public key.`,
		Example: `  luoshi audit verify --db office.db
  luoshi audit verify export.jsonl --key 3b6a27bc…`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return failf(statusUsage, "%s takes one export, got %d", cmd.CommandPath(), len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if raw, err := hex.DecodeString(key); err != nil || key != "" && len(raw) != ed25519.PublicKeySize {
				return failf(statusUsage, "--key is a public key of %d hexadecimal digits, as luoshi audit head prints it", 2*ed25519.PublicKeySize)
			}
			if len(args) == 1 {
				return o.verifyExport(args[0], key)
			}
			return o.keep(cmd.Context(), false, func(ctx context.Context, st *store.Store) error {
				result, err := st.Verify(ctx, strings.ToLower(key))
				if err != nil {
					return err
				}
				return o.printResult(result)
			})
		},
	}
	cmd.Flags().StringVar(&key, "key", "", "the public `key` that heads must be signed by")
	return cmd
}

func (o *office) verifyExport(file, key string) error {
	in := o.std.In
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return cannotRead(file, err)
		}
		defer f.Close()
		in = f
	}
	result, err := audit.VerifyExport(in, strings.ToLower(key))
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.ToSlash(file), err)
	}
	return o.printResult(result)
}

// printResult prints what verification found. A fault fails the command.
func (o *office) printResult(r audit.Result) error {
	var err error
	switch {
	case o.asJSON:
		err = o.printJSON(r)
	case r.Fault == nil:
		err = o.print(func(w io.Writer) error {
			_, err := fmt.Fprintf(w, o.in(words("%d 个事件、%d 个签名，全部无误；最后一个是 %d %s", "%d events, %d signed heads, all in order; the last is %d %s"))+"\n",
				r.Events, r.Heads, r.Seq, r.Hash)
			return err
		})
	}
	if err != nil || r.Fault == nil {
		return err
	}
	text := r.Fault.EN
	if o.lang.value == "zh" {
		text = r.Fault.ZH
	}
	return errors.New(text)
}

func (o *office) newAuditExport() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:     "export",
		Short:   "Write the chain as JSON lines, to be verified elsewhere",
		Example: `  luoshi audit export --db office.db -o export.jsonl`,
		Args:    nothing,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.keep(cmd.Context(), false, func(ctx context.Context, st *store.Store) error {
				out, err := openDestination(output, o.std.Out)
				if err != nil {
					return err
				}
				defer out.discard()
				if err := st.Export(ctx, out); err != nil {
					return err
				}
				return out.commit()
			})
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to `FILE`, complete or not at all")
	return cmd
}
