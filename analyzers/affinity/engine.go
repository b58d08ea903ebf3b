package affinity

import (
	"go/ast"
	"go/token"
	"go/types"
	"iter"
	"slices"
	"sync"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/directive"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// engine is the analysis of one package.
type engine struct {
	pass     *analysis.Pass
	settings Settings
	set      *toolkit.Set
	deps     *view
	marks    *directive.Set
	foreign  bool // a dependency: nobody reads reports about it

	prog     *ssa.Program
	pkg      *ssa.Package
	funcs    []*Func // bodies and direct calls
	bySSA    map[*ssa.Function]*Func
	decls    map[*Func]*ast.FuncDecl
	closures map[*ssa.Function]*ssa.MakeClosure
	callPos  map[token.Pos]token.Pos
	assigned map[token.Pos][]ast.Expr // see namedResult

	cells        map[ssa.Value]*cell
	resultCells  map[*Func][]*cell
	resultOf     map[*cell]resultRef
	queue        []event
	slots        map[types.Object]*Func
	slotList     []*Func
	slotsByKey   map[string]*Func
	imports      map[string]*types.Package
	converted    map[conversion]bool
	storePos     map[*types.Func]token.Pos
	tokens       map[*Func]map[int][]*invocation // who runs a parameter
	roots        []rootEntry
	changed      bool
	hasLocks     *bool              // see toolkitLocks
	supportMemo  map[*ast.File]bool // see testSupport
	lockMemo     map[*Func]map[ssa.Instruction]lockset
	lockOnMemo   map[lockOnKey]lockset
	byLocation   map[*Location][]*Access
	locations    []*Location
	uiTypes      map[*types.TypeName]bool
	rootsAt      map[*Func][]rootEntry
	fresh        map[*ssa.Function]int
	rootsOf      map[ssa.Value]root
	lockWaits    []*LockWait
	recurs       map[*Func]*again // what runs again and again
	flags        map[any]*flag
	endlessMemo  map[*ssa.Function]bool
	openChans    map[*ssa.MakeChan]bool // what nobody closes
	sent         map[*ssa.MakeChan]bool // what somebody sends to
	leaks        []*Leak
	timerStarts  map[ssa.Instruction]bool // starts of goroutines that wait for a stopped timer
	made         map[string]*Made
	setAtBirth   map[string]bool
	initMemo     map[*Location]bool
	onces        singletons
	fillMemo     map[ssa.Instruction]bool // see fillsOnce
	ownMemo      map[*ssa.Function]bool   // see ownResult
	giversMemo   map[ssa.Value]givers     // see giversOf
	lockUses     *lockTable               // see lockTable
	fillsMemo    map[*Func][]Fill         // see fillsOf
	helperLocks  map[helperParam]lockset  // see heldByHelper
	races        map[*Location][]Race
	liveMemo     sync.Map // of liveKey, to map[*ssa.BasicBlock]bool: the rules ask at the same time
	paramVars    sync.Map // of *ssa.Alloc, to *ssa.Parameter
	refinements  map[refinement]*refinement
	questionMemo map[*ssa.Function]map[*ssa.Parameter]bool
	wantedMemo   map[*Func]map[*ssa.Parameter]bool
	unset        map[*types.Var]bool // see settle
	settled      map[*ssa.If]bool
	unreached    map[*ssa.BasicBlock]bool
	noErrors     map[*Func][]int
	constraints  map[*ast.File]bool
	sharedTypes  map[*types.TypeName]bool
	signsGiven   map[any][]place
	receivers    map[*ssa.MakeChan][]place

	foreignCalls []foreignCall // for the graph

	advice     // see advice.go
	bounds     // see deadline.go
	interfaces // see wider.go
	futures    // see future.go
}

func newEngine(pass *analysis.Pass, settings Settings, set *toolkit.Set) *engine {
	return &engine{
		pass: pass, settings: settings, set: set, deps: newView(pass),
		marks:        pass.ResultOf[directive.Analyzer].(*directive.Set),
		foreign:      dependency(pass),
		bySSA:        map[*ssa.Function]*Func{},
		decls:        map[*Func]*ast.FuncDecl{},
		closures:     map[*ssa.Function]*ssa.MakeClosure{},
		cells:        map[ssa.Value]*cell{},
		resultCells:  map[*Func][]*cell{},
		resultOf:     map[*cell]resultRef{},
		slots:        map[types.Object]*Func{},
		converted:    map[conversion]bool{},
		slotsByKey:   map[string]*Func{},
		storePos:     map[*types.Func]token.Pos{},
		tokens:       map[*Func]map[int][]*invocation{},
		lockMemo:     map[*Func]map[ssa.Instruction]lockset{},
		refinements:  map[refinement]*refinement{},
		questionMemo: map[*ssa.Function]map[*ssa.Parameter]bool{},
		wantedMemo:   map[*Func]map[*ssa.Parameter]bool{},
		settled:      map[*ssa.If]bool{},
		unreached:    map[*ssa.BasicBlock]bool{},
		noErrors:     map[*Func][]int{},
		constraints:  map[*ast.File]bool{},
		uiTypes:      map[*types.TypeName]bool{},
		rootsAt:      map[*Func][]rootEntry{},
		rootsOf:      map[ssa.Value]root{},
		advice:       newAdvice(),
		bounds:       bounds{deadlines: map[ssa.Value]time.Duration{}},
		interfaces:   interfaces{concrete: map[types.Type][]types.Type{}, narrowed: map[types.Type][]types.Type{}},
		futures:      newFutures(),
		fresh:        map[*ssa.Function]int{},
	}
}

// build makes the SSA form and a Func for each body.
func (e *engine) build() {
	prog := ssa.NewProgram(e.pass.Fset, ssa.BuilderMode(0))
	for _, p := range e.pass.Pkg.Imports() {
		prog.CreatePackage(p, nil, nil, true)
	}
	e.prog = prog
	e.pkg = prog.CreatePackage(e.pass.Pkg, e.pass.Files, e.pass.TypesInfo, false)
	e.pkg.Build()
	e.callPos = callPositions(e.pass.Files)

	if init := e.pkg.Func("init"); init != nil {
		e.addBody(init, nil)
	}
	for _, file := range e.pass.Files {
		if !e.settings.Tests && isTestFile(e.pass.Fset, file.Pos()) {
			continue
		}
		for _, decl := range file.Decls {
			d, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			obj, ok := e.pass.TypesInfo.Defs[d.Name].(*types.Func)
			if !ok {
				continue
			}
			if fn := prog.FuncValue(obj); fn != nil && fn.Blocks != nil {
				e.decls[e.addBody(fn, nil)] = d
			}
		}
	}
}

// instructions are those of all bodies, in order.
func (e *engine) instructions() iter.Seq2[*Func, ssa.Instruction] {
	return func(yield func(*Func, ssa.Instruction) bool) {
		for _, f := range e.funcs {
			if f.SSA == nil {
				continue
			}
			for _, b := range f.SSA.Blocks {
				for _, in := range b.Instrs {
					if !yield(f, in) {
						return
					}
				}
			}
		}
	}
}

func isTestFile(fset *token.FileSet, pos token.Pos) bool {
	name := fset.Position(pos).Filename
	return len(name) > 8 && name[len(name)-8:] == "_test.go"
}

func (e *engine) addBody(fn *ssa.Function, parent *Func) *Func {
	f := &Func{SSA: fn, Parent: parent, Name: funcName(fn, parent), Pos: fn.Pos()}
	e.funcs = append(e.funcs, f)
	e.bySSA[fn] = f
	for _, anon := range fn.AnonFuncs {
		if !e.settings.Tests && isTestFile(e.pass.Fset, anon.Pos()) {
			continue // a literal in a variable of a test file
		}
		e.addBody(anon, f)
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if mc, ok := in.(*ssa.MakeClosure); ok {
				if inner, ok := mc.Fn.(*ssa.Function); ok && inner.Parent() == fn {
					e.closures[inner] = mc
				}
			}
		}
	}
	return f
}

