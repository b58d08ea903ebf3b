package toolkits

import (
	"go/types"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// TestSourceRoles is TestRoles for toolkits that are looked at in their source.
func TestSourceRoles(t *testing.T) {
	tests := []struct{ pkg, fn, want string }{
		{"github.com/gotk3/gotk3/gtk", "Label.SetText", "ui"},
		{"github.com/gotk3/gotk3/gtk", "Button.Hide", "ui"}, // Widget's
		{"github.com/gotk3/gotk3/gtk", "Button.Connect", "1=ui"},
		{"github.com/gotk3/gotk3/gtk", "ButtonNew", "ui"},
		{"github.com/gotk3/gotk3/gtk", "Builder.ConnectSignals", "ui 0=ui"},
		{"github.com/gotk3/gotk3/gtk", "Main", "loop"},
		{"github.com/gotk3/gotk3/gtk", "Dialog.Run", "ui nonblocking"},
		{"github.com/gotk3/gotk3/glib", "IdleAdd", "dispatch 0=ui"},
		{"github.com/gotk3/gotk3/glib", "TimeoutAdd", "dispatch 1=ui"},
		{"github.com/coyim/gotk3adapter/gtki", "Label.SetText", "ui"},
		{"github.com/coyim/gotk3adapter/glibi", "Glib.IdleAdd", "dispatch 0=ui"},
		{"github.com/diamondburned/gotk4/pkg/gtk/v4", "Label.SetText", "ui"},
		{"github.com/diamondburned/gotk4/pkg/gtk/v4", "Button.ConnectClicked", "ui 0=ui"},
		{"github.com/diamondburned/gotk4/pkg/gtk/v4", "NewButton", "ui"},
		{"github.com/diamondburned/gotk4/pkg/core/glib", "IdleAdd", "dispatch 0=ui"},
		{"codeberg.org/puregotk/puregotk/v4/gtk", "Button.ConnectClicked", "ui 0=ui"},
		{"codeberg.org/puregotk/puregotk/v4/gtk", "Button.GoPointer", ""},
		{"codeberg.org/puregotk/puregotk/v4/glib", "IdleAdd", "dispatch 0=ui"},
		{"codeberg.org/puregotk/puregotk/v4/glib", "TimeoutAddSecondsFull", "dispatch 2=ui 4=ui"},
		{"github.com/lxn/walk", "Label.SetText", "ui"},
		{"github.com/lxn/walk", "MainWindow.Synchronize", "dispatch 0=ui"}, // WindowBase's
		{"github.com/lxn/walk", "MainWindow.Run", "loop"},                  // FormBase's
		{"github.com/lxn/walk", "Dialog.Run", "ui nonblocking"},
		{"github.com/lxn/walk", "Event.Attach", "0=ui"},
		{"github.com/lxn/walk", "TableModelBase.PublishRowsReset", "ui"},
		{"github.com/lxn/walk/declarative", "MainWindow.Run", "loop"},
		{"gioui.org/app", "Window.Event", "events"},
		{"gioui.org/app", "Window.Invalidate", "safe"},
		{"gioui.org/app", "Window.Run", "0=inline"},
		{"gioui.org/widget", "Editor.SetText", "ui"},
		{"gioui.org/widget", "Editor.Text", ""},
		{"gioui.org/x/explorer", "Explorer.ChooseFile", "blocking:wait/certain"},
		{"github.com/AllenDang/giu", "MasterWindow.Run", "loop 0=ui"},
		{"github.com/AllenDang/giu", "ButtonWidget.OnClick", "0=ui"},
		{"github.com/AllenDang/giu", "Update", "safe"},
		{"github.com/AllenDang/giu", "OpenPopup", "ui"},
		{"github.com/AllenDang/giu", "Popup", ""},
		{"github.com/AllenDang/giu", "NewTextureFromRgba", "1=none"},
		{"github.com/AllenDang/cimgui-go/imgui", "Button", "ui"},
		{"github.com/AllenDang/cimgui-go/imgui", "NewVec2", ""},
		{"github.com/maxence-charriere/go-app/v10/pkg/app", "Context.Async", "0=background"},
		{"github.com/maxence-charriere/go-app/v10/pkg/app", "Context.Dispatch", "dispatch 0=ui"},
		{"github.com/maxence-charriere/go-app/v10/pkg/app", "HTMLButton.OnClick", "0=ui"},
		{"github.com/maxence-charriere/go-app/v10/pkg/app", "RunWhenOnBrowser", "loop"},
		{"github.com/wailsapp/wails/v2", "Run", "loop"},
		{"github.com/wailsapp/wails/v2/pkg/runtime", "EventsOn", "safe 2=background"},
		{"github.com/wailsapp/wails/v2/pkg/runtime", "WindowSetTitle", "safe"},
		{"github.com/hajimehoshi/ebiten/v2", "RunGame", "loop"},
		{"github.com/gizak/termui/v3", "PollEvents", "events"},
		{"github.com/energye/systray", "MenuItem.Click", "safe 0=ui"},
		{"github.com/energye/systray", "Run", "loop 0=background 1=ui"},
		{"github.com/getlantern/systray", "Run", "loop 0=background 1=ui"},
		{"github.com/mappu/miqt/qt6", "QLabel.SetText", "ui"},
		{"github.com/mappu/miqt/qt", "QPushButton.OnClicked", "ui 0=ui"}, // QAbstractButton's
		{"github.com/mappu/miqt/qt6", "QColor.Lighter", ""},
		{"github.com/mappu/miqt/qt6/mainthread", "Start", "dispatch 0=ui"},
		{"github.com/mappu/miqt/qt6/mainthread", "Wait", "dispatch 0=ui"},
		{"github.com/therecipe/qt/widgets", "QLabel.SetText", "ui"},
		{"github.com/therecipe/qt/widgets", "QPushButton.ConnectClicked", "ui 0=ui"}, // QAbstractButton's
		{"github.com/therecipe/qt/widgets", "QLabel.QLabel_PTR", ""},
		{"github.com/therecipe/qt/core", "QTimer.ConnectTimeout", "ui 0=ui"},
		{"github.com/therecipe/qt/widgets", "QApplication_Exec", "loop"},
		{"github.com/aarzilli/nucular", "NewMasterWindow", "2=ui"},
		{"github.com/aarzilli/nucular", "MasterWindow.Lock", "dispatch waits"},
		{"github.com/tailscale/walk", "Application.Synchronize", "dispatch 0=ui"},
	}
	found := make(map[string]*types.Package)
	for _, pkg := range sources(t) {
		if found[pkg.Path()] == nil { // the newest version comes first
			found[pkg.Path()] = pkg
		}
	}
	for _, test := range tests {
		pkg := found[test.pkg]
		switch {
		case pkg == nil && hasPrefix(test.pkg, unavailable):
		case pkg == nil:
			t.Errorf("%s was not loaded", test.pkg)
		default:
			if fn := function(t, pkg, test.fn); fn != nil {
				if got := describe(toolkit.Default().Call(fn)); got != test.want {
					t.Errorf("%s.%s is %q, want %q", test.pkg, test.fn, got, test.want)
				}
			}
		}
	}
}
