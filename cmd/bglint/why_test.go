package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWhy asks about the demo, as a user would, and compares the answers with testdata/why.txt.
func TestWhy(t *testing.T) {
	var got strings.Builder
	for _, query := range []string{
		"say",                    // two contexts
		"album.Online",           // reached only by other packages, both ways
		"(*Capture).saveWrong$1", // a literal
		"selfdeadlock.go:42",     // right here, wrong elsewhere
		"blocking.go:31",         // reported
		"views/offloop.go:31",    // reported, through a helper
		"offloop.go:36",          // one line, two contexts
		"capture.go:30",          // the other side of a race
		"blocking.go:43",         // blocks, but in the background
		"album.go:29",            // reported in another package
		"processarg.go:41",       // a package's variable
		"sharing.go:44",          // nothing to report
		"discarded.go:35",        // a future that is dropped
		"discarded.go:39",        // and one that is kept
		"lockwait.go:43",         // a wait under a lock
		"cleanup.go:31",          // rules without a verdict of their own
		"processarg.go:32",
	} {
		stdout, code := run(t, "why", query, "./testdata/demo/...")
		if code != 0 {
			t.Errorf("why %s: exit code %d", query, code)
		}
		got.WriteString("$ bglint why " + query + "\n" + stdout + "\n")
	}
	path := filepath.Join("testdata", "why.txt")
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("%s differs (go test ./cmd/bglint -update):\n%s", path, &got)
	}
}

// whyModule has a comment at each line that says what bglint why answers of the line. Directives say what runs where, so
// that it needs no toolkit.
var whyModule = map[string]string{
	"go.mod": "module example.com/app\n\ngo 1.25.0\n",
	"app.go": `package main

import (
	"time"

	"example.com/app/store"
)

func main() {
	store.Load() // why: runs only at startup
	go work()    // why: runs work in the background
	handle()
}

func work() {
	store.Load()            // why: work runs only in the background
	time.Sleep(time.Second) // why: work runs only in the background
}

//bg:ui
func handle() {
	//bg:ignore BG101 the user waits for it
	time.Sleep(2 * time.Second)      // why: ignored by //bg:ignore BG101 (app.go:23): the user waits for it
	time.Sleep(3 * time.Second)      // why: reported: BG101 blocking, certain
	time.Sleep(2 * time.Millisecond) // why: only possible, below the confidence likely
	quick()                          // why: nothing is known of it
	store.Quick()
}

//bg:nonblocking it is cached
func quick() {
	time.Sleep(time.Second) // why: quick is marked //bg:nonblocking
}

func unused() {
	time.Sleep(time.Second) // why: no context found: nobody in sight calls it
	unused2()
}

func unused2() {
	time.Sleep(time.Second) // why: no context found: only unused calls it in sight, which nobody in sight runs
}

var count int

//bg:ui
func add() {
	count++ // why: no two uses were found
}

//bg:background
func idle() {
	n := 1 // why: no call stands here
	_ = n
}
`,
	"store/store.go": `package store

import "time"

func Load() {
	time.Sleep(time.Second) // why: Load runs only in the background and at startup
}

func Quick() {
	time.Sleep(2 * time.Millisecond) // why: only possible
}
`,
}

