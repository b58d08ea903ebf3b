package engine

import (
	"go/types"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A StateUse is a read or a write of state that belongs to the module, as a caller sees it.
type StateUse struct {
	State               string // "pkg/path T.field", "pkg/path v"
	Write, Element, Map bool
	Flag, Entity        bool // see Access
	Init                bool // a write of what is nil
	Receiver            bool // of what the first parameter leads to
	Deep                bool // ... through a pointer, map or slice in it
	Many                bool // the receiver is one of several, and who calls says which: see access.ofObject
	Held                bool // by a package variable
	Locks               []string
	Steps               []finding.Step // from the function's body to the access
}

// A ContextUse is a use that a package's own handlers come to.
type ContextUse struct {
	Confidence finding.Confidence
	StateUse   // Steps: from where the context begins
}

// A FarCall is a call of a function of another package that uses state.
type FarCall struct {
	Fn    string
	Uses  []StateUse
	Site  *Site
	From  *Func // whose values the arguments are
	quiet bool
}

// A Fill says which fields of what a parameter points to a function writes; "" is all of it.
type Fill struct {
	Index  int
	Fields []string
}

// A ForeignCall is a call of a function of another package, or the use of one as a value that somebody runs.
type ForeignCall struct {
	At  *Func
	Inv *Invocation
	Fn  *types.Func
}

// A LockTake says that a lock is taken.
type LockTake struct {
	Key, Name  string // see MutexKey
	Write      bool
	Confidence finding.Confidence
	Steps      []finding.Step // from the function's body, or from where the context begins
}

// A LockedRun says that a type's methods call what one of its fields holds while they hold a lock of the same object.
type LockedRun struct {
	Slot, Lock, Name string // see Slot and MutexKey; Name is the lock's for messages
	Steps            []finding.Step
}

// A FarTake is a call of a function of another package that takes locks.
type FarTake struct {
	Takes []LockTake
	Site  *Site
}

// A Message is one that a command leads to.
type Message struct {
	Type    string // as go/types prints it
	Delayed bool   // after a time: tea.Tick, a command that sleeps
}

// An Outcome says what a future may be when a function returns it. It is a may analysis: what is not in the set cannot
// happen, as far as the package and the facts of the others show.
type Outcome uint8

const (
	MayNil    Outcome = 1 << iota
	MayMade           // it has just been made
	MayOther          // it comes from a field, a variable, a func value, or is another module's function
	MayUnseen         // a method of an interface returns it, and nobody in sight implements that

	Anything = MayNil | MayOther
)

// IsNil reports whether there is nothing to drop.
func (o Outcome) IsNil() bool { return o == MayNil || o == 0 }

// IsMade reports whether the future is surely one.

// IsMade reports whether the future is surely one.
func (o Outcome) IsMade() bool { return o == MayMade }

// A FutureCase says what the future that a function returns may be when one of its parameters is what the case says.
type FutureCase struct {
	Param   int    // the receiver counts; -1: always
	Type    string // the dynamic type of the parameter; "*": any that the function does not ask for
	Value   string // or its constant value: "true", "false"; for "*" what it asks for: types, and methods as "~Key,String"
	Outcome Outcome
}

// A FieldSet names fields, up to some.
type FieldSet map[string]bool

// Made counts, for a struct type of the module, the places that make a value of it and those that call a constructor of
// it. A place in a loop counts as many.
type Made struct {
	Type            string // "pkg/path T"
	Literals, Calls int
}
