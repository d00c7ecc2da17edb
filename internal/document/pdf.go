package document

func readPDF(data []byte, limits Limits) (*Document, error) {
	return nil, invalid("pdf", "a PDF file: this version does not read it", "save it as plain text")
}
