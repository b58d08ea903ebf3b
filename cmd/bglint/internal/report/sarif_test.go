package report

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/go-bgkit/bgkit/analyzers"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/driver"
)

// nested lays out a module in a folder of a repository, and returns the module's folder.
func nested(t *testing.T) string {
	t.Helper()
	repository := t.TempDir()
	dir := filepath.Join(repository, "apps", "gui")
	for path, text := range map[string]string{
		filepath.Join(repository, ".git", "HEAD"):    "ref: refs/heads/main\n",
		filepath.Join(dir, "my ui", "a.go"):          "package ui\n\nfunc f() { g(\"größer\"); time.Sleep(1) }\n",
		filepath.Join(dir, "my ui", "empty", "b.go"): "",
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// sample has what is difficult: a name with a blank, a line with umlauts, a dependency's file, two findings that only
// their lines tell apart, a long chain, a package that does not compile.
func sample(root string) Document {
	at := finding.Step{File: "my ui/a.go", Line: 3, Column: 30}
	sleep := finding.Finding{
		Rule: "BG101", Name: "blocking", Confidence: finding.Certain, Message: "time.Sleep blocks", Package: "example.com/gui/ui", Func: "f",
		File: at.File, Line: at.Line, Column: at.Column,
		Chain: []finding.Step{{File: "example.com/Kit@v1.2.3/kit.go", Line: 5, Column: 6, Text: "runs Future[int]"}, at},
	}
	again := sleep
	again.Line, again.Column, again.Confidence, again.Fixes = 30, 2, finding.Possible, []string{"do it in a goroutine"}
	again.Chain = nil
	for i := range maxSteps + 5 {
		again.Chain = append(again.Chain, finding.Step{File: "my ui/a.go", Line: i + 1, Column: 1, Text: "also calls it"})
	}
	return Document{
		Result: &driver.Result{
			Root:     root,
			Findings: []*finding.Finding{&sleep, &again, {Rule: "BG001", Name: "directive", Confidence: finding.Likely, Message: "no reason", File: "none.go", Line: 1, Column: 1}},
			Errors:   []driver.Error{{Package: "example.com/gui/bad", Message: "bad.go:1:1: expected 'package'"}},
		},
		Rules: analyzers.Rules(), Version: "v1.0.0",
	}
}

func sarif(t *testing.T, doc Document) sarifRun {
	t.Helper()
	var out bytes.Buffer
	if err := SARIF(&out, doc); err != nil {
		t.Fatal(err)
	}
	validate(t, out.Bytes())
	var log sarifLog
	if err := json.Unmarshal(out.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	return log.Runs[0]
}

// validate holds a log to the standard's schema.
func validate(t *testing.T, log []byte) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(log))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%v\n%s", err, log)
	}
}

func TestSARIF(t *testing.T) {
	run := sarif(t, sample(nested(t)))
	sleep, again, comment := run.Results[0], run.Results[1], run.Results[2]
	if got := sleep.Locations[0].PhysicalLocation; got.ArtifactLocation != (sarifArtifact{URI: "apps/gui/my%20ui/a.go", URIBaseID: sourceRoot}) ||
		got.Region != (sarifRegion{3, 28}) {
		t.Errorf("the place, in the repository and in characters: %+v", got)
	}
	flow := sleep.CodeFlows[0].ThreadFlows[0].Locations
	if got := flow[0].Location.PhysicalLocation.ArtifactLocation; len(flow) != 2 || got != (sarifArtifact{URI: "example.com/%21kit@v1.2.3/kit.go", URIBaseID: moduleCache}) {
		t.Errorf("the chain begins in a dependency: %+v", got)
	}
	if want := "time.Sleep blocks\n[example.com/Kit@v1.2.3/kit.go:5](1) runs Future[int]\n[my ui/a.go:3](2) "; sleep.Message.Text != want {
		t.Errorf("message %q, want %q", sleep.Message.Text, want)
	}
	if n := len(again.CodeFlows[0].ThreadFlows[0].Locations); n != maxSteps+5 || len(again.RelatedLocations) != maxSteps || !strings.HasSuffix(again.Message.Text, "5 more places: see --format=json") {
		t.Errorf("a long chain: %d steps, %d linked, %s", n, len(again.RelatedLocations), again.Message.Text)
	}
	if sleep.Level != "error" || comment.Level != "warning" || again.Level != "note" {
		t.Errorf("levels %s, %s, %s", sleep.Level, comment.Level, again.Level)
	}
	for _, r := range run.Results {
		if id := run.Tool.Driver.Rules[r.RuleIndex].ID; id != r.RuleID {
			t.Errorf("rule %s has the index of %s", r.RuleID, id)
		}
	}
	if got := run.Invocations[0]; got.ExecutionSuccessful || !strings.Contains(got.ToolExecutionNotifications[0].Message.Text, "gui/bad could not be checked: bad.go:1:1") {
		t.Errorf("the package that does not compile: %+v", got)
	}
	for _, r := range run.Tool.Driver.Rules {
		if len(r.Help.Text) < 200 || !strings.Contains(r.Help.Markdown, "```") || !strings.HasPrefix(r.HelpURI, "https://") {
			t.Errorf("rule %s has no help: %+v", r.ID, r)
		}
	}
}

// TestEmptySARIF: arrays are there, and empty, where nothing was found.
func TestEmptySARIF(t *testing.T) {
	run := sarif(t, Document{Result: new(driver.Result)})
	if run.Results == nil || run.Tool.Driver.Rules == nil || !run.Invocations[0].ExecutionSuccessful {
		t.Errorf("%+v", run)
	}
}

// TestFingerprints: they stay when lines move, and differ where anything else does.
func TestFingerprints(t *testing.T) {
	prints := func(change func(f *finding.Finding)) []string {
		doc := sample(t.TempDir())
		change(doc.Findings[0])
		var list []string
		for _, r := range sarif(t, doc).Results {
			list = append(list, r.PartialFingerprints["bglintFinding/v1"])
		}
		return list
	}
	before := prints(func(*finding.Finding) {})
	if before[0] == before[1] || before[1] == before[2] {
		t.Errorf("not unique: %v", before)
	}
	moved := prints(func(f *finding.Finding) { f.Line, f.Column, f.File, f.Chain = 99, 1, "my ui/b.go", nil })
	if strings.Join(moved, " ") != strings.Join(before, " ") {
		t.Errorf("moved: %v, before: %v", moved, before)
	}
	for name, change := range map[string]func(f *finding.Finding){
		"function": func(f *finding.Finding) { f.Func = "g" },
		"package":  func(f *finding.Finding) { f.Package = "p" },
		"rule":     func(f *finding.Finding) { f.Rule = "BG102" },
		"message":  func(f *finding.Finding) { f.Message = "os.RemoveAll blocks" },
	} {
		if after := prints(change); after[0] == before[0] {
			t.Errorf("another %s has the same fingerprint", name)
		}
	}
}
