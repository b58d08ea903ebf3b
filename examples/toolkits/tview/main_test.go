package main

import (
	"strings"
	"testing"

	"github.com/gdamore/tcell/v2"
	"github.com/go-bgkit/bgkit/examples/toolkits/fetch/fetchtest"
	"github.com/rivo/tview"
)

func TestDownload(t *testing.T) {
	server := fetchtest.New(t)
	screen := tcell.NewSimulationScreen("UTF-8")
	if err := screen.Init(); err != nil {
		t.Fatal(err)
	}
	screen.SetSize(90, 12)
	app := tview.NewApplication().SetScreen(screen)
	ended := make(chan error, 1)
	go func() { ended <- start(app, server.URL) }()

	shows := func(text string) func() bool {
		return func() (ok bool) {
			app.QueueUpdate(func() { ok = strings.Contains(contents(screen), text) })
			return ok
		}
	}
	press := func(keys ...tcell.Key) {
		for _, key := range keys {
			screen.InjectKey(key, 0, tcell.ModNone)
		}
	}

	fetchtest.Eventually(t, "the form is there", shows("Start"))
	press(tcell.KeyTab, tcell.KeyEnter) // from the address to the button
	fetchtest.Eventually(t, "half of it is there", shows("##########            50 %"))
	server.Release()
	fetchtest.Eventually(t, "the result is there", shows("SHA-256 "+server.Sum))

	press(tcell.KeyEnter)
	fetchtest.Eventually(t, "half of it is there", shows(" 50 %"))
	press(tcell.KeyTab, tcell.KeyEnter)
	fetchtest.Eventually(t, "it has stopped", shows("stopped"))
	server.Stopped(t)

	press(tcell.KeyBacktab, tcell.KeyEnter)
	fetchtest.Eventually(t, "half of it is there", shows(" 50 %"))
	press(tcell.KeyEscape)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	server.Stopped(t)
}

func contents(screen tcell.SimulationScreen) string {
	cells, _, _ := screen.GetContents()
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(string(c.Runes))
	}
	return b.String()
}
