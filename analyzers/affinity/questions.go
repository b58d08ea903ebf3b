package affinity

import (
	"fmt"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity/executor"
	"github.com/go-bgkit/bgkit/analyzers/affinity/future"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/summary"
	"github.com/go-bgkit/bgkit/analyzers/affinity/leak"
	"github.com/go-bgkit/bgkit/analyzers/affinity/lifetime"
	"github.com/go-bgkit/bgkit/analyzers/affinity/lockwait"
	"github.com/go-bgkit/bgkit/analyzers/affinity/race"
	"github.com/go-bgkit/bgkit/analyzers/affinity/redraw"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A Result is what the rules work on: the engine of a package, and the answers to the rules' questions.
type Result struct {
	Funcs []*Func // in source order; empty for packages that are not analysed

	using    sync.Mutex // held by the analyzer that asks: they run side by side, and the engine remembers what it has answered
	pass     *analysis.Pass
	engine   *access.Finder
	settings Settings
	toolkits *toolkit.Set

	races     *race.Finder
	futures   *future.Finder
	locks     *lockwait.Finder
	lifetimes []lifetime.Lifetime
	leaks     []*leak.Leak
	lockWaits []*lockwait.Wait
	work      executor.Found
	redraws   redraw.Found
}

// run analyses one package. The standard library and packages that a profile describes have no summaries of their own:
// the profiles say what there is to know, and say it better than their bodies.
//
// A package that the analysis does not survive is one whose shape nobody foresaw. In a dependency that costs its facts; in
// the program it is an error, which names the package.
func run(pass *analysis.Pass, settings Settings, set *toolkit.Set) (res *Result, err error) {
	res = &Result{pass: pass, settings: settings, toolkits: set}
	if set.Owner(pass.Pkg) != nil {
		return res, nil
	}
	defer func() {
		if cause := recover(); cause != nil {
			res.engine, res.Funcs = nil, nil
			if !engine.Dependency(pass) {
				err = fmt.Errorf("internal error of bglint in package %s: %v", pass.Pkg.Path(), cause)
			}
		}
	}()
	e := engine.New(pass, settings, set)
	e.Build()
	e.Settle()
	e.Flow()
	e.OwnFills()
	e.Propagate()
	e.WidgetState()
	leaks := leak.New(e)
	if !e.Foreign {
		e.Recur()
		leaks.FindTimers()
		e.MarkLeaves()
	}
	res.engine = access.New(e)
	res.Funcs = e.Nodes()
	futures, locks, redraws := future.New(e), lockwait.New(res.engine), redraw.New(e)
	if err := summary.Export(res.engine, futures, locks, redraws); err != nil {
		return nil, err
	}
	if e.Foreign {
		return res, nil
	}
	// The rules run at the same time: what they share is complete before they begin.
	res.futures, res.locks = futures, locks
	res.races = race.New(res.engine)
	res.races.Find()
	res.redraws = redraws.Find()
	res.lifetimes = lifetime.Find(e)
	res.work = executor.Find(e)
	res.lockWaits = locks.Find()
	res.leaks = leaks.Find()
	return res, nil
}

// Races returns at most one race for each location and background function: a write where there is one. The locations are
// fields, or else variables.
func (r *Result) Races(ruleID string, fields bool) []race.Race { return r.races.Races(ruleID, fields) }

// Chains is the witness of a race: how both sides come to the place.
func (r *Result) Chains(main race.Race) []finding.Step { return r.races.Chains(main) }

// Proof is the number of steps that the chain of a race begins with and that prove it.
func (r *Result) Proof(main race.Race) int { return len(r.races.Sides(main)) }

// Group is the witness of races with one cause.
func (r *Result) Group(main race.Race, races []race.Race) []finding.Step {
	return r.races.Group(main, races)
}

// LostWrites returns the writes to a model's copy that nobody looks at again.
func (r *Result) LostWrites() []race.LostWrite { return r.races.LostWrites() }

// LostChain is the witness of a lost write.
func (r *Result) LostChain(w race.LostWrite) []finding.Step { return r.races.LostChain(w) }

// Drops returns the futures that the functions of the package lose.
func (r *Result) Drops() []future.Drop { return r.futures.Drops() }

// Leaks returns the work that nothing ends.
func (r *Result) Leaks() []*leak.Leak { return r.leaks }

// LockWaits returns the locks of the package that the UI goroutine may wait for too long.
func (r *Result) LockWaits() []*lockwait.Wait { return r.lockWaits }

// Polls returns the timers and loops of the package that run too often.
func (r *Result) Polls() []redraw.Poll { return r.redraws.Polls }

// TickChains returns the timers of the package that multiply, or restart too soon. Starts with the same cause make one:
// the messages of a chain are the cause.
func (r *Result) TickChains() []redraw.TickChain { return r.redraws.TickChains }

// HiddenAnimations returns the components that a program goes on drawing when they are not shown.
func (r *Result) HiddenAnimations() []redraw.HiddenAnimation { return r.redraws.HiddenAnimations }

// Lifetimes returns the contexts of the package that do not fit what is done with them.
func (r *Result) Lifetimes() []lifetime.Lifetime { return r.lifetimes }

// TaskFaults returns what cannot cross to a worker process, and tasks that no worker knows.
func (r *Result) TaskFaults() []executor.TaskFault { return r.work.Faults }

// Hogs returns the functions without end that the package hands to bounded executors.
func (r *Result) Hogs() []executor.Hog { return r.work.Hogs }

// Misplaced returns the work that the package gives to the wrong executor.
func (r *Result) Misplaced() []executor.Misplaced { return r.work.Misplaced }
