package document

func readPackage(data []byte, limits Limits) (*Document, error) {
	return nil, invalid("package", "a docx or another packed file: this version does not read it", "save it as plain text")
}
