package toolkit

import (
	"go/types"
	"runtime"
	"slices"
	"sync"
	"weak"
)

// An entryKey is an entry that matches a package, and the path under which the entry's profile writes its symbols.
type entryKey struct {
	entry *packageEntry
	key   string
}

// info is what the profiles know about one package. It holds no types, or the package would never be collected: the
// types of a package refer to it.
type info struct {
	complete bool
	entries  []entryKey
	owner    *Profile
	rules    []*rule // of functions, methods and fields: those whose conditions hold, most exact first
	types    map[string][]*rule

	mu    sync.RWMutex // a plain map under a lock: a sync.Map would allocate its key at every look-up
	calls map[callKey]*Call
}

// entries returns the entries that match pkg. The path alone answers for nearly all packages and is remembered; a shape
// must be looked at, but only in packages that have the right name.
func (s *Set) entries(pkg *types.Package) []entryKey {
	var found []entryKey
	if known, ok := s.paths.Load(pkg.Path()); ok {
		found = known.([]entryKey)
	} else {
		found = s.entriesOfPath(cleanPath(pkg.Path()))
		s.paths.Store(pkg.Path(), found)
	}
	for _, e := range s.likes[pkg.Name()] {
		// What is named exactly needs no second opinion.
		if !slices.ContainsFunc(found, func(f entryKey) bool { return f.entry == e }) && e.like.match(pkg) {
			found = append(slices.Clip(found), entryKey{e, e.path})
		}
	}
	return found
}

func (s *Set) entriesOfPath(path string) []entryKey {
	var found []entryKey
	for _, e := range s.exact[path] {
		if key, ok := e.matchPath(path); ok {
			found = append(found, entryKey{e, key})
		}
	}
	for _, e := range s.trees {
		if key, ok := e.matchPath(path); ok {
			found = append(found, entryKey{e, key})
		}
	}
	return found
}

// info returns what is known about pkg, or nil.
func (s *Set) info(pkg *types.Package) *info {
	if pkg == nil {
		return nil
	}
	entries := s.entries(pkg)
	if len(entries) == 0 {
		return nil
	}
	key := weak.Make(pkg)
	// An importer may complete a package later that it made as a part of another one's export data.
	if known, ok := s.infos.Load(key); ok && known.(*info).complete == pkg.Complete() {
		return known.(*info)
	}
	in := &info{complete: pkg.Complete(), entries: entries, types: make(map[string][]*rule), calls: make(map[callKey]*Call)}
	for _, e := range entries {
		if p := e.entry.profile; p.Opaque {
			in.owner = p
		}
		for _, r := range s.rules[e.key] {
			if r.profile == e.entry.profile && s.holds(r.conds, r.profile, pkg) {
				in.rules = append(in.rules, r)
			}
		}
	}
	slices.SortStableFunc(in.rules, func(a, b *rule) int {
		switch {
		case a.rank > b.rank:
			return -1
		case a.rank < b.rank:
			return 1
		}
		return 0
	})
	for _, r := range in.rules {
		if r.sym.kind == kindObject && r.sym.exact() {
			in.types[string(r.sym.name)] = append(in.types[string(r.sym.name)], r)
		}
	}
	if _, known := s.infos.Swap(key, in); !known {
		runtime.AddCleanup(pkg, func(key weak.Pointer[types.Package]) { s.infos.Delete(key) }, key)
	}
	return in
}

// Owner returns the opaque profile that describes pkg, or nil.
func (s *Set) Owner(pkg *types.Package) *Profile {
	if in := s.info(pkg); in != nil {
		return in.owner
	}
	return nil
}
