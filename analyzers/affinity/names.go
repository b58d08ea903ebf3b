package affinity

import (
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
)

// Settings are what the analysis and the reports depend on.
type Settings = engine.Settings

// A Func is something that runs.
type Func = engine.Func

// An Entry is a way in which a function comes to run, with the chain that proves it.
type Entry = engine.Entry

// An Access is a read or write of state that others can see.
type Access = access.Access

// Where a function runs: see engine.Context.
const (
	UI         = engine.UI
	Background = engine.Background
	Startup    = engine.Startup
)

// What an operation does to the goroutine that runs it: see engine.EffectKind.
const (
	Blocks     = engine.Blocks
	WaitsForUI = engine.WaitsForUI
)