// Outer is the declared function that f is, or is a literal in.
func (f *Func) Outer() *Func {
	for f.Parent != nil {
		f = f.Parent
	}
	return f
}

func funcName(fn *ssa.Function, parent *Func) string {
	if parent != nil {
		return "a function literal in " + parent.Outer().Name
	}
	if fn.Synthetic != "" && fn.Name() == "init" {
		return "the variables of the package"
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		return localName(obj)
	}
	return fn.Name()
}

// localName names a function as its own package does: "f", "(*T).m".
func localName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	star, name := recvName(recv.Type())
	if star {
		return "(*" + name + ")." + fn.Name()
	}
	return name + "." + fn.Name()
}

func recvName(t types.Type) (pointer bool, name string) {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		pointer, t = true, types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return pointer, n.Obj().Name()
	}
	return pointer, t.String()
}

// shortName names a function as its callers do: "http.Get", "(*http.Client).Do".
func shortName(fn *types.Func) string {
	pkg := ""
	if fn.Pkg() != nil {
		pkg = fn.Pkg().Name() + "."
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return pkg + fn.Name()
	}
	star, name := recvName(recv.Type())
	if star {
		return "(*" + pkg + name + ")." + fn.Name()
	}
	return pkg + name + "." + fn.Name()
}

// funcKey is the key of a function's summary.
func funcKey(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		_, name := recvName(recv.Type())
		return name + "." + fn.Name()
	}
	return fn.Name()
}

