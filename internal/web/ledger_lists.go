package web

import (
	_ "embed"
	"strings"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

//go:embed lists.txt
var listFile string

// listNames are the lists that offices usually keep (lists.txt). A matter may be
// on any other.
var listNames = readLists(listFile)

func readLists(file string) []string {
	var list []string
	for _, line := range strings.Split(file, "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			list = append(list, line)
		}
	}
	return list
}

var sourceKinds = []ledger.SourceKind{
	ledger.ByHand, ledger.FromInstruction, ledger.FromMeeting, ledger.FromDocument, ledger.FromHotline, ledger.FromProposal,
	ledger.FromEnterprise, ledger.FromInspection,
}
