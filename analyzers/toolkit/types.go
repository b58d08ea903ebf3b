package toolkit

import "go/types"

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
		case r.role == roleOnce, r.role == roleAgain, r.role == roleSeveral:
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

// FieldTurn reports whether the function in a field runs once in the life of the program, or again and again although in
// the background.
func (s *Set) FieldTurn(f *types.Var, owner *types.TypeName) (once, again bool) {
	in := s.info(f.Pkg())
	if in == nil || owner == nil {
		return false, false
	}
	for _, r := range in.rules {
		if r.sym.match(kindField, owner.Name(), f.Name()) {
			once = once || r.role == roleOnce
			again = again || r.role == roleAgain
		}
	}
	return once, again
}

// Conversion returns how functions are run that are converted to the func type t.
func (s *Set) Conversion(t types.Type) Run {
	if r := s.typeRule(t, func(r role) bool { return r.run() != RunUnknown }); r != nil {
		return r.role.run()
	}
	return RunUnknown
}

// Several reports whether functions that are converted to the func type t run on several goroutines at once.
func (s *Set) Several(t types.Type) bool {
	return s.typeRule(t, func(r role) bool { return r == roleSeveral }) != nil
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
