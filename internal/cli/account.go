package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/luoshi-project/luoshi/internal/auth"
	"github.com/luoshi-project/luoshi/internal/ledger"
	"github.com/luoshi-project/luoshi/internal/store"
	"github.com/spf13/cobra"
)

func newAccount(std Stdio) *cobra.Command {
	o := &office{std: std}
	cmd := &cobra.Command{
		Use:   "account",
		Short: "Let people into the pages of a ledger from the console",
		Args:  someCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	o.keeperFlags(cmd)
	cmd.AddCommand(o.newInvite())
	return cmd
}

func (o *office) newInvite() *cobra.Command {
	var url string
	cmd := &cobra.Command{
		Use:   "invite PERSON",
		Short: "Print a one-time link with which a person sets a password",
		Long: `Print a one-time link with which a person of the ledger sets a password, lifting
a lock. It is for the day on which no security administrator can sign in: whoever
has right to the ledger's file needs no other. The log of sign-ins says that the
link came from the console.`,
		Example: `  luoshi account invite --db office.db security`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return failf(statusUsage, "name one person; see %s --help", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.keep(cmd.Context(), false, func(ctx context.Context, st *store.Store) error {
				return o.invite(ctx, st, args[0], strings.TrimSuffix(url, "/"))
			})
		},
	}
	cmd.Flags().StringVar(&url, "public-url", "http://127.0.0.1:8080", "`address` of the pages")
	return cmd
}

func (o *office) invite(ctx context.Context, st *store.Store, person, url string) error {
	rules, err := ledger.New(st, ledger.Options{}).Rules(ctx)
	if err != nil {
		return err
	}
	if p := rules.Org.Person(person); p == nil || p.Left {
		return failf(statusNotFound, "there is no person %q in the ledger", person)
	}
	clock, err := o.clock()
	if err != nil {
		return err
	}
	token, until, err := auth.New(st, auth.Options{Clock: clock}).Invite(ctx, "", person)
	if err != nil {
		return err
	}
	link := url + "/begin/" + token
	if o.asJSON {
		return o.printJSON(struct {
			Person string    `json:"person"`
			Link   string    `json:"link"`
			Until  time.Time `json:"until"`
		}{person, link, until})
	}
	return o.print(func(w io.Writer) error {
		_, err := fmt.Fprintln(w, link)
		return err
	})
}
