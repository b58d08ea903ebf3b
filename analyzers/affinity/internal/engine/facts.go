package engine

import (
	"fmt"
	"sort"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// Facts is what a package tells its dependents: the summaries of its own functions and slots, and, unread, those of the
// packages below it that a dependent may meet without importing them.
//
// One fact a package, rather than one an object: the go command hands on the facts of every method to every transitive
// dependent, which grows with the square of the program. Here the tables of other packages travel as the bytes they
// came in, only as far as types carry them (see carried), and are decoded when somebody asks.
type Facts struct {
	Tables []Table // sorted by path
}

// A Table is the encoded PackageSummary of one package.
type Table struct {
	Path, Module string
	Data         []byte
}

func (*Facts) AFact() {}

func (f *Facts) String() string { return fmt.Sprintf("affinity(%d packages)", len(f.Tables)) }

// A PackageSummary is what the analysis of one package found out. All lists are sorted by key.
type PackageSummary struct {
	Funcs []FuncSummary
	Slots []SlotSummary
	Uses  []ContextUse
	Made  []Made
	Takes []LockTake // by its handlers

	LockedRuns []LockedRun

	LocalDB, RemoteDB bool     // it imports database drivers: see databaseTier
	Gives             []string // libraries that get functions which block: see awaitPromises
}

// A FuncSummary tells what calling a function does, seen by its caller.
type FuncSummary struct {
	Key      string // "f" or "T.m"
	Effects  []Effect
	Params   []ParamSummary
	Runs     []SlotRun    // what calling it runs, beyond its parameters
	Future   []FutureCase // what the future that it returns may be
	Needs    []string     // fields of type bool that are set wherever it returns one
	Sets     []string     // fields that it sets, of those that the others' futures need
	Idle     []string     // fields of the receiver without which its future is nil
	Wakes    []Wake       // which of these it sets
	Loop     bool         // it runs an event loop
	Forget   bool         // the future that it returns may be dropped
	Writes   []string     // fields that a method changes in what its receiver leads to, without a lock
	Reads    []string     // fields that it reads there
	Messages []Message    // what the commands that it makes lead to
	Fresh    bool         // the pointer it returns was made by it and is known to nobody else
	Endless  bool         // it never returns
	Suspends bool         // it returns with the screen handed over, or the event loop ended
	Resumes  bool         // it may take the screen back
	NoError  []int        // results of type error that are always nil
	Own      bool         // what it returns is filled by nobody but its package and its arguments: see ownResult
	State    []StateUse
	Takes    []LockTake // locks that it takes on the goroutine that calls it
	Fills    []Fill     // what it writes through its parameters
	Locked   []string   // locks that it leaves taken for its caller
	Unlocked []string   // ... and those that it gives back
}

// Empty reports whether a summary says nothing.
func (s *FuncSummary) Empty() bool {
	return len(s.Effects) == 0 && len(s.Params) == 0 && len(s.Runs) == 0 && len(s.Future)+len(s.Needs)+len(s.Sets)+len(s.Idle)+len(s.Wakes) == 0 && !s.Fresh && !s.Forget && !s.Loop && !s.Endless && !s.Suspends && !s.Resumes && !s.Own && len(s.Messages) == 0 && len(s.Writes)+len(s.Reads)+len(s.State)+len(s.NoError)+len(s.Fills)+len(s.Takes)+len(s.Locked)+len(s.Unlocked) == 0
}

// An EffectKind says what a function does to the goroutine that calls it.
type EffectKind uint8

const (
	Blocks     EffectKind = iota // it may not return soon
	WaitsForUI                   // it returns only when the UI goroutine has done something
	TouchesUI                    // it calls what only the UI goroutine may call
	Leaves                       // it starts a goroutine that never ends
)

// An Effect is one thing that a function does, with the proof.
type Effect struct {
	Kind       EffectKind
	Tier       toolkit.Tier
	Confidence finding.Confidence
	What       string // the primitive: "(*net/http.Client).Do"
	Toolkit    string // the profile that knows the primitive, by name
	Advice     string
	Early      bool           // WaitsForUI: not before the event loop runs
	Bounded    bool           // Blocks: it ends by itself after a constant time
	Steps      []finding.Step // from the function's body to the primitive
	Also       []finding.Step // other primitives of the kind that the function comes to in its own package
	Receiver   bool           // TouchesUI: only what the first parameter leads to
	Once       bool           // only the first call of a dependency does it: see onceOnly
	Awaits     string         // Blocks: the library that waits for a function which its users give: see findPromises
}

// A Wake is a field that a function sets to something else than zero: for some types of a parameter only, or, where Param is
// negative, for whatever it gets.
type Wake struct {
	Field string
	Param int
	Types []string
}

// A ParamSummary tells what a function does with a parameter that holds functions. The receiver counts.
type ParamSummary struct {
	Index   int
	Runs    []ParamRun
	Stores  []string // slots that hold it afterwards
	Returns []int    // results that hold it
}

// A ParamRun is one way in which a parameter is run.
type ParamRun struct {
	Mode       Mode
	Confidence finding.Confidence
	Steps      []finding.Step
	Turn       Turn
	Suspended  bool // while the screen belongs to somebody else
}

// A SlotRun says that a function runs what a slot holds.
type SlotRun struct {
	Slot       string
	Mode       Mode
	Confidence finding.Confidence
	Steps      []finding.Step
	Given      bool // only what its caller has passed is in it
	By         []Passed
}

// Passed is a parameter by which a function gets what it runs: the function, or the object that has it in the field.
type Passed struct {
	Param  int
	Object bool
}

// A SlotSummary tells who runs a slot, and what this package put into it.
type SlotSummary struct {
	Key      string // "pkg/path T.field", "pkg/path v", "pkg/path I.method"
	Contexts []SlotContext
	Answers  [][]FutureCase // of a method called through an interface: what the types that implement it return
	Holds    []Held

	module string // of the package that says it
}

// A SlotContext is one context that runs what the slot holds.
type SlotContext struct {
	Kind       Context
	Confidence finding.Confidence
	Steps      []finding.Step
}

// A Held is a function in a slot, as far as it matters: by its effects.
type Held struct {
	Name    string
	Stored  finding.Step
	Effects []Effect
	Runs    []SlotRun
}

// A View is all that the dependencies of a package have told.
type View struct {
	Tables  map[string]Table
	decoded map[string]*Index
	Module  string
	SameMod []string // paths of the tables of the module under analysis, sorted
}

// An Index is a decoded table.
type Index struct {
	funcs map[string]*FuncSummary
	slots map[string]*SlotSummary
	Uses  []ContextUse
	Takes []LockTake
	Made  map[string]*Made

	localDB, remoteDB bool
	gives             []string
	LockedRuns        []LockedRun
}

// newView collects the facts of the direct imports and what they carry.
func newView(pass *analysis.Pass) *View {
	v := &View{Tables: map[string]Table{}, decoded: map[string]*Index{}, Module: modulePath(pass)}
	for _, imp := range pass.Pkg.Imports() {
		var facts Facts
		if !toolkit.IsStd(imp.Path()) && pass.ImportPackageFact(imp, &facts) {
			for _, t := range facts.Tables {
				v.Tables[t.Path] = t
			}
		}
	}
	for path, t := range v.Tables {
		if t.Module == v.Module {
			v.SameMod = append(v.SameMod, path)
		}
	}
	sort.Strings(v.SameMod)
	return v
}

// Table returns the decoded summary of a package; one that says nothing for packages that nobody has told of.
func (v *View) Table(path string) *Index {
	if ix, ok := v.decoded[path]; ok {
		return ix
	}
	ix := &Index{funcs: map[string]*FuncSummary{}, slots: map[string]*SlotSummary{}, Made: map[string]*Made{}}
	v.decoded[path] = ix
	t, ok := v.Tables[path]
	if !ok {
		return ix
	}
	s, err := decode(t.Data)
	if err != nil { // a table of another version of bglint: as good as none
		return ix
	}
	for i := range s.Funcs {
		ix.funcs[s.Funcs[i].Key] = &s.Funcs[i]
	}
	for i := range s.Slots {
		s.Slots[i].module = t.Module
		ix.slots[s.Slots[i].Key] = &s.Slots[i]
	}
	ix.Uses, ix.Takes, ix.LockedRuns = s.Uses, s.Takes, s.LockedRuns
	ix.localDB, ix.remoteDB, ix.gives = s.LocalDB, s.RemoteDB, s.Gives
	for i := range s.Made {
		ix.Made[s.Made[i].Type] = &s.Made[i]
	}
	return ix
}

// has reports whether a package may have something to say of a function or slot. A table that has been decoded knows.
func (v *View) has(path, key string) bool {
	return v.decoded[path] != nil || mayHave(v.Tables[path].Data, key)
}

// Fn returns the summary of a function, or nil.
func (v *View) Fn(path, key string) *FuncSummary {
	if !v.has(path, key) {
		return nil
	}
	return v.Table(path).funcs[key]
}

// Slot returns what the packages in sight say of a slot: its owner, the packages of the owner's module and those of the
// module under analysis.
func (v *View) Slot(key string) []*SlotSummary {
	owner, _, _ := strings.Cut(key, " ")
	paths := v.SameMod
	if t, ok := v.Tables[owner]; ok && t.Module != v.Module {
		paths = append([]string{owner}, paths...)
	}
	var out []*SlotSummary
	for _, path := range paths {
		if !v.has(path, key) {
			continue
		}
		if s := v.Table(path).slots[key]; s != nil {
			out = append(out, s)
		}
	}
	return out
}

// OpText says what an operation does, for a chain.
func OpText(op *Op) string {
	switch {
	case op.What == whatAnswer && op.Callee != "":
		return "calls " + op.Callee + ", which waits for an answer over a connection"
	case strings.HasPrefix(op.What, "a "), strings.HasPrefix(op.What, "the "), strings.HasPrefix(op.What, "waiting "):
		return op.What
	case op.Callee != "" && op.Callee != op.What && op.Once:
		return "calls " + op.Callee + ", which comes to " + op.What + " the first time"
	case op.Callee != "" && op.Callee != op.What:
		return "calls " + op.Callee + ", which comes to " + op.What
	}
	return "calls " + op.What
}

// Gravity orders what blocks by how soon a maintainer would agree that it freezes the program: what may take for ever, what
// ends by itself, a single sleep, what commonly finds its partner, what is local.
func (eff *Effect) Gravity() int {
	switch {
	case eff.Kind != Blocks:
		return 0
	case eff.Tier == toolkit.TierDisk:
		return 1
	case eff.What == whatSend, strings.HasSuffix(eff.What, "onn.Write"), strings.HasSuffix(eff.What, "onn).Write"):
		return 2
	case eff.What == whatSelect:
		return 3
	case eff.Bounded && eff.What == "time.Sleep":
		return 4
	case eff.Bounded:
		return 5
	}
	return 6
}

// Slight reports whether an operation of another kind makes a better proof.
func (eff *Effect) Slight() bool { return eff.Kind == Blocks && eff.Gravity() < 6 }
