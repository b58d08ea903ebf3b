package toolkit

import (
	"embed"
	"errors"
	"path"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed profiles/*.yaml
var embedded embed.FS

// A Source is a user's YAML: one profile or a list of them.
type Source struct {
	Name string     // in errors: the file's name
	Data []byte     // the document
	Node *yaml.Node // instead of Data: a part of a document, so that errors have the lines of the whole one
}

// A Set is all profiles, ready to be asked. It may be used by several goroutines and with several type checkers at once:
// what it remembers about packages it finds again by identity, and forgets with them.
type Set struct {
	profiles []*Profile // by name
	exact    map[string][]*packageEntry
	trees    []*packageEntry // "x/..." and std
	likes    map[string][]*packageEntry
	rules    map[string][]*rule // by the package in their symbol

	paths sync.Map // string -> []entryKey: which entries name a path
	infos sync.Map // weak.Pointer[types.Package] -> *info
}

// Default returns the embedded profiles. A test of this package keeps them free of errors.
func Default() *Set { return defaultSet() }

var defaultSet = sync.OnceValue(func() *Set {
	s, _ := New()
	return s
})

// New returns the embedded profiles with the user's merged over them: a profile with the name of an earlier one extends
// it, and between rules that are equally exact the later one wins. The error has every mistake of every source. The set
// is usable even then: it has all that could be read.
func New(user ...Source) (*Set, error) {
	sources, err := embeddedSources()
	errs := []error{err}
	var raws []*rawProfile
	for _, src := range append(sources, user...) {
		d := &decoder{file: src.Name}
		if src.Node != nil {
			raws = append(raws, d.profiles(src.Node)...)
		}
		for _, doc := range d.documents(src.Data) {
			raws = append(raws, d.profiles(doc)...)
		}
		errs = append(errs, d.errs...)
	}
	s, compileErrs := compile(raws)
	return s, errors.Join(append(errs, compileErrs...)...)
}

func embeddedSources() ([]Source, error) {
	entries, err := embedded.ReadDir("profiles")
	if err != nil {
		return nil, err
	}
	var sources []Source
	for _, e := range entries {
		name := path.Join("profiles", e.Name())
		data, err := embedded.ReadFile(name)
		if err != nil {
			return nil, err
		}
		sources = append(sources, Source{Name: name, Data: data})
	}
	return sources, nil
}

// Profiles returns all profiles, sorted by name.
func (s *Set) Profiles() []*Profile { return slices.Clone(s.profiles) }
