package web

import (
	"io"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/luoshi-project/luoshi/internal/ledger"
)

// evidenceTypes are media types by the end of a file's name: what browsers say
// of a type depends on what is installed beside them.
var evidenceTypes = map[string]string{
	".pdf": "application/pdf", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".ofd": "application/ofd",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": workbookType,
	".txt":  "text/plain", ".csv": "text/csv",
}

// evidence keeps the files that came with a form.
func (q *Request) evidence() ([]ledger.Evidence, error) {
	if q.MultipartForm == nil {
		return nil, nil
	}
	var list []ledger.Evidence
	for _, head := range q.MultipartForm.File["files"] {
		if head.Size == 0 && head.Filename == "" {
			continue
		}
		file, err := head.Open()
		if err != nil {
			return nil, problem(http.StatusBadRequest, "")
		}
		data, err := io.ReadAll(io.LimitReader(file, q.route.Limit))
		_ = file.Close() // it was only read
		if err != nil {
			return nil, problem(http.StatusBadRequest, "")
		}
		name := path.Base(strings.ReplaceAll(head.Filename, `\`, "/"))
		kind := evidenceTypes[strings.ToLower(path.Ext(name))]
		if kind == "" {
			kind, _, _ = mime.ParseMediaType(head.Header.Get("Content-Type"))
		}
		e, err := q.Ledger().PutFile(q.Context(), name, kind, data)
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}
