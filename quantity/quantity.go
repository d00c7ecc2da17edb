package quantity

// A Comparator says how a number is meant. The values are those of the JSON
// contract.
type Comparator string

// The comparators.
const (
	Equal   Comparator = "="
	About   Comparator = "~"  // 左右, 约, 近
	AtLeast Comparator = ">=" // 以上, 不少于
	Above   Comparator = ">"  // 超过, 突破, 多, 余
	AtMost  Comparator = "<=" // 以内, 不超过
	Below   Comparator = "<"  // 低于, 不到
	Range   Comparator = "range"
)

// A Kind says what a number token counts, or that it is no quantity at all.
type Kind uint8

// The kinds. Ordinal, Date and Code are no quantities.
const (
	Plain    Kind = iota // a number without a unit
	Count                // with a classifier: 个, 家, 项
	Measure              // with a physical unit
	Money                // with a currency
	Percent              // %, ‰, 成, 折, 分之
	Points               // 百分点
	Times                // 倍
	Fold                 // 番
	Rank                 // 第2位, 第一, 首位, 前十
	Duration             // a length of time: 84分钟, 三年, 3个月
	Ordinal              // 第十四届, 第2批, 第一产业
	Date                 // 2024年, 5月16日, 一季度, 1—11月
	Ratio                // 2.27:1
	Code                 // a number inside a name or code: 5G, PM2.5, “13710”
)

var kindNames = [...]string{
	Plain: "plain", Count: "count", Measure: "measure", Money: "money", Percent: "percent", Points: "points", Times: "times",
	Fold: "fold", Rank: "rank", Duration: "duration", Ordinal: "ordinal", Date: "date", Ratio: "ratio", Code: "code",
}

// String returns the name of the kind, as units.tsv spells it.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// kindOf is String backwards.
func kindOf(name string) (Kind, bool) {
	for k, n := range kindNames {
		if n == name {
			return Kind(k), true
		}
	}
	return Plain, false
}

// A Quantity is one number token of a text. Positions are byte offsets.
type Quantity struct {
	Start, End int     // the token: digits, magnitude, 多 or 余 inside, and unit; no comparator words
	From, To   int     // the token with the comparator words on either side of it
	Value      Decimal // in base units, magnitudes multiplied out; percent as printed
	Max        Decimal // the upper end where Ranged, else 0
	Ranged     bool
	Unit       string // without magnitude: 元, %, 微克/立方米; "" where there is none
	Comparator Comparator
	Kind       Kind
	Bare       bool // a magnitude without any digit: 亿元, 千万
	Chinese    bool // written in Chinese numerals: 三年, 八成
}
