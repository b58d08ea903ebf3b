package plan

import (
	"go/token"
	"go/types"
	"slices"
	"testing"
)

// style is lipgloss.Style with a field of the given type.
func style(field types.Type) types.Type {
	pkg := types.NewPackage("github.com/charmbracelet/lipgloss", "lipgloss")
	st := types.NewStruct([]*types.Var{types.NewField(token.NoPos, pkg, "f", field, false)}, nil)
	return types.NewNamed(types.NewTypeName(token.NoPos, pkg, "Style", nil), st, nil)
}

// Versions of a value type that share a map between copies are not taken for values.
func TestValueTypes(t *testing.T) {
	if k, ok := lookUp(style(types.Typ[types.Int])); !ok || k.kind != "value" {
		t.Error(k, ok)
	}
	m := types.NewMap(types.Typ[types.Int], types.Typ[types.Int])
	if k, ok := lookUp(style(m)); ok {
		t.Error(k)
	}
}

func TestWellKnown(t *testing.T) {
	kinds := []string{"immutable", "value", "safe", "set", "unsafe"}
	for name, k := range wellKnown() {
		if !slices.Contains(kinds, k.kind) || k.why == "" {
			t.Errorf("%s: kind %q, reason %q", name, k.kind, k.why)
		}
	}
}
