package process

import (
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
)

// startedAsWorker is whether this process was started as a worker. It is read
// before main, so that a program whose main forgets Main is noticed.
var startedAsWorker = os.Getenv(marker) != ""

// IsWorker reports whether this process is a worker. It does from the start,
// also in package-level variables and init functions.
func IsWorker() bool { return startedAsWorker }

var concurrency int

// Concurrency is, in a worker after Main, how many tasks its pool runs at a
// time, this one included: a library with threads of its own should use no
// more than that fraction of the machine. In the program it is 0.
func Concurrency() int { return concurrency }

// nested reports whether this process must not have workers.
func nested() bool { return startedAsWorker }

// Main must be the first call in the program's main (and in TestMain of tests
// that submit tasks). In the program it returns at once. In a worker, which is
// the same program started again, it serves tasks and never returns: the
// process ends when the pool or the program says so, or ends itself.
//
// Package-level variables and init functions run in workers too, before Main.
// Globals start fresh there; nothing of the program's memory is inherited.
func Main() {
	if !startedAsWorker {
		return
	}
	// Ctrl-C reaches every process of the terminal. The program decides.
	signal.Ignore(os.Interrupt)
	number, handles, _ := strings.Cut(os.Getenv(marker), ":")
	concurrency, _ = strconv.Atoi(number)
	os.Unsetenv(marker) // programs that a task starts are no workers
	data, control, err := inheritedLinks(handles)
	if err != nil {
		fmt.Fprintf(os.Stderr, "process: %s is set, but no pool started this program: %v\n", marker, err)
		os.Exit(2)
	}
	preferForOOM()
	s := newServer(data, control)
	go s.obey()
	go s.serve()
	select {} // obey or serve ends the process
}
