package future

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
)

// A Finder looks for the futures that one package drops.
type Finder struct {
	*engine.Engine

	assigned  map[token.Pos][]ast.Expr // see namedResult
	outcomes  map[outcomeKey]engine.Outcome
	trial     *trial // the search for outcomes that is going on, or nil
	askedMemo map[askedKey][]known
	unknownly map[*ssa.Function]*returns // see returnsOf
	needed    map[*ssa.Function][]string // see NeededFields
	wanted    map[string]bool            // see SetFields
	drawn     map[*types.TypeName]drawing

	idleMemo   map[*ssa.Function]map[*types.Var]bool // see idle
	states     map[*types.Var]bool                   // see WakesOf
	components map[*types.Var][]ssa.Value            // see componentFields
}

// New returns a finder for a package of which the engine knows who calls what.
func New(e *engine.Engine) *Finder {
	return &Finder{Engine: e,
		outcomes:  map[outcomeKey]engine.Outcome{},
		askedMemo: map[askedKey][]known{},
		needed:    map[*ssa.Function][]string{},
		unknownly: map[*ssa.Function]*returns{},
		idleMemo:  map[*ssa.Function]map[*types.Var]bool{},
	}
}
