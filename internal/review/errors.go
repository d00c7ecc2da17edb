package review

import "github.com/luoshi-project/luoshi/internal/ledger"

func refuse(code ledger.Code, key, field, zh, en string) *ledger.Error {
	return &ledger.Error{Code: code, Key: key, Field: field, Words: ledger.Words{ZH: zh, EN: en}}
}

func invalid(key, field, zh, en string) *ledger.Error {
	return refuse(ledger.Invalid, key, field, zh, en)
}

func hinted(err *ledger.Error, zh, en string) *ledger.Error {
	err.Hint = ledger.Words{ZH: zh, EN: en}
	return err
}
