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

// callKey names a function without referring to it. Types declared inside functions have no methods except an
// interface's, so the name of the receiver's type is enough.
type callKey struct{ typ, name string }

var unknownCall = &Call{}

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

// Call returns what is known about calling fn. Methods promoted from an embedded type are the embedded type's.
func (s *Set) Call(fn *types.Func) *Call {
	if fn == nil {
		return unknownCall
	}
	in := s.info(fn.Pkg())
	if in == nil {
		return unknownCall
	}
	key := keyOf(fn)
	in.mu.RLock()
	c := in.calls[key]
	in.mu.RUnlock()
	if c == nil {
		c = s.call(in, key, fn.Origin().Signature())
		in.mu.Lock()
		in.calls[key] = c
		in.mu.Unlock()
	}
	return c
}

func keyOf(fn *types.Func) callKey {
	key := callKey{name: fn.Name()}
	if recv := fn.Signature().Recv(); recv != nil {
		if name := typeName(recv.Type()); name != nil {
			key.typ = name.Name()
		} else {
			key.typ = "interface{}" // no symbol matches it: an interface without a name
		}
	}
	return key
}

// typeName returns the name of a type, or of the type that it points to.
func typeName(t types.Type) *types.TypeName {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return n.Obj()
	}
	return nil
}

func (s *Set) call(in *info, key callKey, sig *types.Signature) *Call {
	kind := kindObject
	if key.typ != "" {
		kind = kindMethod
	}
	c := &Call{Profile: in.owner, ParamsKnown: in.owner != nil}
	var affinity, cost *rule // the most exact of the roles that exclude each other
	for _, r := range in.rules {
		if !r.sym.match(kind, key.typ, key.name) {
			continue
		}
		switch r.role {
		case roleUI, roleSafe, roleRead, roleLoop:
			affinity = first(affinity, r)
		case roleDispatch:
			affinity = first(affinity, r)
			c.addParams(s, r, sig)
		case roleHandler, roleSpawn, roleInline, roleNone:
			c.addParams(s, r, sig)
		case roleBlocking, roleNonblocking:
			cost = first(cost, r)
		case roleCleanup:
			c.Cleanup = true
		case roleLiveness:
			c.Liveness = true
		case roleFuture: // a type's
		}
		if c.Profile == nil {
			c.Profile = r.profile
		}
	}
	c.setAffinity(affinity)
	if cost != nil {
		c.Blocking, c.Nonblocking = cost.blocking, cost.role == roleNonblocking
	}
	if in.owner != nil {
		c.addDefaults(s, in.owner, sig)
	}
	return c
}

func first(have, r *rule) *rule {
	if have != nil {
		return have
	}
	return r
}

func (c *Call) setAffinity(r *rule) {
	if r == nil {
		return
	}
	c.Profile = r.profile
	switch r.role {
	case roleUI:
		c.UI, c.UIConfidence = true, r.confidence
	case roleSafe:
		c.Safe = true
	case roleLoop:
		c.Loop = true
	case roleDispatch:
		c.Dispatch, c.Waits = true, r.waits
	}
}

// addParams enters the parameters that r is about, unless a more exact rule has entered them. A rule that does not number
// them means the plain functions: how a func type with a role of its own is run (an option, a tea.Cmd) its type says.
func (c *Call) addParams(s *Set, r *rule, sig *types.Signature) {
	for i := range sig.Params().Len() {
		t := sig.Params().At(i).Type()
		if slices.Contains(r.params, i) || r.params == nil && holdsFunc(t) && s.elemConversion(t) == RunUnknown {
			c.setParam(i, r.role.run())
		}
	}
}

// addDefaults enters the other func-typed parameters: as their type says, else as the profile says.
func (c *Call) addDefaults(s *Set, p *Profile, sig *types.Signature) {
	for i := range sig.Params().Len() {
		t := sig.Params().At(i).Type()
		if !holdsFunc(t) {
			continue
		}
		run := s.elemConversion(t)
		if run == RunUnknown {
			run = p.callbacks
		}
		c.setParam(i, run)
	}
}

func (c *Call) setParam(i int, run Run) {
	if c.Params == nil {
		c.Params = make(map[int]Run)
	}
	if _, done := c.Params[i]; !done {
		c.Params[i] = run
	}
}

// elemConversion is Conversion, of the elements where t is a list.
func (s *Set) elemConversion(t types.Type) Run {
	if slice, ok := t.Underlying().(*types.Slice); ok {
		t = slice.Elem()
	}
	return s.Conversion(t)
}

// holdsFunc reports whether t is a function, a list of functions (as a variadic parameter is) or a pointer to a function
// variable (as puregotk wants them).
func holdsFunc(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Slice:
		_, ok := u.Elem().Underlying().(*types.Signature)
		return ok
	case *types.Pointer:
		_, ok := u.Elem().Underlying().(*types.Signature)
		return ok
	}
	return false
}

// Field returns how a func-typed field of owner is run, and whether writing the field is a UI operation.
func (s *Set) Field(f *types.Var, owner *types.TypeName) (run Run, ui bool, p *Profile) {
	if f == nil {
		return RunUnknown, false, nil
	}
	in := s.info(f.Pkg())
	if in == nil {
		return RunUnknown, false, nil
	}
	typ := ""
	if owner != nil {
		typ = owner.Name()
	}
	p = in.owner
	isFunc := holdsFunc(f.Origin().Type())
	var affinity *rule
	for _, r := range in.rules {
		if !r.sym.match(kindField, typ, f.Name()) {
			continue
		}
		switch {
		case r.role.run() == RunUnknown:
			affinity = first(affinity, r)
		case run == RunUnknown && (isFunc || r.sym.exact()):
			run = r.role.run()
		}
		if p == nil {
			p = r.profile
		}
	}
	if run == RunUnknown && isFunc {
		if run = s.Conversion(f.Origin().Type()); run == RunUnknown && in.owner != nil {
			run = in.owner.callbacks
		}
	}
	return run, affinity != nil && affinity.role == roleUI, p
}

// Conversion returns how functions are run that are converted to the func type t.
func (s *Set) Conversion(t types.Type) Run {
	if r := s.typeRule(t, func(r role) bool { return r.run() != RunUnknown }); r != nil {
		return r.role.run()
	}
	return RunUnknown
}

// Future returns the profile that says that a value of type t, or *t, must not be dropped, or nil.
func (s *Set) Future(t types.Type) *Profile {
	if r := s.typeRule(t, func(r role) bool { return r == roleFuture }); r != nil {
		return r.profile
	}
	return nil
}

func (s *Set) typeRule(t types.Type, want func(role) bool) *rule {
	name := typeName(t)
	if name == nil {
		return nil
	}
	in := s.info(name.Pkg())
	if in == nil {
		return nil
	}
	for _, r := range in.types[name.Name()] {
		if want(r.role) {
			return r
		}
	}
	return nil
}
