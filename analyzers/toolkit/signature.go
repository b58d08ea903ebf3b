package toolkit

import (
	"go/types"
	"strings"
)

// A typePattern stands for the type of one parameter or result, or for any number of any types.
type typePattern struct {
	any     bool // "..."
	pointer bool
	basic   string // "error", "string"
	sym     symbol // a type of the profile's packages
}

func (c *compiler) typePatterns(p *Profile, texts []rawText) []typePattern {
	var ps []typePattern
	for _, t := range texts {
		text, pointer := strings.CutPrefix(t.text, "*")
		tp := typePattern{pointer: pointer}
		switch {
		case t.text == "...":
			tp.any = true
		case types.Universe.Lookup(text) != nil:
			tp.basic = text
		default:
			var err error
			tp.sym, err = parseSymbol(text, p.packages)
			if err != nil || tp.sym.kind != kindObject || !tp.sym.exact() {
				c.errorf(t.place, "%q is no type of this toolkit; valid: path.Type, *path.Type, a predeclared type, \"...\" for any types", t.text)
				continue
			}
		}
		ps = append(ps, tp)
	}
	return ps
}

// Signature reports whether functions of this shape are handlers of a toolkit, wherever they are registered.
func (s *Set) Signature(sig *types.Signature) (*Profile, bool) {
	for _, p := range s.profiles {
		for _, r := range p.signatures {
			m := &matcher{set: s, profile: p}
			if m.tuple(r.params, sig.Params(), 0) && (r.results == nil || m.tuple(r.results, sig.Results(), 0)) &&
				(m.pkg == nil || s.holds(r.conds, p, m.pkg)) {
				return p, true
			}
		}
	}
	return nil, false
}

// A matcher compares one signature with the shapes of one profile.
type matcher struct {
	set     *Set
	profile *Profile
	pkg     *types.Package // of a type that matched
}

// tuple matches the types from i on.
func (m *matcher) tuple(ps []typePattern, t *types.Tuple, i int) bool {
	if len(ps) == 0 {
		return i == t.Len()
	}
	if ps[0].any {
		for ; i <= t.Len(); i++ {
			if m.tuple(ps[1:], t, i) {
				return true
			}
		}
		return false
	}
	return i < t.Len() && m.match(ps[0], t.At(i).Type()) && m.tuple(ps[1:], t, i+1)
}

func (m *matcher) match(p typePattern, t types.Type) bool {
	if p.pointer {
		ptr, ok := types.Unalias(t).(*types.Pointer)
		if !ok {
			return false
		}
		t = ptr.Elem()
	}
	if p.basic != "" {
		return types.Identical(t, types.Universe.Lookup(p.basic).Type())
	}
	// A toolkit may re-export a type under its own name (tea.Msg in version 2), so each step of an alias is looked at.
	for {
		switch u := t.(type) {
		case *types.Alias:
			if m.named(p, u.Obj()) {
				return true
			}
			t = u.Rhs()
		case *types.Named:
			return m.named(p, u.Obj())
		default:
			return false
		}
	}
}

func (m *matcher) named(p typePattern, name *types.TypeName) bool {
	if name.Name() != string(p.sym.name) || name.Pkg() == nil {
		return false
	}
	for _, e := range m.set.entries(name.Pkg()) {
		if e.entry.profile == m.profile && e.key == p.sym.pkg {
			m.pkg = name.Pkg()
			return true
		}
	}
	return false
}
