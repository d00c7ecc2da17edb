package zhtext

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed testdata/traditional.tsv
var traditionalRows string

// glossedList is the list of characters the converter put readings behind, in
// the order it went through them.
const glossedList = "數shù 鎮zhèn 發fā 業yè 進jìn 設shè 區qū 產chǎn 強qiáng 質zhì 務wù 經jīng 現xiàn 濟jì 創chuàng 續xù 轉zhuǎn 優yōu 農nóng 穩wěn 態tài 機jī " +
	"統tǒng 領lǐng 標biāo 規guī 準zhǔn 環huán 戰zhàn 達dá 醫yī 鄉xiāng 調diào 擴kuò 礎chǔ 學xué 構gòu 監jiān 風fēng 護hù 導dǎo 嚴yán 協xié 權quán 習xí 應yīng 養yǎng " +
	"責zé 術shù 復fù 結jié 貿mào 關guān 網wǎng 內nèi 衛wèi 節jié 負fù 聯lián 認rèn 預yù 擔dān 當dāng 災zāi 執zhí 遠yuǎn 側cè 藍lán 團tuán 訓xùn 驅qū 據jù 細xì 紀jì 範fàn"

// A place is a stretch of a damaged text where bytes were lost or paired
// wrongly, and what stood there.
type place struct {
	start, end int
	was        string
}

// A wreck is a text after the converter went over it.
type wreck struct {
	text   string
	clean  string // what went in, without what GBK does not have
	places []place
}

// inGBK returns the bytes of clean in GBK and Traditional characters, the
// character each byte belongs to, and the characters.
func inGBK(clean string) (w wreck, bytes []byte, from []int, chars []rune) {
	old := map[rune]rune{}
	for s, t := range rows(traditionalRows) {
		a, _ := utf8.DecodeRuneInString(s)
		b, _ := utf8.DecodeRuneInString(t)
		old[a] = b
	}
	g := codes()
	var kept strings.Builder
	put := func(b byte, k int) { bytes, from = append(bytes, b), append(from, k) }
	for _, r := range clean {
		c := r
		if t := old[r]; t != 0 {
			c = t
		}
		switch {
		case r < 0x80:
			put(byte(r), len(chars))
		case g.bytes[c] != 0:
			lead, trail := g.of(c)
			put(lead, len(chars))
			put(trail, len(chars))
		default:
			continue
		}
		kept.WriteRune(r)
		chars = append(chars, r)
	}
	w.clean = kept.String()
	return w, bytes, from, chars
}

// spoil does to clean text what the converter did: see Repair.
func spoil(clean string) wreck {
	w, bytes, from, chars := inGBK(clean)
	bytes, from = gloss(bytes, from)

	cut := make([]bool, len(bytes)+1)
	for i := 0; i+2 < len(bytes); i++ {
		inside := i > 0 && bytes[i] == 0xA3 && from[i] >= 0 && from[i] != from[i+1]
		next := bytes[i+2]
		if inside && (bytes[i+1] == 0xBF || bytes[i+1] == 0xA1 && (next < 0xA1 || next > 0xA3)) {
			cut[i] = true
		}
	}
	return w.decode(bytes, from, cut, chars)
}

// gloss puts the readings of the list into the bytes.
func gloss(bytes []byte, from []int) ([]byte, []int) {
	g := codes()
	for _, entry := range strings.Fields(glossedList) {
		r, n := utf8.DecodeRuneInString(entry)
		lead, trail := g.of(r)
		reading := []byte{'('}
		for _, c := range entry[n:] {
			if c < 0x80 {
				reading = append(reading, byte(c))
			} else {
				a, b := g.of(c)
				reading = append(reading, a, b)
			}
		}
		reading = append(reading, ')')
		var bs []byte
		var fs []int
		for i := 0; i < len(bytes); i++ {
			bs, fs = append(bs, bytes[i]), append(fs, from[i])
			if bytes[i] == lead && i+1 < len(bytes) && bytes[i+1] == trail {
				i++
				bs, fs = append(bs, bytes[i]), append(fs, from[i])
				for _, c := range reading {
					bs, fs = append(bs, c), append(fs, -1)
				}
			}
		}
		bytes, from = bs, fs
	}
	return bytes, from
}

// decode decodes what the readings and cuts left.
func (w wreck) decode(bytes []byte, from []int, cut []bool, chars []rune) wreck {
	g := codes()
	var out strings.Builder
	var sound []good
	glossed := false // the pairs are wrong since a reading fell between two bytes
	// mend adds what was written since start, part of a reading, to the character
	// before it.
	mend := func(start int) {
		if n := len(sound); n > 0 && sound[n-1].end == start {
			sound[n-1].end = out.Len()
		}
	}
	emit := func(r rune) {
		if r >= 0xFF01 && r <= 0xFF5E {
			r -= 0xFEE0
		}
		out.WriteRune(r)
	}
	for i := 0; i < len(bytes); {
		b, start := bytes[i], out.Len()
		if b < 0x80 {
			out.WriteByte(b)
			if from[i] >= 0 && chars[from[i]] < 0x80 {
				sound = append(sound, good{from[i], start, out.Len()})
				glossed = false
			} else if from[i] < 0 {
				mend(start)
			}
			i++
			continue
		}
		lone := i+1 == len(bytes) || cut[i+1] || bytes[i+1] == '\n' || b == 0x80 || b == 0xFF
		if !lone && glossed && bytes[i+1] == 0xA1 && i+2 < len(bytes) && from[i+1] == from[i+2] && (bytes[i+2] == 0xA2 || bytes[i+2] == 0xA3) {
			lone = true // the piece ends before a mark
		}
		if lone {
			out.WriteByte('?')
			i++
			continue
		}
		if bytes[i+1] < 0x40 {
			glossed = glossed || bytes[i+1] == '('
			out.WriteByte('?')
			i += 2
			continue
		}
		if r := g.at(b, bytes[i+1]); r != 0 {
			emit(r)
			if from[i] >= 0 && from[i] == from[i+1] {
				sound = append(sound, good{from[i], start, out.Len()})
				glossed = false
			} else if from[i] < 0 && from[i+1] < 0 {
				mend(start)
			}
		}
		i += 2
	}
	w.text = out.String()
	w.note(sound, chars)
	return w
}

// good is a character of the clean text that came through, with where it stands.
type good struct{ char, start, end int }

// note notes the places between the characters that came through.
func (w *wreck) note(sound []good, chars []rune) {
	last := good{char: -1}
	for _, s := range append(sound, good{char: len(chars), start: len(w.text)}) {
		if s.char > last.char+1 {
			w.places = append(w.places, place{last.end, s.start, string(chars[last.char+1 : s.char])})
		}
		last = s
	}
}
