package dispatchers

import (
	"strings"
	"sync"
	"testing"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

func TestTview(t *testing.T) { suite(t, startTview) }

func startTview(t *testing.T) *toolkit {
	screen := tcell.NewSimulationScreen("UTF-8")
	if err := screen.Init(); err != nil {
		t.Fatal(err)
	}
	screen.SetSize(40, 5)
	view := tview.NewTextView()
	var handler func()
	view.SetInputCapture(func(event *tcell.EventKey) *tcell.EventKey {
		if event.Key() == tcell.KeyF1 {
			handler()
			return nil
		}
		return event
	})
	app := tview.NewApplication().SetScreen(screen).SetRoot(view, true)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := app.Run(); err != nil {
			t.Error(err)
		}
	}()
	app.QueueUpdate(func() {}) // it runs
	return &toolkit{
		client:  newClient(func(f func()) { go app.QueueUpdateDraw(f) }),
		setText: func(s string) { view.SetText(s) },
		shows: func(s string) (shown bool) {
			app.QueueUpdate(func() { shown = strings.Contains(contents(screen), s) })
			return shown
		},
		press: func(h func()) {
			app.QueueUpdate(func() { handler = h })
			screen.InjectKey(tcell.KeyF1, 0, tcell.ModNone)
		},
		stop: sync.OnceFunc(func() {
			app.Stop()
			<-ended
		}),
		hangs: true,
	}
}

func contents(screen tcell.SimulationScreen) string {
	cells, _, _ := screen.GetContents()
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(string(c.Runes))
	}
	return b.String()
}
