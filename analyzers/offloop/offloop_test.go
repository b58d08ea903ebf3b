package offloop_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
	"github.com/go-bgkit/bgkit/analyzers/offloop"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, offloop.Analyzer, "offloop") }

func TestFixes(t *testing.T) { fixtures.RunFixes(t, offloop.Analyzer, "offloop") }