func layOut(t *testing.T, files map[string]string) string {
	t.Helper()
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestWhyVerdicts(t *testing.T) {
	folder := layOut(t, whyModule)
	for name, text := range whyModule {
		for i, line := range strings.Split(text, "\n") {
			_, want, ok := strings.Cut(line, "// why: ")
			if !ok {
				continue
			}
			// From a folder below the module's root the whole module is looked at all the same.
			query := fmt.Sprintf("../%s:%d", name, i+1)
			stdout, stderr, code := runIn(t, filepath.Join(folder, "store"), "why", query)
			if code != 0 || stderr != "" || !strings.Contains(stdout, want) {
				t.Errorf("why %s: exit code %d, %s%s\nwant %q", query, code, stderr, stdout, want)
			}
		}
	}
}

func TestWhyJSON(t *testing.T) {
	stdout, _, code := runIn(t, layOut(t, whyModule), "why", "--format", "json", "app.go:25")
	var doc struct {
		Version int
		File    string
		Line    int
		Things  []struct {
			Points []struct {
				Rule     string
				Reported bool
			}
		}
		Functions []struct {
			Name     string
			Contexts []struct {
				Context, Confidence string
				Chain               []struct {
					File, Text string
					Line       int
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(stdout), &doc); err != nil || code != 0 {
		t.Fatalf("exit code %d, %v: %s", code, err, stdout)
	}
	got := fmt.Sprintf("%+v", doc)
	const want = "{Version:1 File:app.go Line:25 Things:[{Points:[{Rule:BG101 Reported:true}]}] Functions:[{Name:handle Contexts:[" +
		"{Context:ui Confidence:certain Chain:[{File:app.go Text:marked //bg:ui Line:20}]} " +
		"{Context:startup Confidence:certain Chain:[{File:app.go Text:the program begins Line:9} {File:app.go Text:calls handle Line:12}]}]}]}"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestWhyErrors(t *testing.T) {
	folder := layOut(t, whyModule)
	for _, tt := range []struct{ args, want string }{
		{"", "name a function or FILE:LINE"},
		{"lod", "no function is called lod; similar: store.Load"},
		{"zzzzzzzz", "no function is called zzzzzzzz in the packages that were analysed"},
		{"uick", "no function is called uick; similar: app.quick, store.Quick"},
		{"time.Sleep", "no function is called time.Sleep"},
		{"app.go:7", "app.go:7 is in no function"},
		{"other.go:7", "no file other.go in the packages that were analysed"},
		{"go.mod:1", "go.mod has no function"},
		{"store/store.go:6 .", `or its package was not analysed: name the package after it, as in "bglint why store/store.go:6 ./store"`},
		{"handle --format xml", `unknown format "xml"; valid: text, json`},
		{"handle ./nowhere", "nowhere"},
		{"handle --confidence high", `unknown confidence "high"`},
	} {
		stdout, stderr, code := runIn(t, folder, append([]string{"why"}, strings.Fields(tt.args)...)...)
		if code != 2 || stdout != "" || !strings.Contains(stderr, tt.want) {
			t.Errorf("why %s: exit code %d, %s%s\nwant %q", tt.args, code, stdout, stderr, tt.want)
		}
	}
	for _, name := range []string{"Load", "store.Load", "example.com/app/store.Load"} {
		if stdout, stderr, code := runIn(t, folder, "why", name); code != 0 || !strings.HasPrefix(stdout, "store.Load runs in the background and at startup\n") {
			t.Errorf("why %s: exit code %d, %s%s", name, code, stdout, stderr)
		}
	}
}

// TestWhyAmbiguous: the functions that are named in the answer can be asked for as they are.
func TestWhyAmbiguous(t *testing.T) {
	folder := layOut(t, map[string]string{
		"go.mod": "module example.com/app\n\ngo 1.25.0\n",
		"a/a.go": "package a\n\ntype T struct{ F func() }\n\nfunc (*T) Save() {}\n\nfunc (t *T) Run() { go t.F() }\n\nfunc Save() { func() {}() }\n",
		"b/b.go": "package b\n\nfunc Save() {}\n",
	})
	_, stderr, code := runIn(t, folder, "why", "Save")
	const want = "bglint: Save can be any of 3 functions; name one of them:\n\ta.(*T).Save  (a/a.go:5)\n\ta.Save  (a/a.go:9)\n\tb.Save  (b/b.go:3)\n"
	if code != 2 || stderr != want {
		t.Errorf("exit code %d, %s\nwant %s", code, stderr, want)
	}
	for query, want := range map[string]string{
		"a.(*T).Save": "(*T).Save: no context", "T.Save": "(*T).Save: no context", "(*T).Save": "(*T).Save: no context",
		"a.Save": "a.Save: no context", "b.Save": "b.Save: no context", "a.Save$1": "a.Save$1: no context", "T.F": "the functions in T.F run in the background",
	} {
		if stdout, stderr, code := runIn(t, folder, "why", query); code != 0 || !strings.HasPrefix(stdout, want) {
			t.Errorf("why %s: exit code %d, %s%s", query, code, stdout, stderr)
		}
	}
}
