package toolkit

import (
	"slices"
	"strings"
	"testing"
)

func TestEmbeddedProfilesAreValid(t *testing.T) {
	set, err := New()
	if err != nil {
		t.Fatal(err)
	}
	lower := "bgkit giu gocui libraries nucular systray termui tview walk" // their authors write them so
	for _, p := range set.Profiles() {
		if p.Title == p.Name && !slices.Contains(strings.Fields(lower), p.Name) {
			t.Errorf("%s has no title", p.Name)
		}
	}
}

// valid is a complete profile; each test of TestErrors changes one line of it.
const valid = `name: own
title: own toolkit
packages:
  - path: example.com/own
    like: {name: own, has: [App]}
callbacks: ui
roles:
  - role: blocking
    symbols: [(*example.com/own.App).Load]
    tier: disk
  - role: dispatch
    symbols: [example.com/own.Post]
    params: [0]
    waits: true
    when: example.com/own.Post
interfaces:
  - types: example.com/own.View
    methods: Draw
signatures:
  - params: ["*example.com/own.App", "..."]
    results: [error]
`

func TestErrors(t *testing.T) {
	if _, err := New(Source{Name: "f", Data: []byte(valid)}); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ old, new, want string }{
		{"title: own", "tittle: own", `f:2:1: unknown key "tittle" in a toolkit; valid: name, title, ui, do, packages, opaque, unattached, callbacks, roles, interfaces, signatures`},
		{"title: own toolkit", "title:", "f:2:7: title must be a text that is not empty"},
		{"name: own\n", "", "f:1:1: a toolkit needs a name"},
		{"title: own toolkit", "name: twice", `f:2:1: key "name" is here twice`},
		{"callbacks: ui", "callbacks: fast", `f:6:12: unknown callbacks "fast"; valid: ui, background, process, inline, none`},
		{"callbacks: ui", "opaque: maybe", `f:6:9: opaque is "maybe"; valid: true, false`},
		{"has: [App]", "has: []", "f:5:11: like needs a name and a list of members"},
		{"path: example.com/own\n", "also: example.com/other\n", "f:4:5: a package needs a path"},
		{"role: blocking", "role: bloking", `f:8:11: unknown role "bloking"; valid: ui, safe, read, dispatch, loop, events, handler,`},
		{"tier: disk", "tier: tape", `f:10:11: unknown tier "tape"; valid: wait, network, process, disk`},
		{"    tier: disk\n", "", "f:8:5: blocking needs a tier; valid: wait, network, process, disk"},
		{"tier: disk", "tier: disk\n    waits: true", `f:11:12: key "waits" means nothing for the role blocking; valid: with dispatch`},
		{"tier: disk", "tier: disk\n    confidence: sure", `f:11:17: unknown confidence "sure"; valid: certain, likely, possible`},
		{"params: [0]", "params: [first]", `f:13:14: parameter number "first"; valid: 0 for the first parameter`},
		{"params: [0]", "params: 0", "f:13:13: params must be a list"},
		{"(*example.com/own.App).Load", "(*example.com/owm.App).Load", `f:9:15: symbol "(*example.com/owm.App).Load" is in no package of this toolkit; valid: example.com/own`},
		{"(*example.com/own.App).Load", "(*example.com/own.App.Load", "is not complete; valid: path.Func, path.Type, (*path.Type).Method, path.Type.Field"},
		{"(*example.com/own.App).Load", "(*example.com/own.App).Lo*ad*", "has no form that is known; valid: path.Func"},
		{"when: example.com/own.Post", "when: example.com/own.P*", "f:15:11: a condition names one symbol, without a star"},
		{"when: example.com/own.Post", "when: !example.com/own.Post", `f:15:11: when begins with "!", which YAML takes for a tag; put it in quotes`},
		{"types: example.com/own.View", "types: example.com/own.*", `f:17:12: "example.com/own.*" is no type; valid: path.Type, without a star`},
		{`"*example.com/own.App"`, `"*own.App"`, `"*own.App" is no type of this toolkit; valid: path.Type, *path.Type, a predeclared type, "..." for any types`},
		{"  - params: [\"*example.com/own.App\", \"...\"]\n    results", "  - results", "f:20:5: a signature needs params"},
		{"role: dispatch\n", "role: future\n", `means nothing for the role future`},
		{"[example.com/own.Post]", "[example.com/own.*]\n  - role: future\n    symbols: [example.com/own.*]\n  - role: dispatch\n    symbols: [example.com/own.Q]", "future is a role of types; valid: path.Type, without a star"},
		{"[example.com/own.Post]", "[example.com/own.App.Field]", "dispatch means nothing for a field; valid: ui, read, safe, handler, spawn, process, inline, none"},
		{"[(*example.com/own.App).Load]", "(*example.com/own.App).Load\n    tier: disk\n  - role: nonblocking\n    symbols: (*example.com/own.App).Load\n  - role: blocking\n    symbols: (*example.com/own.App).Save", "(*example.com/own.App).Load is nonblocking here and blocking in line 9; valid: one of them"},
		{"roles:", "fixes:\n  wrap: example.com/own.P*\nroles:", `f:8:9: "example.com/own.P*" is no function; valid: path.Func, (*path.Type).Method, without a star`},
		{"roles:", "fixes:\n  warp: example.com/own.Post\nroles:", `f:8:3: unknown key "warp" in fixes; valid: wrap, redraw, batch`},
		{"roles:", "roles: none\nroles:", "f:7:8: roles must be a list"},
	}
	for _, test := range tests {
		text := strings.Replace(valid, test.old, test.new, 1)
		if text == valid {
			t.Errorf("%q is not in the profile", test.old)
			continue
		}
		_, err := New(Source{Name: "f", Data: []byte(text)})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q instead of %q: %v, want %s", test.new, test.old, err, test.want)
		}
	}
}

// TestAllErrors: a user repairs a file in one go.
func TestAllErrors(t *testing.T) {
	text := strings.NewReplacer("tier: disk", "tier: tape", "title:", "tittle:", "own.View", "*own.View").Replace(valid)
	_, err := New(Source{Name: "f", Data: []byte(text)}, Source{Name: "g", Data: []byte("- name: [x]\n- y")})
	for _, want := range []string{"f:2:1", "f:10:11", "f:17:12", "g:1:9", "g:2:3"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no error at %s in:\n%v", want, err)
		}
	}
}

func TestSyntaxError(t *testing.T) {
	if _, err := New(Source{Name: "f", Data: []byte("a: [")}); err == nil || !strings.Contains(err.Error(), "f: ") {
		t.Errorf("error is %v", err)
	}
}

func FuzzNew(f *testing.F) {
	f.Add([]byte(valid))
	f.Add([]byte("- &a {name: x, roles: [*a, *a]}\n--- \nname: y"))
	f.Add([]byte("name: x\npackages: [{path: a/...}, {path: std}]\nroles: [{role: ui, symbols: [a/b.c.d, (*a.*).*, time.X]}]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d := &decoder{file: "f"}
		var raws []*rawProfile
		for _, doc := range d.documents(data) {
			raws = append(raws, d.profiles(doc)...)
		}
		compile(raws)
	})
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}
