package cleanup_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/cleanup"
	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, cleanup.Analyzer, "cleanup") }
