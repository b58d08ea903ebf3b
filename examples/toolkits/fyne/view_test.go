package main

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/go-bgkit/bgkit/examples/toolkits/fetch/fetchtest"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// Fyne's test driver needs no display. It runs what it is given on the calling goroutine; the client keeps that apart.
func TestDownload(t *testing.T) {
	server := fetchtest.New(t)
	app := test.NewApp()
	defer app.Quit()
	client := ui.NewClient(fyne.Do)
	defer client.Delete()
	v := newView(client)
	test.NewWindow(v.content())

	on := func(f func()) {
		t.Helper()
		if err := client.Call(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	shows := func(part float64, text string) func() bool {
		return func() (ok bool) {
			on(func() { ok = v.bar.Value == part && strings.HasPrefix(v.result.Text, text) })
			return ok
		}
	}
	start := func() {
		on(func() {
			v.url.SetText(server.URL)
			test.Tap(v.start)
			if !v.start.Disabled() {
				t.Error("a second download can be started beside the first")
			}
		})
	}

	start()
	fetchtest.Eventually(t, "half of it is there", shows(0.5, "downloading"))
	server.Release()
	fetchtest.Eventually(t, "the result is there", shows(1, "SHA-256 "+server.Sum))

	start()
	fetchtest.Eventually(t, "half of it is there", shows(0.5, "downloading"))
	on(func() { test.Tap(v.stop) })
	fetchtest.Eventually(t, "it has stopped", shows(0.5, "stopped"))
	server.Stopped(t)

	on(func() { v.url.SetText("nowhere://"); test.Tap(v.start) })
	fetchtest.Eventually(t, "the error is there", shows(0, "failed: "))

	start()
	fetchtest.Eventually(t, "half of it is there", shows(0.5, "downloading"))
	client.Delete() // the window is closed
	server.Stopped(t)
}
