package toolkit

import (
	"go/types"
	"slices"
)

// callKey names a function without referring to it. Types declared inside functions have no methods except an
// interface's, so the name of the receiver's type is enough.
type callKey struct{ typ, name string }

var unknownCall = &Call{}

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
		case roleUI, roleSafe, roleRead, roleLoop, roleEvents:
			affinity = first(affinity, r)
		case roleDispatch:
			affinity = first(affinity, r)
			c.addParams(s, r, sig)
		case roleHandler, roleSpawn, roleProcess, roleInline, roleNone:
			c.addParams(s, r, sig)
			if c.Bounded == "" {
				c.Bounded = r.bounded
			}
			for _, m := range r.firedBy {
				c.FiredBy = append(c.FiredBy, m.text)
			}
		case roleBlocking, roleNonblocking:
			cost = first(cost, r)
		case roleLock:
			c.Locks = 1
		case roleUnlock:
			c.Locks = -1
		case roleStop:
			c.Stop = true
		case roleResume:
			c.Resume = true
		case roleCleanup:
			c.Cleanup = true
		case roleLiveness:
			c.Liveness = true
		case roleOnce:
			c.Once = true
		case roleAgain:
			c.Again = true
		case roleSeveral:
			c.Several = true
		case roleIntercept:
			c.Intercept = true
		case roleCloses:
			c.Closes = true
		case roleReplaces:
			c.Replaces = true
		case roleOutlives:
			c.Outlives = true
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
	case roleEvents:
		c.Events = true
	case roleDispatch:
		c.Dispatch, c.Waits, c.Early, c.Unordered, c.Advice = true, r.waits, r.early, r.unordered, r.advice
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
