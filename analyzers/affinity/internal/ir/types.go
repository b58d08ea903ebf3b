package ir

import "go/types"

// TypeParams are those of a function or type.
func TypeParams(obj types.Object) *types.TypeParamList {
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

// IsContext reports whether a type is context.Context.
func IsContext(t types.Type) bool { return t.String() == "context.Context" }

// RuntimePath is the path below which bgkit's runtime packages are.
const RuntimePath = "github.com/go-bgkit/bgkit/runtime/"

// StructOf returns the struct type behind t, or behind what t points to, and its name if it has one.
func StructOf(t types.Type) (*types.TypeName, *types.Struct) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, _ := t.Underlying().(*types.Struct)
	if st == nil {
		if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
			st, _ = tp.Underlying().(*types.Struct)
		}
		if st == nil {
			st = types.NewStruct(nil, nil)
		}
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Origin().Obj(), st
	}
	return nil, st
}
