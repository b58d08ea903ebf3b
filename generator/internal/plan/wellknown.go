package plan

import (
	_ "embed"
	"go/types"
	"strings"
	"sync"
)

//go:embed wellknown.txt
var wellKnownText string

// A known says how values of a well-known type go to the background, and why.
type known struct{ kind, why string }

var wellKnown = sync.OnceValue(func() map[string]known {
	out := map[string]known{}
	for line := range strings.Lines(wellKnownText) {
		words := strings.Fields(line)
		if len(words) < 3 || words[0] == "#" {
			continue
		}
		out[words[1]] = known{words[0], strings.Join(words[2:], " ")}
	}
	return out
})

// lookUp finds a type in the list. Generic types stand there without arguments, and values of the kind "value" hold no
// map.
func lookUp(t types.Type) (known, bool) {
	k, ok := wellKnown()[typeKey(t)]
	if k.kind == "value" && hasMap(t) {
		return known{}, false
	}
	return k, ok
}

// hasMap reports whether a struct has a map among its fields.
func hasMap(t types.Type) bool {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range st.Fields() {
		if _, ok := f.Type().Underlying().(*types.Map); ok {
			return true
		}
	}
	return false
}

// typeKey is a type as the list writes it, or "".
func typeKey(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Pointer:
		if key := typeKey(t.Elem()); key != "" {
			return "*" + key
		}
	case *types.Named:
		obj := t.Obj()
		if obj.Pkg() == nil {
			return obj.Name()
		}
		return obj.Pkg().Path() + "." + obj.Name()
	}
	return ""
}
