package poolhog_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
	"github.com/go-bgkit/bgkit/analyzers/poolhog"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, poolhog.Analyzer, "poolhog") }
