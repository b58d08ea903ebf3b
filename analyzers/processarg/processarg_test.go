package processarg_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
	"github.com/go-bgkit/bgkit/analyzers/processarg"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, processarg.Analyzer, "processarg") }
