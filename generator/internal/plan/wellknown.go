package plan

import (
	_ "embed"
	"go/types"
	"strings"
	"sync"

	"github.com/go-bgkit/bgkit/analyzers/affinity/crossing"
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
	k, ok := wellKnown()[crossing.TypeKey(t)]
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
