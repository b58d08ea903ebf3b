// Package usage is the form in which the functions of a package, and what they mention, travel to bglint's driver, and what
// the driver makes of it: which functions of a program nothing runs.
//
// The analysis of one package cannot know that. An exported function, or a method, may be called by any dependent, so it
// counts as running, and what it starts as started. When all packages of a program have told what they mention, those that
// no main function leads to are found.
package usage

import (
	"fmt"

	"github.com/go-bgkit/bgkit/analyzers/internal/packed"
)

// Analyzer is the name of the analyzer whose only diagnostic is a Package, encoded.
const Analyzer = "bglintusage"

// A Package is what the analysis of one package says. Functions are named by their package's path and their own name:
// "path.f", "path.T.m", with a pointer's method like a value's.
type Package struct {
	Path    string   `json:"path"`
	Main    bool     `json:"main,omitempty"`
	Top     bool     `json:"top,omitempty"` // it lies at the top of its module
	Imports []string `json:"imports,omitempty"`
	Bodies  []*Body  `json:"bodies,omitempty"`

	Types   []Type   `json:"types,omitempty"`   // those that are put behind an interface
	Changes []Change `json:"changes,omitempty"` // of values from one interface to another

	// Methods are the names of the methods of all interfaces that the package knows of: its own ones, those that it converts
	// to, those of the toolkits that it imports.
	Methods []string `json:"methods,omitempty"`

	Sets   []Set    `json:"sets,omitempty"`
	Open   []string `json:"open,omitempty"` // options that anybody may set
	Guards []Guard  `json:"guards,omitempty"`
}

// A Body is a declared function. The initialisation of the package's variables is one too, without a place.
type Body struct {
	ID       string   `json:"id"`
	Name     string   `json:"name,omitempty"` // for messages: "(*T).m"
	File     string   `json:"file,omitempty"` // as findings name it
	Line     int      `json:"line,omitempty"` // the first one
	At       int      `json:"at,omitempty"`   // the name's
	Column   int      `json:"column,omitempty"`
	End      int      `json:"end,omitempty"`      // the last line
	Root     bool     `json:"root,omitempty"`     // runs by itself: main, init, the variables, what C or the linker knows
	Exported bool     `json:"exported,omitempty"` // known to other modules, if its package is
	Mentions []string `json:"mentions,omitempty"` // the functions that it calls or takes, those of its literals included
}

// Outside stands for interfaces of other modules than the program and its toolkits, any among them: what is behind one may
// be asked for any exported method, by a type assertion that is not in sight or by reflection.
const Outside = ""

// A Type is a type that is put behind interfaces.
type Type struct {
	Methods []string `json:"methods"` // all of them, promoted ones too
	Behind  []string `json:"behind"`  // the interfaces' names, or Outside
}

// A Change says that what is behind one interface comes behind another.
type Change struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Encode packs a package into the text of a diagnostic.
func (p *Package) Encode() (string, error) { return packed.Encode(p) }

// Decode reads what Encode wrote.
func Decode(message string) (*Package, error) {
	p := new(Package)
	if err := packed.Decode(message, p); err != nil {
		return nil, fmt.Errorf("not a list of functions: %w", err)
	}
	return p, nil
}

// Rename changes the names of all files: the analysis knows one module at a time, the driver the folder above them all.
func (p *Package) Rename(name func(file string) string) {
	for _, b := range p.Bodies {
		if b.File != "" {
			b.File = name(b.File)
		}
	}
	for i := range p.Guards {
		p.Guards[i].File = name(p.Guards[i].File)
	}
}
