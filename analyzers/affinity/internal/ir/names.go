package ir

import "go/types"

// LocalName names a function as its own package does: "f", "(*T).m".
func LocalName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	star, name := RecvName(recv.Type())
	if star {
		return "(*" + name + ")." + fn.Name()
	}
	return name + "." + fn.Name()
}

// RecvName is the name of a receiver's type.
func RecvName(t types.Type) (pointer bool, name string) {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		pointer, t = true, types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return pointer, n.Obj().Name()
	}
	return pointer, t.String()
}

// ShortName names a function as its callers do: "http.Get", "(*http.Client).Do".
func ShortName(fn *types.Func) string {
	pkg := ""
	if fn.Pkg() != nil {
		pkg = fn.Pkg().Name() + "."
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return pkg + fn.Name()
	}
	star, name := RecvName(recv.Type())
	if star {
		return "(*" + pkg + name + ")." + fn.Name()
	}
	return pkg + name + "." + fn.Name()
}

// FuncKey is the key of a function's summary.
func FuncKey(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		_, name := RecvName(recv.Type())
		return name + "." + fn.Name()
	}
	return fn.Name()
}
