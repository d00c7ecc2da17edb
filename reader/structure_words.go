package reader

import _ "embed"

//go:embed structure_words.tsv
var structureTable string

// structureWords are the sets of words of structure_words.tsv.
var structureWords = readSets(structureTable)

// The sets, each under the name it has in the table.
var (
	reviewWords     = structureWords.list("review")
	outlookWords    = structureWords.list("outlook")
	aheadWords      = structureWords.list("ahead")
	achievedWords   = structureWords.list("achieved")
	planWords       = structureWords.list("plan")
	selfWords       = structureWords.list("self")
	conductWords    = structureWords.list("conduct")
	livelihoodWords = structureWords.list("livelihood")
	partWords       = structureWords.list("part")
	timeWords       = structureWords.list("time")
	lackWords       = structureWords.list("lack")
	admitWords      = structureWords.list("admit")
	aimWords        = structureWords.list("aim")
	accountWords    = structureWords.list("account")
	programmeWords  = structureWords.list("programme")
	doneWords       = structureWords.list("done")
	urgeWords       = structureWords.list("urge")
	narrateWords    = structureWords.list("narrate")
	titleBegins     = structureWords.list("begins")
	titleEnds       = structureWords.list("ends")
)
