package timerrate_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
	"github.com/go-bgkit/bgkit/analyzers/timerrate"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, timerrate.Analyzer, "timerrate") }
