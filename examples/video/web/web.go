// Package web holds what browsers get: pages, scripts, styles, and three.js.
package web

import (
	"bytes"
	"embed"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
)

//go:embed *.html
var pages embed.FS

//go:embed static
var static embed.FS

var templates = template.Must(template.ParseFS(pages, "*.html"))

// Static serves the files that pages refer to.
func Static() http.Handler {
	files, err := fs.Sub(static, "static")
	if err != nil {
		panic(err) // the name is wrong
	}
	return http.FileServerFS(files)
}

// Page answers a page's HTML.
func Page(w http.ResponseWriter, file, id string) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, file, struct{ ID string }{id}); err != nil {
		slog.Error("page", "file", file, "error", err)
		http.Error(w, "The page could not be made.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(b.Bytes()) //nolint:errcheck // the browser is gone
}
