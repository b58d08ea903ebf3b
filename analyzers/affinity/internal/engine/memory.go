package engine

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file knows what asks nobody: readers that read from memory, databases that lie there. It is a must analysis of where a
// value comes from, inside one function and the literals in it; that a reader which was made of another one reads from that,
// and from nothing else, is taken for granted.

// copiesMemory reports whether io.Copy, or io.ReadAll, reads from memory.
func (e *Engine) copiesMemory(fn *types.Func, args []ssa.Value) bool {
	if fn.Pkg() == nil || fn.Pkg().Path() != "io" || len(args) < 2 || !strings.HasPrefix(fn.Name(), "Copy") {
		return false
	}
	return e.inMemory(args[1], 0)
}

const deepestReader = 6

// inMemory reports whether a reader reads from memory, itself or through readers that decode what another one gives.
func (e *Engine) inMemory(v ssa.Value, depth int) bool {
	if depth > deepestReader {
		return false
	}
	switch v := e.MadeBy(v).(type) {
	case *ssa.MakeInterface:
		switch v.X.Type().String() {
		case "*bytes.Reader", "*bytes.Buffer", "*strings.Reader":
			return true
		}
		return e.inMemory(v.X, depth+1)
	case *ssa.ChangeInterface:
		return e.inMemory(v.X, depth+1)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && e.madeOfMemory(call, depth)
	case *ssa.Call:
		return e.madeOfMemory(v, depth)
	case *ssa.Alloc:
		return v.Type().String() == "*bytes.Buffer"
	}
	return false
}

// madeOfMemory reports whether a function gets readers, all of them from memory.
func (e *Engine) madeOfMemory(call *ssa.Call, depth int) bool {
	if call.Call.IsInvoke() || call.Call.StaticCallee() == nil {
		return false
	}
	any := false
	for _, arg := range call.Call.Args {
		if !isReader(arg.Type()) {
			continue
		}
		if !e.inMemory(arg, depth+1) {
			return false
		}
		any = true
	}
	switch call.Call.StaticCallee().String() {
	case "bytes.NewReader", "bytes.NewBuffer", "bytes.NewBufferString", "strings.NewReader":
		return true
	}
	return any
}

// isReader reports whether a value of the type is a reader.
func isReader(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Read")
	m, ok := obj.(*types.Func)
	return ok && m.Signature().Params().Len() == 1 && m.Signature().Results().Len() == 2
}

// memoryDatabase reports whether a handle of a database that is used in a call was opened on memory, in the same function.
func (e *Engine) memoryDatabase(at ssa.Instruction) bool {
	call, ok := at.(ssa.CallInstruction)
	return ok && len(call.Common().Args) > 0 && e.opensMemory(call.Common().Args[0], 0)
}

// opensMemory reports whether a value comes out of a call, or a call in that, which names a database in memory.
func (e *Engine) opensMemory(v ssa.Value, depth int) bool {
	if depth > deepestReader {
		return false
	}
	switch v := e.MadeBy(v).(type) {
	case *ssa.MakeInterface:
		return e.opensMemory(v.X, depth+1)
	case *ssa.Extract:
		return e.opensMemory(v.Tuple, depth+1)
	case *ssa.Const:
		return v.Value != nil && (strings.Contains(v.Value.ExactString(), ":memory:") || strings.Contains(v.Value.ExactString(), "mode=memory"))
	case *ssa.Call:
		for _, arg := range v.Call.Args {
			if e.opensMemory(arg, depth+1) {
				return true
			}
		}
	}
	return false
}
