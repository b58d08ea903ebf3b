package report

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

// Names of the folders that file names in SARIF are relative to.
const (
	sourceRoot  = "%SRCROOT%"
	moduleCache = "GOMODCACHE"
)

// SARIF prints one log of SARIF 2.1.0: the rules with their whole texts, and of each finding the chain that proves it as a
// code flow. The chain is in the message as well, with links, since viewers differ in what they show.
func SARIF(w io.Writer, doc Document) error {
	s := sarifWriter{
		prefix: repositoryPath(doc.Root),
		source: &sources{root: doc.Root, lines: make(map[string][]string)},
		seen:   make(map[finding.Key]int),
	}
	run := sarifRun{
		Tool: sarifTool{sarifDriver{Name: "bglint", Version: doc.Version, InformationURI: "https://github.com/go-bgkit/bgkit", Rules: []sarifRule{}}},
		OriginalURIBaseIDs: map[string]sarifArtifact{
			sourceRoot:  {Description: &sarifMessage{Text: "The root of the repository, or of the module outside of one."}},
			moduleCache: {Description: &sarifMessage{Text: "The Go module cache, which holds the dependencies' files: go env GOMODCACHE."}},
		},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	for _, r := range doc.Rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, s.rule(r))
	}
	for _, f := range doc.Findings {
		index := slices.IndexFunc(doc.Rules, func(r rule.Info) bool { return r.ID == f.Rule })
		run.Results = append(run.Results, s.result(f, index))
	}
	invocation := sarifInvocation{ExecutionSuccessful: len(doc.Errors) == 0}
	for _, e := range doc.Errors {
		invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications,
			sarifNotification{"error", sarifMessage{Text: "package " + e.Package + " could not be checked: " + e.Message}})
	}
	for _, e := range doc.Stale {
		invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications,
			sarifNotification{"error", sarifMessage{Text: fmt.Sprintf("%s:%d: %s", e.File, e.Line, e)}})
	}
	run.Invocations = []sarifInvocation{invocation}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{
		Version: "2.1.0",
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Runs:    []sarifRun{run},
	})
}

type sarifWriter struct {
	prefix string // from the repository's root to the module's
	source *sources
	seen   map[finding.Key]int
}

func (s *sarifWriter) rule(r rule.Info) sarifRule {
	_, text, _ := strings.Cut(r.Doc, "\n")
	text = strings.TrimSpace(text)
	level := "warning"
	if r.Advice() {
		level = "note"
	}
	return sarifRule{
		ID: r.ID, Name: r.Name,
		ShortDescription:     sarifMessage{Text: r.Title()},
		FullDescription:      sarifMessage{Text: strings.ToUpper(r.Title()[:1]) + r.Title()[1:] + "."},
		Help:                 sarifMessage{Text: text, Markdown: strings.TrimSpace(r.Markdown(2))},
		HelpURI:              r.URL(),
		DefaultConfiguration: sarifLevel{level},
		Properties:           sarifRuleProps{[]string{"concurrency", "ui"}},
	}
}

func (s *sarifWriter) result(f *finding.Finding, ruleIndex int) sarifResult {
	at := s.location(finding.Step{File: f.File, Line: f.Line, Column: f.Column})
	if f.Func != "" {
		at.LogicalLocations = []sarifLogical{{Name: f.Func, FullyQualifiedName: f.Package + "." + f.Func, Kind: "function"}}
	}
	res := sarifResult{
		RuleID: f.Rule, RuleIndex: ruleIndex, Level: level(f),
		Message:             sarifMessage{Text: f.Message},
		Locations:           []sarifLocation{at},
		PartialFingerprints: map[string]string{"bglintFinding/v1": s.fingerprint(f)},
		Properties:          sarifResultProps{Confidence: string(f.Confidence), Fixes: f.Fixes},
	}
	var flow []sarifFlowLocation
	for _, step := range f.Chain {
		at := s.location(step)
		at.Message = &sarifMessage{Text: step.Text}
		flow = append(flow, sarifFlowLocation{at})
	}
	if len(flow) > 0 {
		res.CodeFlows = []sarifCodeFlow{{[]sarifThreadFlow{{flow}}}}
	}
	steps, rest := shorten(f.Chain)
	for i, step := range steps {
		at := flow[i].Location
		at.ID = i + 1
		res.RelatedLocations = append(res.RelatedLocations, at)
		res.Message.Text += fmt.Sprintf("\n[%s:%d](%d) %s", linkText(step.File), step.Line, at.ID, step.Text)
	}
	if rest != "" {
		res.Message.Text += "\n" + rest
	}
	return res
}

// level is the finding's level in the sense of SARIF: how sure it is, and for advice no more than a note.
func level(f *finding.Finding) string {
	if (rule.Info{ID: f.Rule}).Advice() {
		return "note"
	}
	switch f.Confidence {
	case finding.Certain:
		return "error"
	case finding.Likely:
		return "warning"
	}
	return "note"
}

// linkText escapes the text of a link in a message.
func linkText(text string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(text)
}

// fingerprint identifies the finding among those of other runs: by its key, and of several with the same one by their
// order.
func (s *sarifWriter) fingerprint(f *finding.Finding) string {
	k := f.Key()
	s.seen[k]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %d", []string{k.Package, k.Func, k.Rule, k.Message}, s.seen[k]))
	return fmt.Sprintf("%x", sum[:16])
}

func (s *sarifWriter) location(step finding.Step) sarifLocation {
	artifact := sarifArtifact{URIBaseID: sourceRoot}
	name := path.Join(s.prefix, step.File)
	if cached, ok := inModuleCache(step.File); ok {
		name, artifact.URIBaseID = cached, moduleCache
	}
	artifact.URI = (&url.URL{Path: name}).String()
	return sarifLocation{PhysicalLocation: sarifPhysical{artifact, sarifRegion{step.Line, s.source.column(step)}}}
}
