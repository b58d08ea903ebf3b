package toolkit

import (
	"fmt"
	"go/types"
	"slices"

	"go.yaml.in/yaml/v3"
)

// A Tool is what a fix writes into a program. What it needs at hand (an import, a value of the receiver's type) and the
// form of the function that it takes follow from its signature.
type Tool int

const (
	ToolWrap   Tool = iota // dispatchers for UI calls that are off the UI goroutine, in order of preference
	ToolRedraw             // dispatchers that redraw, which the event loop does anyway after a handler
	ToolBatch              // functions that make one future of several
)

var tools = []choice[Tool]{{"wrap", ToolWrap}, {"redraw", ToolRedraw}, {"batch", ToolBatch}}

// fixes decodes the symbols under the key fixes.
func (d *decoder) fixes(p *rawProfile) func(*yaml.Node) {
	return func(n *yaml.Node) {
		p.fixes = make(map[Tool][]rawText)
		var fields []field
		for _, t := range tools {
			fields = append(fields, field{t.word, func(n *yaml.Node) {
				var texts []rawText
				d.texts(&texts, "symbols")(n)
				p.fixes[t.value] = texts
			}})
		}
		d.mapping(n, "fixes", fields...)
	}
}

// fixes resolves the symbols that a profile's fixes are written with. A later source replaces what an earlier one says.
func (c *compiler) fixes(p *Profile, raw *rawProfile) {
	for tool, texts := range raw.fixes {
		var syms []symbol
		for _, text := range texts {
			sym, err := parseSymbol(text.text, p.packages)
			if err == nil && (sym.kind == kindField || !sym.exact()) {
				err = fmt.Errorf("%q is no function; valid: path.Func, (*path.Type).Method, without a star", text.text)
			}
			if err != nil {
				c.errorf(text.place, "%v", err)
				continue
			}
			syms = append(syms, sym)
		}
		if p.tools == nil {
			p.tools = make(map[Tool][]symbol)
		}
		p.tools[tool] = syms
	}
}

// Tools returns the functions that fixes in the code of a toolkit are written with, as far as pkgs declare them: the most
// preferred first.
func (s *Set) Tools(profile string, tool Tool, pkgs []*types.Package) []*types.Func {
	var found []*types.Func
	for _, p := range s.profiles {
		if p.Name != profile {
			continue
		}
		for _, sym := range p.tools[tool] {
			for _, pkg := range pkgs {
				if fn := s.declared(p, sym, pkg); fn != nil {
					found = append(found, fn)
				}
			}
		}
	}
	return found
}

// IsTool reports whether fn is one of the tools of its toolkit.
func (s *Set) IsTool(fn *types.Func, tool Tool) bool {
	p := s.Owner(fn.Pkg())
	return p != nil && slices.Contains(s.Tools(p.Name, tool, []*types.Package{fn.Pkg()}), fn.Origin())
}

// declared finds the function that a symbol of a profile names in a package.
func (s *Set) declared(p *Profile, sym symbol, pkg *types.Package) *types.Func {
	if !slices.ContainsFunc(s.entries(pkg), func(e entryKey) bool { return e.entry.profile == p && e.key == sym.pkg }) {
		return nil
	}
	if sym.kind == kindObject {
		fn, _ := pkg.Scope().Lookup(string(sym.name)).(*types.Func)
		return fn
	}
	tn, ok := pkg.Scope().Lookup(string(sym.typ)).(*types.TypeName)
	if !ok {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), false, pkg, string(sym.name))
	fn, _ := obj.(*types.Func)
	return fn
}