// flow walks all bodies, lets values flow, and repeats what depends on how parameters are run until nothing changes.
func (e *engine) flow() {
	for _, f := range e.funcs[:len(e.funcs):len(e.funcs)] {
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
			return
		}
	}
}

// runParam notes that inv runs the index-th parameter of f.
func (e *engine) runParam(f *Func, index int, inv *invocation) {
	if e.tokens[f] == nil {
		e.tokens[f] = map[int][]*invocation{}
	}
	e.tokens[f][index] = append(e.tokens[f][index], inv)
	e.changed = true
}

// A runner is one way in which a function runs one of its parameters.
type runner struct {
	mode  Mode
	conf  finding.Confidence
	steps []finding.Step
	waits bool // not before it is done does the function return
	turn  turn
}

// runParams works out how each function runs its parameters, as seen by its callers, and lets the arguments be run so.
func (e *engine) runParams() {
	for _, f := range e.funcs {
		byIndex := e.tokens[f]
		if byIndex == nil {
			continue
		}
		for i := 0; i < len(f.SSA.Params); i++ {
			for _, inv := range byIndex[i] {
				for _, r := range e.runners(f, inv) {
					e.addRunner(f, i, r)
				}
				if inv.mode == Inline {
					e.handOut(f, i, inv, inv.from, map[*Func]bool{})
				}
			}
		}
	}
}

// handOut notes that a literal which runs a parameter of f is itself returned or stored, so that others than f run it.
// Here the literal then runs the arguments of all calls of f, which may mix them up; for other packages the argument goes
// where the literal goes.
func (e *engine) handOut(f *Func, index int, inv *invocation, x *Func, seen map[*Func]bool) {
	if x == f || seen[x] || !x.within(f) {
		return
	}
	seen[x] = true
	for _, c := range x.holders {
		if r, isResult := e.resultOf[c]; !isResult || r.fn == f {
			e.handCell(f, index, inv, c)
		}
	}
	for _, in := range x.in {
		if in.mode == Inline {
			e.handOut(f, index, inv, in.from, seen)
		}
	}
}

type handed struct {
	inv *invocation
	to  *cell
}

func (e *engine) handCell(f *Func, index int, inv *invocation, c *cell) {
	for _, h := range f.handed[index] {
		if h.to == c && h.inv == inv {
			return
		}
	}
	if f.handed == nil {
		f.handed = map[int][]handed{}
	}
	f.handed[index] = append(f.handed[index], handed{inv, c})
	e.changed = true
	for i := 0; i < len(f.sites); i++ {
		e.handArgument(f, f.sites[i], index, inv)
	}
}

// handArgument lets a literal that f has handed out run the argument of a call of f.
func (e *engine) handArgument(f *Func, s *site, index int, inv *invocation) {
	args := alignArgs(s.args, len(f.SSA.Params))
	if args[index] == nil {
		return
	}
	e.invoke(&invocation{
		from: inv.from, mode: Inline, text: inv.text, steps: []finding.Step{e.step(s.pos, "passed to "+f.Name)}, conf: finding.Likely,
		site: &site{caller: inv.from, pos: inv.site.pos, name: inv.site.name, instr: inv.site.instr},
	}, args[index])
}

