package rule

import (
	"strings"
	"testing"
)

func TestExtractDoc(t *testing.T) {
	for _, tt := range []struct{ name, src, want, wantErr string }{
		{
			name: "heading",
			src:  "// Package blocking is a rule.\n//\n// # Analyzer blocking\n//\n// blocking: calls that block\n//\n// More.\npackage blocking\n",
			want: "blocking: calls that block\n\nMore.",
		},
		{
			name: "whole comment",
			src:  "/*\nblocking: calls that block\n\nMore.\n*/\npackage blocking\n",
			want: "blocking: calls that block\n\nMore.",
		},
		{
			name: "two analyzers",
			src:  "// # Analyzer blocking\n//\n// blocking: one\n//\n// # Wrong\n//\n// x\n//\n// # Analyzer other\n//\n// other: two\npackage p\n",
			want: "blocking: one\n\n# Wrong\n\nx",
		},
		{name: "other heading", src: "// # Analyzer other\n//\n// other: x\npackage p\n", wantErr: "no heading"},
		{name: "package comment", src: "// Package blocking reports.\npackage blocking\n", wantErr: "does not begin"},
		{name: "none", src: "package blocking\n", wantErr: "no package comment"},
		{name: "not Go", src: "blocking: calls", wantErr: "doc of blocking"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ExtractDoc("blocking", tt.src)
			if tt.wantErr != "" {
				if err == nil || !strings.Contains(err.Error(), tt.wantErr) {
					t.Fatalf("error %v, want one with %q", err, tt.wantErr)
				}
				if d := Doc("blocking", tt.src); d != "blocking" {
					t.Errorf("Doc = %q", d)
				}
				return
			}
			if err != nil || got != tt.want {
				t.Fatalf("got %q, %v; want %q", got, err, tt.want)
			}
			info := Info{ID: "BG101", Name: "blocking", Doc: Doc("blocking", tt.src)}
			if title := info.Title(); title == "" || strings.Contains(title, "blocking:") {
				t.Errorf("Title = %q", title)
			}
		})
	}
}
