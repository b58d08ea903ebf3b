package baseline

import (
	"slices"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

func found(pkg, fn, rule, message string, lines ...int) (list []*finding.Finding) {
	for _, line := range lines {
		list = append(list, &finding.Finding{Package: pkg, Func: fn, Rule: rule, Message: message, File: "a.go", Line: line})
	}
	return list
}

func sample() []*finding.Finding {
	return slices.Concat(
		found("example.com/b", "(*View).save", "BG104", "reads View.name: \"so\"", 3, 40),
		found("example.com/b", "(*View).save", "BG101", "http.Get blocks", 4),
		found("example.com/a", "", "BG001", "# no reason", 1),
	)
}

// parse writes a baseline and reads it again.
func parse(t *testing.T, b *Baseline) *Baseline {
	t.Helper()
	data, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Parse("b.yml", data)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return again
}

func TestEncode(t *testing.T) {
	data, err := New(sample()).Encode()
	const want = header + `version: 1
findings:
  - rule: BG001
    package: example.com/a
    message: '# no reason'
  - rule: BG101
    package: example.com/b
    func: (*View).save
    message: http.Get blocks
  - rule: BG104
    package: example.com/b
    func: (*View).save
    message: 'reads View.name: "so"'
    count: 2
`
	if err != nil || string(data) != want {
		t.Errorf("%v\n%s\nwant:\n%s", err, data, want)
	}
	reversed := sample()
	slices.Reverse(reversed)
	if again, _ := New(reversed).Encode(); string(again) != want {
		t.Errorf("in another order:\n%s", again)
	}
	if empty := parse(t, New(nil)); empty.Len() != 0 {
		t.Errorf("%d entries", empty.Len())
	}
}

func TestUnknown(t *testing.T) {
	b := parse(t, New(sample()))
	moved := sample()
	for _, f := range moved {
		f.Line, f.File = f.Line+100, "renamed.go"
	}
	if list := b.Unknown(moved); len(list) > 0 {
		t.Errorf("moved: %+v", list)
	}
	more := slices.Concat(sample(), found("example.com/b", "(*View).save", "BG104", `reads View.name: "so" (and 2 more fields)`, 50))
	if list := b.Unknown(more); len(list) != 1 || list[0].Line != 50 {
		t.Errorf("one more of two: %+v", list)
	}
	for _, other := range [][]*finding.Finding{
		found("example.com/c", "(*View).save", "BG101", "http.Get blocks", 4),
		found("example.com/b", "(*View).load", "BG101", "http.Get blocks", 4),
		found("example.com/b", "(*View).save", "BG102", "http.Get blocks", 4),
		found("example.com/b", "(*View).save", "BG101", "http.Post blocks", 4),
	} {
		if list := b.Unknown(other); len(list) != 1 {
			t.Errorf("known: %+v", other[0])
		}
	}
}

func TestStale(t *testing.T) {
	b := parse(t, New(sample()))
	yes := func(Entry) bool { return true }
	if stale, _ := b.Stale(sample(), yes); len(stale) > 0 {
		t.Errorf("%v", stale)
	}
	stale, n := b.Stale(sample()[1:3], yes)
	if len(stale) != 2 || stale[0].Rule != "BG001" || stale[0].Line != 5 || n[0] != 0 || stale[1].Rule != "BG104" || n[1] != 1 {
		t.Errorf("%+v, found %v", stale, n)
	}
	if stale, _ := b.Stale(nil, func(e Entry) bool { return e.Package == "example.com/a" }); len(stale) != 1 {
		t.Errorf("of packages that were not looked at: %+v", stale)
	}
}

// TestKeep: writing the baseline of some packages leaves the entries of the others.
func TestKeep(t *testing.T) {
	b := New(found("example.com/b", "f", "BG101", "new", 1))
	b.Keep(parse(t, New(sample())), func(e Entry) bool { return e.Package == "example.com/b" })
	if b.Len() != 2 || b.entries[0].Package != "example.com/a" || b.entries[1].Message != "new" {
		t.Errorf("%+v", b.entries)
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"version: 2\nfindings: []\n", "b.yml: version 2"},
		{"", "b.yml is empty"},
		{"versions: 1\n", "line 1: field versions not found"},
		{"version: 1\nfindings: [3]\n", "b.yml:2: not an entry"},
		{"version: 1\nfindings:\n- rule: BG101\n  pkg: x\n- rule: BG101\n", `b.yml:3: unknown key "pkg"; valid: rule, package`},
		{"version: 1\nfindings:\n- rule: BG101\n  pkg: x\n- rule: BG101\n", `b.yml:5: an entry needs`},
		{"version: 1\nfindings:\n- {rule: BG101, package: p, message: m, count: 0}\n", "b.yml:3: count must be 1 or more"},
		{"version: 1\nfindings:\n- {rule: BG101, package: p, message: m, count: many}\n", "b.yml:3: "},
		{"version: 1\nfindings:\n- {rule: BG101, package: p, message: m}\n- {rule: BG101, package: p, message: m}\n", "b.yml:4: the same entry as in line 3"},
	} {
		if _, err := Parse("b.yml", []byte(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %q", tt.text, err, tt.want)
		}
	}
}
