package offloop_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/offloop"
	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, offloop.Analyzer, "offloop") }
