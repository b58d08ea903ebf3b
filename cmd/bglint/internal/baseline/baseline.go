// Package baseline keeps the findings that a project knows of and has left for later.
//
// An entry names a finding by its rule, its function and its message, not by its line, so that edits elsewhere in the file
// do not bring it back. Two findings that are the same in all of that are one entry with a count.
package baseline

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// FileName is what a baseline is called unless the user says otherwise.
const FileName = ".bglint-baseline.yml"

// A Baseline is the content of a file.
type Baseline struct {
	entries []Entry
}

// An Entry is a finding that is known.
type Entry struct {
	id
	Count int
	Line  int // in the file; 0 in a baseline that was made from findings
}

// An id tells entries apart.
type id struct {
	finding.Key
	Test bool // it stands in a _test.go file, which not every run looks at
}

func idOf(f *finding.Finding) id { return id{f.Key(), strings.HasSuffix(f.File, "_test.go")} }

func (e Entry) String() string {
	where := e.Package
	if e.Func != "" {
		where = e.Func + " of " + e.Package
	}
	return fmt.Sprintf("%s in %s: %s", e.Rule, where, e.Message)
}

func compare(a, b Entry) int {
	test := func(e Entry) int {
		if e.Test {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Func, b.Func), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message),
		cmp.Compare(test(a), test(b)))
}

// New makes the baseline of findings.
func New(findings []*finding.Finding) *Baseline {
	index := make(map[id]int)
	b := new(Baseline)
	for _, f := range findings {
		k := idOf(f)
		i, ok := index[k]
		if !ok {
			i = len(b.entries)
			index[k] = i
			b.entries = append(b.entries, Entry{id: k})
		}
		b.entries[i].Count++
	}
	slices.SortFunc(b.entries, compare)
	return b
}

// Len returns how many findings the baseline knows.
func (b *Baseline) Len() (n int) {
	for _, e := range b.entries {
		n += e.Count
	}
	return n
}

// Unknown returns the findings that are not in the baseline. Of several with the same key, which are in the order of their
// places, the last ones are.
func (b *Baseline) Unknown(findings []*finding.Finding) []*finding.Finding {
	left := make(map[id]int)
	for _, e := range b.entries {
		left[e.id] = e.Count
	}
	var unknown []*finding.Finding
	for _, f := range findings {
		if k := idOf(f); left[k] > 0 {
			left[k]--
		} else {
			unknown = append(unknown, f)
		}
	}
	return unknown
}

// Stale returns the entries of which there are fewer findings than they say, with how many there are. all are the findings
// of the run whatever their rule and confidence, so that an entry is not stale just because fewer are asked for. judged
// says whether the run would have found the entry.
func (b *Baseline) Stale(all []*finding.Finding, judged func(Entry) bool) (stale []Entry, found []int) {
	n := make(map[id]int)
	for _, f := range all {
		n[idOf(f)]++
	}
	for _, e := range b.entries {
		if n[e.id] < e.Count && judged(e) {
			stale, found = append(stale, e), append(found, n[e.id])
		}
	}
	return stale, found
}

// Keep adds the entries of an older baseline that the run, which this one was made from, would not have found.
func (b *Baseline) Keep(old *Baseline, judged func(Entry) bool) {
	for _, e := range old.entries {
		if !judged(e) {
			b.entries = append(b.entries, e)
		}
	}
	slices.SortFunc(b.entries, compare)
}

const header = `# Findings of bglint that are known and left for later. "bglint baseline write" wrote this; "bglint baseline check" fails
# when an entry has been mended and can go.
`

// The form of the file.
type (
	document struct {
		Version  int    `yaml:"version"`
		Findings []item `yaml:"findings"`
	}
	item struct {
		Rule    string `yaml:"rule"`
		Package string `yaml:"package"`
		Func    string `yaml:"func,omitempty"`
		Message string `yaml:"message"`
		Count   int    `yaml:"count,omitempty"`
		Test    bool   `yaml:"test,omitempty"`
	}
)

// Encode returns the content of the file: the same for the same findings, in the order of packages and functions.
func (b *Baseline) Encode() ([]byte, error) {
	doc := document{Version: 1, Findings: []item{}}
	for _, e := range b.entries {
		it := item{Rule: e.Rule, Package: e.Package, Func: e.Func, Message: e.Message, Test: e.Test}
		if e.Count > 1 {
			it.Count = e.Count
		}
		doc.Findings = append(doc.Findings, it)
	}
	var out strings.Builder
	out.WriteString(header)
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(doc); err != nil {
		return nil, err
	}
	return []byte(out.String()), enc.Close()
}

// Load reads the file at path.
func Load(path string) (*Baseline, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder; name the baseline's file in it, commonly %s", path, filepath.Join(path, FileName))
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(filepath.Base(path), data)
}

// Parse reads the content of the file called name. The error has all mistakes, each with its place.
func Parse(name string, data []byte) (*Baseline, error) {
	var doc struct {
		Version  int         `yaml:"version"`
		Findings []yaml.Node `yaml:"findings"`
	}
	dec := yaml.NewDecoder(strings.NewReader(string(data)))
	dec.KnownFields(true)
	if err := dec.Decode(&doc); err == io.EOF {
		return nil, fmt.Errorf("%s is empty: write it anew with \"bglint baseline write\"", name)
	} else if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if doc.Version != 1 {
		return nil, fmt.Errorf("%s: version %d of the format; this bglint knows version 1: write it anew with \"bglint baseline write\"", name, doc.Version)
	}
	b := new(Baseline)
	var errs []error
	lines := make(map[id]int)
	for _, node := range doc.Findings {
		e, err := parseEntry(&node)
		switch first, twice := lines[e.id]; {
		case err != nil:
			errs = append(errs, fmt.Errorf("%s:%d: %w", name, node.Line, err))
		case twice:
			errs = append(errs, fmt.Errorf("%s:%d: the same entry as in line %d: add up their counts", name, node.Line, first))
		default:
			lines[e.id] = node.Line
			b.entries = append(b.entries, e)
		}
	}
	return b, errors.Join(errs...)
}

var itemKeys = []string{"rule", "package", "func", "message", "count", "test"}

func parseEntry(node *yaml.Node) (Entry, error) {
	if node.Kind != yaml.MappingNode {
		return Entry{}, fmt.Errorf("not an entry: it has the keys %s", strings.Join(itemKeys, ", "))
	}
	for i := 0; i < len(node.Content); i += 2 {
		if key := node.Content[i].Value; !slices.Contains(itemKeys, key) {
			return Entry{}, fmt.Errorf("unknown key %q; valid: %s", key, strings.Join(itemKeys, ", "))
		}
	}
	it := item{Count: 1}
	if err := node.Decode(&it); err != nil {
		return Entry{}, err
	}
	if it.Rule == "" || it.Package == "" || it.Message == "" {
		return Entry{}, errors.New("an entry needs rule, package and message")
	}
	if it.Count < 1 {
		return Entry{}, fmt.Errorf("count must be 1 or more, not %d", it.Count)
	}
	key := finding.Key{Package: it.Package, Func: it.Func, Rule: it.Rule, Message: it.Message}
	return Entry{id{key, it.Test}, it.Count, node.Line}, nil
}
