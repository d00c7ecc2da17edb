package reader

// A charSet is a small set of Chinese characters. Their last bytes tell most
// others apart before the set is looked through.
type charSet struct {
	lasts uint64 // a bit by the last six bits of each
	chars string
}

func newCharSet(chars string) charSet {
	s := charSet{chars: chars}
	for i := 2; i < len(chars); i += 3 {
		s.lasts |= 1 << (chars[i] & 63)
	}
	return s
}

// at tells whether a character of the set stands at text[i].
func (s *charSet) at(text string, i int) bool {
	return i+2 < len(text) && s.may(text[i+2]) && s.has(text, i)
}

// may tells whether a character of the set has this last byte.
func (s *charSet) may(last byte) bool { return s.lasts>>(last&63)&1 != 0 }

// trimLeft is strings.TrimLeft with the characters of the set.
func (s *charSet) trimLeft(text string) string {
	for s.at(text, 0) {
		text = text[3:]
	}
	return text
}

// trimRight is strings.TrimRight with the characters of the set.
func (s *charSet) trimRight(text string) string {
	for len(text) >= 3 && s.at(text, len(text)-3) {
		text = text[:len(text)-3]
	}
	return text
}

// in tells whether a character of the set stands in text.
func (s *charSet) in(text string) bool {
	for i := 0; i < len(text); i += runeLen(text[i]) {
		if s.at(text, i) {
			return true
		}
	}
	return false
}

// has tells whether the character of three bytes at text[i] is in the set.
func (s *charSet) has(text string, i int) bool {
	char := text[i : i+3]
	for k := 0; k+3 <= len(s.chars); k += 3 {
		if c := s.chars[k : k+3]; c[2] == char[2] && c[1] == char[1] && c[0] == char[0] {
			return true
		}
	}
	return false
}
