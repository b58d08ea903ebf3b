package chart

import (
	"embed"
	"encoding/json"
	"html/template"
	"io"
	"strings"
)

//go:embed page.html map.css *.js
var sources embed.FS

// scripts are the page's, in the order in which they use each other.
var scripts = []string{"model.js", "layout.js", "route.js", "draw.js", "panel.js", "view.js"}

var page = template.Must(template.ParseFS(sources, "page.html"))

// Write writes the page.
func Write(w io.Writer, d *Data) error {
	style, err := sources.ReadFile("map.css")
	if err != nil {
		return err
	}
	var script strings.Builder
	script.WriteString("(() => {\n\"use strict\";\n")
	for _, name := range scripts {
		text, err := sources.ReadFile(name)
		if err != nil {
			return err
		}
		script.Write(text)
	}
	script.WriteString("})();\n")
	data, err := json.Marshal(d) // escapes what HTML would read
	if err != nil {
		return err
	}
	return page.Execute(w, map[string]any{
		"Title": d.Title, "Style": template.CSS(style), "Script": template.JS(script.String()), "Data": template.JS(data),
	})
}
