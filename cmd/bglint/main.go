// Command bglint finds background-execution mistakes in Go programs with a user interface: freezes, self-deadlocks, UI
// calls off the UI goroutine, races on state that a background function captured, and lost work.
//
//	bglint [packages]
//	go vet -vettool=$(which bglint) [packages]
//
// Run "bglint --help" for the flags, "bglint rules" for the rules and "bglint explain RULE" for one of them.
package main

import (
	"os"

	"github.com/go-bgkit/bgkit/analyzers"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/cli"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/vettool"
)

//go:generate go test . -run TestPages -update

func main() {
	args := os.Args[1:]
	if vettool.Requested(args) {
		vettool.Main(args, analyzers.New)
	}
	rules := cli.Rules{All: analyzers.Rules(), Default: analyzers.DefaultRules()}
	os.Exit(cli.Main(args, rules, os.Stdout, os.Stderr))
}
