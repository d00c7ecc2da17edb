package ledger

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// levels are the levels of state secrets. What bears one never enters the
// ledger: it runs on the government's extranet.
var levels = [...]string{"绝密", "机密", "秘密", "絕密", "機密"}

// stars are what typists put between a level and its term for want of a ★.
const stars = "✩✭⭐*＊﹡※"

// secret refuses a text that bears a secrecy mark: a level with a star, or a
// line that is nothing but a level.
func secret(field, text string) error {
	if !strings.ContainsAny(text, "密") {
		return nil
	}
	for line := range strings.Lines(text) {
		bare := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || strings.ContainsRune("[]【】()（）〔〕：:", r) {
				return -1
			}
			return r
		}, line)
		for _, level := range levels {
			if bare == level || bare == "密级"+level || marked(bare, level) {
				err := refuse(Secret, "secrecy_mark", field, "带有密级标志“"+level+"”，不得录入", "it bears the secrecy mark “"+level+"” and is refused")
				err.Hint = Words{ZH: "涉密事项严禁进入本系统", EN: "classified matters must never be entered here; nothing of it was kept"}
				return err
			}
		}
	}
	return nil
}

// marked tells whether a level stands in a line with a star after it. What may
// also be a footnote's mark counts only before a term: 机密*1年.
func marked(line, level string) bool {
	for {
		_, after, found := strings.Cut(line, level)
		if !found {
			return false
		}
		if strings.HasPrefix(after, "★") || strings.HasPrefix(after, "☆") {
			return true
		}
		if term := strings.TrimLeft(after, stars); term != after && termed(term) {
			return true
		}
		line = after
	}
}

// termed tells whether a term of secrecy follows: 1年, 长期.
func termed(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(first) || strings.HasPrefix(s, "长期") || strings.HasPrefix(s, "永久")
}

// secretIn looks for a secrecy mark in every text of an event's body, wherever
// it stands, so that no field can be forgotten.
func secretIn(body any) error { return secretInValue("", reflect.ValueOf(body)) }

func secretInValue(field string, v reflect.Value) error {
	switch v.Kind() {
	case reflect.String:
		return secret(field, v.String())
	case reflect.Slice:
		for i := range v.Len() {
			if err := secretInValue(field, v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			if err := cmp.Or(secretInValue(field, k), secretInValue(k.String(), v.MapIndex(k))); err != nil {
				return err
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if err := secretInValue(name, v.Field(i)); err != nil {
				return err
			}
		}
	}
	return nil
}
