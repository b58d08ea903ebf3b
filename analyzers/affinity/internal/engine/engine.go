package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sync"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/directive"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// Engine is the analysis of one package.
type Engine struct {
	Pass     *analysis.Pass
	settings Settings
	Set      *toolkit.Set
	Deps     *View
	Marks    *directive.Set
	Foreign  bool // a dependency: nobody reads reports about it

	prog     *ssa.Program
	pkg      *ssa.Package
	Bodies   []*Func // bodies and direct calls
	BySSA    map[*ssa.Function]*Func
	Decls    map[*Func]*ast.FuncDecl
	Closures map[*ssa.Function]*ssa.MakeClosure
	callPos  map[token.Pos]token.Pos

	cells        map[ssa.Value]*Cell
	resultCells  map[*Func][]*Cell
	ResultOf     map[*Cell]ResultRef
	queue        []event
	Slots        map[types.Object]*Func
	SlotList     []*Func
	slotsByKey   map[string]*Func
	imports      map[string]*types.Package
	converted    map[conversion]bool
	storePos     map[*types.Func]token.Pos
	tokens       map[*Func]map[int][]*Invocation // who runs a parameter
	handings     map[handing]bool                // what handArgument has done
	heldRuns     map[heldRun]bool                // what runHeldSlot has done
	Roots        []RootEntry
	changed      bool
	hasLocks     *bool              // see toolkitLocks
	supportMemo  map[*ast.File]bool // see TestSupport
	headlessMemo map[*ssa.Function][]*ssa.BasicBlock
	LockMemo     map[*Func]map[ssa.Instruction]Lockset
	uiTypes      map[*types.TypeName]bool
	RootsAt      map[*Func][]RootEntry
	fresh        map[*ssa.Function]int
	rootsOf      map[ssa.Value]Root
	ownedMemo    map[*ssa.FreeVar]Root
	Recurs       map[*Func]*Again // what runs again and again
	flags        map[any]*flag
	endlessMemo  map[*ssa.Function]bool
	openChans    map[*ssa.MakeChan]bool   // what nobody closes
	sent         map[*ssa.MakeChan]bool   // what somebody sends to
	TimerStarts  map[ssa.Instruction]bool // starts of goroutines that wait for a stopped timer
	onces        singletons
	helperLocks  map[helperParam]Lockset // see heldByHelper
	lockEffects  map[*ssa.Function]*lockEffect
	lockUsers    map[*ssa.Function]bool
	replacing    map[*Func]bool // see TakesAway
	oneShots     map[*Func]bool
	liveMemo     sync.Map // of LiveKey, to map[*ssa.BasicBlock]bool: the rules ask at the same time
	paramVars    sync.Map // of *ssa.Alloc, to *ssa.Parameter
	refinements  map[refinement]*refinement
	questionMemo map[*ssa.Function]map[*ssa.Parameter]bool
	wantedMemo   map[*Func]map[*ssa.Parameter]bool
	unset        map[*types.Var]bool // see Settle
	closed       map[*types.Var]bool // see unsetFields
	settled      map[*ssa.If]bool
	Unreached    map[*ssa.BasicBlock]bool
	Unlikely     map[*ssa.BasicBlock]bool // nobody in the package comes to it: see decided
	clearedMemo  map[*types.Var]bool
	makers       map[makerKey]makes // see ownMade
	noErrors     map[*Func][]int
	deletedViews map[string]bool // see firstTime
	constraints  map[*ast.File]bool
	envSwitches  map[*types.Var]bool // see setByEnvironment
	receivers    map[*ssa.MakeChan][]Place

	suspendedMemo map[helperParam]bool // see RunsSuspended
	endersMemo    *enderTable          // see toldToStop

	given map[string][]*Cell // see giveTo

	ForeignCalls []ForeignCall // for the graph

	fieldUses  // see conditions.go
	bounds     // see deadline.go
	interfaces // see wider.go
	futures    // see future.go
}

// New returns the engine of a package; its phases are called one after the other, see package affinity.
func New(pass *analysis.Pass, settings Settings, set *toolkit.Set) *Engine {
	return &Engine{
		Pass: pass, settings: settings, Set: set, Deps: newView(pass),
		Marks:        pass.ResultOf[directive.Analyzer].(*directive.Set),
		Foreign:      Dependency(pass),
		BySSA:        map[*ssa.Function]*Func{},
		Decls:        map[*Func]*ast.FuncDecl{},
		Closures:     map[*ssa.Function]*ssa.MakeClosure{},
		cells:        map[ssa.Value]*Cell{},
		resultCells:  map[*Func][]*Cell{},
		ResultOf:     map[*Cell]ResultRef{},
		Slots:        map[types.Object]*Func{},
		converted:    map[conversion]bool{},
		slotsByKey:   map[string]*Func{},
		storePos:     map[*types.Func]token.Pos{},
		tokens:       map[*Func]map[int][]*Invocation{},
		handings:     map[handing]bool{},
		heldRuns:     map[heldRun]bool{},
		LockMemo:     map[*Func]map[ssa.Instruction]Lockset{},
		refinements:  map[refinement]*refinement{},
		questionMemo: map[*ssa.Function]map[*ssa.Parameter]bool{},
		wantedMemo:   map[*Func]map[*ssa.Parameter]bool{},
		settled:      map[*ssa.If]bool{},
		Unreached:    map[*ssa.BasicBlock]bool{},
		Unlikely:     map[*ssa.BasicBlock]bool{},
		noErrors:     map[*Func][]int{},
		constraints:  map[*ast.File]bool{},
		uiTypes:      map[*types.TypeName]bool{},
		RootsAt:      map[*Func][]RootEntry{},
		rootsOf:      map[ssa.Value]Root{},
		fieldUses:    newFieldUses(),
		bounds:       bounds{deadlines: map[ssa.Value]time.Duration{}},
		interfaces:   interfaces{concrete: map[types.Type][]types.Type{}, narrowed: map[types.Type][]types.Type{}},
		futures:      newFutures(),
		fresh:        map[*ssa.Function]int{},
	}
}

// Flow walks all bodies, lets values flow, and repeats what depends on how parameters are run until nothing changes.
func (e *Engine) Flow() {
	for _, f := range e.Bodies[:len(e.Bodies):len(e.Bodies)] {
		if f.SSA != nil {
			e.walk(f)
		}
	}
	e.handlers()
	e.instances()
	e.drain()
	for round := 0; round < 12; round++ {
		e.changed = false
		e.runParams()
		e.drain()
		if !e.changed {
			break
		}
	}
	if !e.Foreign {
		e.trees()
	}
	e.decided()
}

// Weaker returns the lesser of two confidences.
func Weaker(a, b finding.Confidence) finding.Confidence {
	if a.AtLeast(b) {
		return b
	}
	return a
}

// instances lets the type arguments of generic functions and types meet the methods of their constraints, which is what a
// generic body calls.
func (e *Engine) instances() {
	ids := make([]*ast.Ident, 0, len(e.Pass.TypesInfo.Instances))
	for id := range e.Pass.TypesInfo.Instances {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b *ast.Ident) int { return int(a.Pos()) - int(b.Pos()) })
	for _, id := range ids {
		params := ir.TypeParams(e.Pass.TypesInfo.ObjectOf(id))
		args := e.Pass.TypesInfo.Instances[id].TypeArgs
		for i := 0; i < args.Len() && i < params.Len(); i++ {
			e.convert(args.At(i), params.At(i).Constraint(), id.Pos())
		}
	}
}