func (e *engine) addRunner(f *Func, index int, r *runner) {
	for _, old := range f.runs[index] {
		if old.mode == r.mode {
			old.waits = old.waits && r.waits
			return
		}
	}
	if f.runs == nil {
		f.runs = map[int][]*runner{}
	}
	f.runs[index] = append(f.runs[index], r)
	e.changed = true
	for i := 0; i < len(f.sites); i++ {
		e.runArgument(f, f.sites[i], index, r)
	}
	for i := 0; i < len(f.implements); i++ {
		e.runPassed(f.implements[i], f, index, r)
	}
}

// runners tells how the invocation of a parameter of f looks to f's caller. The invocation stands in f or in a literal in
// f; the way from f to the literal decides. A literal that f gives away (a handler, a goroutine) begins a context of its
// own, one that f runs itself inherits the caller's.
func (e *engine) runners(f *Func, inv *invocation) []*runner {
	here := append([]finding.Step{e.step(inv.site.pos, inv.text)}, inv.steps...)
	if inv.mode != Inline || inv.from == f {
		return []*runner{{inv.mode, inv.conf, here, inv.waits, inv.turn}}
	}
	var out []*runner
	seen := map[*Func]bool{}
	var climb func(x *Func, steps []finding.Step, conf finding.Confidence)
	climb = func(x *Func, steps []finding.Step, conf finding.Confidence) {
		if seen[x] || len(steps) > 8 {
			return
		}
		seen[x] = true
		for _, in := range x.in {
			steps := append(e.edgeSteps(in), steps...)
			conf := weaker(conf, in.conf)
			switch {
			case in.mode != Inline:
				out = append(out, &runner{in.mode, conf, steps, in.waits, in.turn})
			case in.from == f:
				out = append(out, &runner{Inline, conf, steps, true, turnInherited})
			case in.from.within(f):
				climb(in.from, steps, conf)
			}
		}
	}
	climb(inv.from, here, inv.conf)
	return out
}

func weaker(a, b finding.Confidence) finding.Confidence {
	if a.AtLeast(b) {
		return b
	}
	return a
}

// runArgument lets the argument of a call be run as the callee runs its parameter.
func (e *engine) runArgument(f *Func, s *site, index int, r *runner) {
	args := alignArgs(s.args, len(f.SSA.Params))
	if args[index] == nil {
		return
	}
	mode := r.mode
	if mode == Inline {
		mode = s.mode
	}
	text := "passed to " + f.Name
	if mode != Inline {
		text += ", which runs it " + where(contextOf(mode))
	}
	e.invoke(&invocation{
		from: s.caller, mode: mode, text: text, steps: r.steps, conf: r.conf, helper: f, param: index, turn: r.turn,
		site: &site{caller: s.caller, pos: s.pos, name: f.Name, instr: s.instr},
	}, args[index])
}

// instances lets the type arguments of generic functions and types meet the methods of their constraints, which is what a
// generic body calls.
func (e *engine) instances() {
	ids := make([]*ast.Ident, 0, len(e.pass.TypesInfo.Instances))
	for id := range e.pass.TypesInfo.Instances {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b *ast.Ident) int { return int(a.Pos()) - int(b.Pos()) })
	for _, id := range ids {
		params := typeParams(e.pass.TypesInfo.ObjectOf(id))
		args := e.pass.TypesInfo.Instances[id].TypeArgs
		for i := 0; i < args.Len() && i < params.Len(); i++ {
			e.convert(args.At(i), params.At(i).Constraint(), id.Pos())
		}
	}
}

func typeParams(obj types.Object) *types.TypeParamList {
	switch obj := obj.(type) {
	case *types.Func:
		return obj.Signature().TypeParams()
	case *types.TypeName:
		switch t := obj.Type().(type) {
		case *types.Named:
			return t.TypeParams()
		case *types.Alias:
			return t.TypeParams()
		}
	}
	return nil
}
