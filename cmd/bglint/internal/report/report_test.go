package report

import (
	"bytes"
	"os"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/driver"
)

func TestText(t *testing.T) {
	var out, errs bytes.Buffer
	res := Document{Result: &driver.Result{
		Findings: []*finding.Finding{{
			Rule: "BG101", Name: "blocking", Confidence: finding.Likely, Message: "blocks", File: "a/b.go", Line: 3, Column: 4,
			Chain: []finding.Step{{File: "m@v1/c.go", Line: 5, Column: 6, Text: "calls"}},
		}},
		Errors: []driver.Error{{Package: "p", Message: "one\ntwo"}},
	}}
	if err := Text(&out, &errs, res); err != nil {
		t.Fatal(err)
	}
	if want := "a/b.go:3:4: blocks (BG101 blocking, likely)\n\tm@v1/c.go:5:6: calls\n"; out.String() != want {
		t.Errorf("%q, want %q", &out, want)
	}
	if want := "bglint: p: one\n\ttwo\n"; errs.String() != want {
		t.Errorf("%q, want %q", &errs, want)
	}
}

func TestColours(t *testing.T) {
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if Terminal(null) || Terminal(new(bytes.Buffer)) || bool(Colours(new(bytes.Buffer))) {
		t.Error("no terminal")
	}
	if got := Styler(true).paint(bold, "x"); got != "\x1b[1mx\x1b[0m" {
		t.Errorf("%q", got)
	}
}
