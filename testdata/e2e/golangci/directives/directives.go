// Package directives has a freeze in every function, and every way to say that it is meant: a line that is reported
// says "want" and the names of the rules.
package directives

import (
	"time"

	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

func buttons(w *screen.Window) {
	w.Button("plain", plain)
	w.Button("nolint", nolint)
	w.Button("nolint of another", nolintOther)
	w.Button("ignored", ignored)
	w.Button("ignored by name", ignoredByName)
	w.Button("ignored whole", ignoredWhole)
	w.Button("without reason", withoutReason)
	w.Button("unknown rule", unknownRule)
	w.Button("unused", unused)
}

func plain() {
	time.Sleep(time.Second) // want blocking
}

func nolint() {
	time.Sleep(time.Second) //nolint:bglint // a second is what the user asked for
}

func nolintOther() {
	time.Sleep(time.Second) //nolint:errcheck // want blocking
}

func ignored() {
	time.Sleep(time.Second) //bg:ignore BG101 a second is what the user asked for
}

func ignoredByName() {
	//bg:ignore blocking a second is what the user asked for
	time.Sleep(time.Second)
}

// ignoredWhole sleeps on purpose.
//
//bg:ignore BG101 a second is what the user asked for
func ignoredWhole() {
	time.Sleep(time.Second)
}

func withoutReason() {
	time.Sleep(time.Second) //bg:ignore BG101 // want blocking directive
}

func unknownRule() {
	time.Sleep(time.Second) //bg:ignore BG999 a second // want blocking directive
}

func unused() {
	println() //bg:ignore BG101 nothing blocks here // want directive
}
