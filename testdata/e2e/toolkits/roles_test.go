package toolkits

import (
	"fmt"
	"go/types"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// describe writes what is known about a function in one line.
func describe(c *toolkit.Call) string {
	var words []string
	add := func(on bool, word string) {
		if on {
			words = append(words, word)
		}
	}
	add(c.UI, "ui")
	add(c.UI && c.UIConfidence != "certain", string(c.UIConfidence))
	add(c.Safe, "safe")
	add(c.Loop, "loop")
	add(c.Events, "events")
	add(c.Dispatch, "dispatch")
	add(c.Waits, "waits")
	add(c.Cleanup, "cleanup")
	add(c.Liveness, "liveness")
	add(c.Nonblocking, "nonblocking")
	if b := c.Blocking; b != nil {
		words = append(words, fmt.Sprintf("blocking:%s/%s", b.Tier, b.Confidence))
	}
	for i := range 10 {
		if run, ok := c.Params[i]; ok {
			words = append(words, fmt.Sprintf("%d=%s", i, run))
		}
	}
	return strings.Join(words, " ")
}

// function finds a function or, written Type.Method, a method that the type has itself or from an embedded one.
func function(t *testing.T, pkg *types.Package, name string) *types.Func {
	t.Helper()
	typ, method, ok := strings.Cut(name, ".")
	obj := pkg.Scope().Lookup(typ)
	if ok && obj != nil {
		obj, _, _ = types.LookupFieldOrMethod(obj.Type(), true, pkg, method)
	}
	fn, _ := obj.(*types.Func)
	if fn == nil {
		t.Errorf("%s has no function %s", pkg.Path(), name)
	}
	return fn
}

// TestRoles looks up what programs really call, promoted methods and interface methods among it, in the types that
// export data gives.
func TestRoles(t *testing.T) {
	tests := []struct{ pkg, fn, want string }{
		{"fyne.io/fyne/v2", "Do", "dispatch 0=ui"},
		{"fyne.io/fyne/v2", "DoAndWait", "dispatch waits 0=ui"},
		{"fyne.io/fyne/v2", "Window.SetContent", "ui"},
		{"fyne.io/fyne/v2", "Window.SetOnClosed", "cleanup 0=ui"},
		{"fyne.io/fyne/v2", "Window.SetCloseIntercept", "0=ui"},
		{"fyne.io/fyne/v2", "Window.Title", ""},
		{"fyne.io/fyne/v2", "App.SendNotification", "safe"},
		{"fyne.io/fyne/v2", "App.Run", "loop"},
		{"fyne.io/fyne/v2", "App.OpenURL", "nonblocking"},
		{"fyne.io/fyne/v2", "Preferences.AddChangeListener", "safe 0=inline"},
		{"fyne.io/fyne/v2", "LoadResourceFromURLString", "blocking:network/certain"},
		{"fyne.io/fyne/v2", "NewMenuItem", "1=ui"},
		{"fyne.io/fyne/v2/widget", "NewButton", "1=ui"},
		{"fyne.io/fyne/v2/widget", "NewLabel", ""},
		{"fyne.io/fyne/v2/widget", "Label.SetText", "ui"},
		{"fyne.io/fyne/v2/widget", "Button.Hide", "ui"},    // BaseWidget's
		{"fyne.io/fyne/v2/widget", "Button.Disable", "ui"}, // DisableableWidget's
		{"fyne.io/fyne/v2/widget", "Label.MinSize", ""},
		{"fyne.io/fyne/v2/widget", "Button.Visible", ""},
		{"fyne.io/fyne/v2/canvas", "Rectangle.Show", "ui"}, // baseObject's
		{"fyne.io/fyne/v2/canvas", "NewRaster", "0=ui"},
		{"fyne.io/fyne/v2/dialog", "ShowConfirm", "ui 2=ui"},
		{"fyne.io/fyne/v2/dialog", "NewConfirm", "2=ui"},
		{"fyne.io/fyne/v2/dialog", "ConfirmDialog.Show", "ui"}, // the unexported dialog's
		{"fyne.io/fyne/v2/data/binding", "NewDataListener", "safe 0=ui"},
		{"fyne.io/fyne/v2/data/binding", "NewString", "safe"},
		{"fyne.io/fyne/v2/data/binding", "Item.Set", "safe"},
		{"fyne.io/fyne/v2/storage", "Copy", "safe blocking:disk/likely"},

		{"github.com/rivo/tview", "Application.QueueUpdateDraw", "dispatch waits 0=ui"},
		{"github.com/rivo/tview", "Application.Draw", "dispatch waits"},
		{"github.com/rivo/tview", "Application.ForceDraw", "ui"},
		{"github.com/rivo/tview", "Application.SetInputCapture", "0=ui"},
		{"github.com/rivo/tview", "Application.Suspend", "safe nonblocking 0=none"},
		{"github.com/rivo/tview", "Application.Run", "loop"},
		{"github.com/rivo/tview", "TextView.SetTitle", "ui"},
		{"github.com/rivo/tview", "TextView.SetText", "ui possible"},
		{"github.com/rivo/tview", "TextView.Write", "safe"},
		{"github.com/rivo/tview", "TextView.SetChangedFunc", "ui 0=background"},
		{"github.com/rivo/tview", "TextViewWriter.Write", "safe"},
		{"github.com/rivo/tview", "InputField.Autocomplete", "safe"},
		{"github.com/rivo/tview", "Table.GetSelection", "ui"},
		{"github.com/rivo/tview", "Form.AddButton", "ui 1=ui"},
		{"github.com/rivo/tview", "TreeNode.Walk", "ui 0=inline"},
		{"github.com/rivo/tview", "NewTable", ""},
		{"github.com/derailed/tview", "Application.QueueUpdateDraw", "dispatch waits 0=ui"},
		{"github.com/derailed/tview", "Table.SetCell", "ui"},

		{"github.com/jroimartin/gocui", "Gui.Update", "dispatch 0=ui"},
		{"github.com/jroimartin/gocui", "Gui.SetKeybinding", "ui 3=ui"},
		{"github.com/jroimartin/gocui", "Gui.SetManagerFunc", "ui 0=ui"},
		{"github.com/jroimartin/gocui", "Gui.MainLoop", "loop"},
		{"github.com/jroimartin/gocui", "Gui.View", ""},
		{"github.com/jroimartin/gocui", "View.Clear", "ui"},
		{"github.com/awesome-gocui/gocui", "Gui.UpdateAsync", "dispatch 0=ui"},
		{"github.com/awesome-gocui/gocui", "View.Write", "ui"},
		{"github.com/jesseduffield/gocui", "Gui.Execute", "dispatch 0=ui"},

		{"github.com/charmbracelet/bubbletea", "Program.Send", "dispatch waits"},
		{"github.com/charmbracelet/bubbletea", "Program.Kill", "safe"},
		{"github.com/charmbracelet/bubbletea", "Program.Run", "loop"},
		{"github.com/charmbracelet/bubbletea", "Tick", "1=background"},
		{"github.com/charmbracelet/bubbletea", "Batch", "0=background"},
		{"github.com/charmbracelet/bubbletea", "ExecProcess", "nonblocking 1=ui"},
		{"github.com/charmbracelet/bubbletea", "WithFilter", "0=ui"},
		{"github.com/charmbracelet/bubbletea", "NewProgram", "1=inline"},
		{"charm.land/bubbletea/v2", "Program.Send", "dispatch waits"},
		{"charm.land/bubbletea/v2", "Sequence", "0=background"},

		{"golang.org/x/sync/errgroup", "Group.Go", "0=background"},
		{"golang.org/x/sync/errgroup", "Group.Wait", "blocking:wait/certain"},
		{"github.com/panjf2000/ants/v2", "NewPool", "1=inline"},
		{"github.com/panjf2000/ants/v2", "NewPoolWithFunc", "1=background 2=inline"},
		{"github.com/alitto/pond/v2", "Pool.Submit", "0=background"},
		{"github.com/robfig/cron/v3", "Cron.AddFunc", "1=background"},
		{"google.golang.org/grpc", "ClientConnInterface.Invoke", "blocking:network/certain"},
		{"gorm.io/gorm", "DB.First", "blocking:network/likely"},
		{"gorm.io/gorm", "DB.Where", ""},
		{"fyne.io/systray", "Run", "loop 0=background 1=ui"},

		{"time", "Sleep", "blocking:wait/certain"},
		{"time", "AfterFunc", "1=background"},
		{"sort", "Slice", "1=inline"},
		{"slices", "SortFunc", "1=inline"},
		{"net/http", "Client.Do", "blocking:network/certain"},
		{"net/http", "HandleFunc", "1=background"},
		{"net/http", "RoundTripper.RoundTrip", "blocking:network/likely"},
		{"net", "TCPConn.Read", "blocking:network/likely"},
		{"net", "DialUDP", ""},
		{"net", "ResolveUnixAddr", "nonblocking"},
		{"os/exec", "Cmd.Run", "blocking:process/certain"},
		{"os/exec", "Cmd.Start", "nonblocking"},
		{"os", "ReadFile", "blocking:disk/possible"},
		{"os", "RemoveAll", "blocking:disk/certain"},
		{"os", "Getenv", ""},
		{"path/filepath", "WalkDir", "blocking:disk/certain 1=inline"},
		{"database/sql", "DB.QueryContext", "blocking:network/likely"},
		{"database/sql", "Row.Scan", "blocking:network/likely"},
		{"database/sql", "Rows.Scan", ""},
		{"sync", "Once.Do", "0=inline"},
		{"sync", "Mutex.Lock", ""},
		{"context", "AfterFunc", "cleanup 1=background"},
		{"context", "Context.Err", "liveness"},
	}
	var paths []string
	for _, test := range tests {
		paths = append(paths, test.pkg)
	}
	found := load(t, ".", paths...)
	for _, test := range tests {
		if pkg := found[test.pkg]; pkg == nil {
			t.Errorf("%s was not loaded", test.pkg)
		} else if fn := function(t, pkg, test.fn); fn != nil {
			if got := describe(toolkit.Default().Call(fn)); got != test.want {
				t.Errorf("%s.%s is %q, want %q", test.pkg, test.fn, got, test.want)
			}
		}
	}
}

// TestOldRoles is TestRoles for versions from before the rules changed.
func TestOldRoles(t *testing.T) {
	tests := []struct{ pkg, fn, want string }{
		{"fyne.io/fyne/v2/widget", "Label.SetText", ""},
		{"fyne.io/fyne/v2/widget", "NewButton", "1=ui"},
		{"fyne.io/fyne/v2/dialog", "ShowConfirm", "2=ui"},
		{"github.com/rivo/tview", "Application.QueueUpdate", "dispatch 0=ui"},
		{"github.com/rivo/tview", "Table.SetCell", "ui"},
		{"github.com/rivo/tview", "TextView.SetChangedFunc", "ui 0=none"},
	}
	found := load(t, "old", imports(t, "old")...)
	for _, test := range tests {
		if fn := function(t, found[test.pkg], test.fn); fn != nil {
			if got := describe(toolkit.Default().Call(fn)); got != test.want {
				t.Errorf("%s.%s is %q, want %q", test.pkg, test.fn, got, test.want)
			}
		}
	}
}

// TestTypes looks at types, fields, handler interfaces and shapes.
func TestTypes(t *testing.T) {
	found := load(t, ".", imports(t, ".")...)
	set := toolkit.Default()
	for _, path := range []string{"github.com/charmbracelet/bubbletea", "charm.land/bubbletea/v2"} {
		tea := found[path].Scope()
		cmd := tea.Lookup("Cmd").Type()
		if run := set.Conversion(cmd); run != toolkit.RunBackground {
			t.Errorf("%s.Cmd runs %s", path, run)
		}
		if set.Future(cmd) == nil {
			t.Errorf("%s.Cmd is no future", path)
		}
		update, _, _ := types.LookupFieldOrMethod(tea.Lookup("Model").Type(), true, found[path], "Update")
		if p, ok := set.Signature(update.(*types.Func).Signature()); !ok || p.Name != "bubbletea" {
			t.Errorf("%s.Model.Update has not the shape of a handler", path)
		}
		if tick := tea.Lookup("Tick").(*types.Func); tick != nil {
			if _, ok := set.Signature(tick.Signature()); ok {
				t.Errorf("%s.Tick has the shape of a handler", path)
			}
		}
	}
	for _, test := range []struct {
		pkg, typ, field string
		run             toolkit.Run
		ui              bool
	}{
		{"fyne.io/fyne/v2/widget", "Button", "OnTapped", toolkit.RunUI, false},
		{"fyne.io/fyne/v2/widget", "List", "Length", toolkit.RunUI, true},
		{"fyne.io/fyne/v2/widget", "Label", "Text", toolkit.RunUnknown, true},
		{"fyne.io/fyne/v2", "MenuItem", "Action", toolkit.RunUI, false},
		{"fyne.io/fyne/v2", "Position", "X", toolkit.RunUnknown, false},
		{"github.com/rivo/tview", "TableCell", "Text", toolkit.RunUnknown, true},
		{"github.com/jroimartin/gocui", "View", "Title", toolkit.RunUnknown, true},
		{"charm.land/bubbletea/v2", "View", "OnMouse", toolkit.RunUI, false},
	} {
		owner := found[test.pkg].Scope().Lookup(test.typ).(*types.TypeName)
		f, _, _ := types.LookupFieldOrMethod(owner.Type(), true, owner.Pkg(), test.field)
		if run, ui, p := set.Field(f.(*types.Var), owner); run != test.run || ui != test.ui || p == nil {
			t.Errorf("%s.%s.%s runs %s, ui %t, of %v", test.pkg, test.typ, test.field, run, ui, p)
		}
	}
	handlers := func(path string) string {
		var lines []string
		for _, h := range set.Handlers(found[path]) {
			if h.Name.Pkg().Path() == path {
				lines = append(lines, fmt.Sprintf("%s(%s) %s", h.Name.Name(), strings.Join(h.Methods, " "), h.Run))
			}
		}
		return strings.Join(lines, "; ")
	}
	for path, want := range map[string]string{
		"github.com/jroimartin/gocui": "Editor(Edit) ui; Manager(Layout) ui",
		"charm.land/bubbletea/v2":     "Model(Init Update View) ui",
		"github.com/robfig/cron/v3":   "Job(Run) background",
	} {
		if got := handlers(path); got != want {
			t.Errorf("handlers of %s: %s, want %s", path, got, want)
		}
	}
	if got := handlers("github.com/rivo/tview"); !strings.Contains(got, "Primitive(Blur Draw Focus GetRect HasFocus InputHandler") {
		t.Errorf("handlers of tview: %s", got)
	}
}
