package toolkit

import (
	"go/token"
	"go/types"
	"testing"
)

// TestTools: what fixes are written with is found in the package that the program uses, be it a fork, and a user's profile
// replaces what an embedded one says.
func TestTools(t *testing.T) {
	fork := types.NewPackage("example.com/fork/tview", "tview")
	app := types.NewTypeName(token.NoPos, fork, "Application", nil)
	named := types.NewNamed(app, types.NewStruct(nil, nil), nil)
	for _, name := range []string{"QueueUpdate", "QueueUpdateDraw"} {
		recv := types.NewVar(token.NoPos, fork, "a", types.NewPointer(named))
		named.AddMethod(types.NewFunc(token.NoPos, fork, name, types.NewSignatureType(recv, nil, nil, nil, nil, false)))
	}
	fork.Scope().Insert(app)
	for _, name := range []string{"Box", "Primitive"} {
		tn := types.NewTypeName(token.NoPos, fork, name, nil)
		types.NewNamed(tn, types.NewStruct(nil, nil), nil)
		fork.Scope().Insert(tn)
	}
	fork.MarkComplete()

	for _, tt := range []struct{ name, profile, want string }{
		{"embedded", "", "QueueUpdateDraw"},
		{"the user's", "name: tview\npackages: [{path: github.com/rivo/tview}]\nfixes: {wrap: (*github.com/rivo/tview.Application).QueueUpdate}\n", "QueueUpdate"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set, err := New(Source{Name: "f", Data: []byte(tt.profile)})
			if err != nil {
				t.Fatal(err)
			}
			found := set.Tools("tview", ToolWrap, []*types.Package{fork})
			if len(found) != 1 || found[0].Name() != tt.want {
				t.Fatalf("found %v, want %s", found, tt.want)
			}
			if !set.IsTool(found[0], ToolWrap) || set.IsTool(found[0], ToolBatch) {
				t.Error("IsTool does not agree with Tools")
			}
		})
	}
}
