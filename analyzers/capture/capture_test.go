package capture_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/capture"
	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, capture.Analyzer, "capture") }

func TestFixes(t *testing.T) { fixtures.RunFixes(t, capture.Analyzer, "capture") }
