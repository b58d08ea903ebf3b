package finding

import "testing"

// TestKey: how many further places there are is no part of what a finding is.
func TestKey(t *testing.T) {
	for message, want := range map[string]string{
		"reads v.a, which races (and 1 more field); copy it":                               "reads v.a, which races; copy it",
		"reads v.a, which races (and 12 more variables)":                                   "reads v.a, which races",
		"l.SetText runs off the UI goroutine, with 71 more UI operations here; wrap it":    "l.SetText runs off the UI goroutine; wrap it",
		"http.Get blocks the UI goroutine (handler given to (*tview.Box).SetFocusFunc); x": "http.Get blocks the UI goroutine (handler given to (*tview.Box).SetFocusFunc); x",
		"a timer of 3 ms": "a timer of 3 ms",
	} {
		if got := (&Finding{Message: message}).Key().Message; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
