//go:build linux

// Package process measures bgkit's worker processes against their peers.
package process

import (
	"flag"
	"os"
	"testing"

	"github.com/go-bgkit/bgkit/runtime/process"
)

var ratios = flag.Bool("ratios", false, "print the table of ratios")

// roleVariable makes this binary the other side of a peer.
const roleVariable = "BGKIT_BENCHMARK_ROLE"

var roles = map[string]func(){"pong": servePong, "rpc": serveRPC, "plugin": servePlugin}

func TestMain(m *testing.M) {
	process.Main()
	if serve := roles[os.Getenv(roleVariable)]; serve != nil {
		serve()
		os.Exit(0)
	}
	os.Exit(m.Run())
}
