package main

import (
	"slices"
	"testing"
)

// optionsModule is a program whose handler waits behind options, each in a type of its own.
var optionsModule = map[string]string{
	"go.mod": "module example.com/app\n\ngo 1.25.0\n",
	"main.go": `package main

import (
	"encoding/json"
	"flag"
	"os"

	"example.com/app/work"
)

func main() {
	var file work.File
	json.NewDecoder(os.Stdin).Decode(&file)
	var flags work.Flags
	flag.BoolVar(&flags.Slow, "slow", false, "")
	work.New(work.Options{Sync: false, Loud: true}, file, flags).Draw()
}
`,
	"work/work.go": `package work

import "time"

type Options struct{ Sync, Loud, Never bool }

type File struct{ Slow bool }

type Flags struct{ Slow bool }

type Store struct {
	sync, loud bool
	opts       Options
	file       File
	flags      Flags
	beta       bool
}

func New(opts Options, file File, flags Flags) *Store {
	return &Store{sync: opts.Sync, loud: opts.Loud, opts: opts, file: file, flags: flags}
}

// NewSyncing is for tests.
func NewSyncing() *Store { return New(Options{Sync: true}, File{}, Flags{}) }

func (s *Store) Elsewhere() { s.beta = true }

//bg:ui
func (s *Store) Draw() {
	if s.sync {
		s.flush()
	}
	if !s.opts.Never {
		s.opts = Options{}
	} else {
		s.never()
	}
	if s.loud {
		s.shout()
	}
	if s.file.Slow {
		s.read()
	}
	if s.flags.Slow {
		s.told()
	}
	if s.beta {
		s.try()
	}
}

func (s *Store) flush() { time.Sleep(time.Second) } // off: only a test sets it

func (s *Store) never() { time.Sleep(time.Second) } // off: nobody sets it

func (s *Store) shout() { time.Sleep(time.Second) } // on

func (s *Store) read() { time.Sleep(time.Second) } // on: a file may say so

func (s *Store) told() { time.Sleep(time.Second) } // on: a flag may say so

func (s *Store) try() { time.Sleep(time.Second) } // on: on another system
`,
	"work/work_test.go": `package work

import "testing"

func TestDraw(t *testing.T) { NewSyncing().Draw() }
`,
	"work/work_plan9.go": `package work

func init() { new(Store).Elsewhere() }
`,
}

// TestOptions: what stands behind an option that nothing in the program sets is no longer likely, where the whole program was
// looked at.
func TestOptions(t *testing.T) {
	folder := layOut(t, optionsModule)
	on := []string{"on", "on: a file may say so", "on: a flag may say so", "on: on another system"}
	all := slices.Sorted(slices.Values(append(slices.Clone(on), "off: nobody sets it", "off: only a test sets it")))
	for _, test := range []struct {
		args []string
		want []string
	}{
		{nil, on},
		{[]string{"--confidence", "possible"}, all},
		{[]string{"./work"}, all},
		{[]string{"--tests"}, all},
	} {
		stdout, stderr, code := runIn(t, folder, test.args...)
		if got := commented(t, folder, stdout); code != 1 || stderr != "" || !slices.Equal(got, test.want) {
			t.Errorf("bglint %q: exit code %d, %q, want %q\n%s%s", test.args, code, got, test.want, stdout, stderr)
		}
	}
}
