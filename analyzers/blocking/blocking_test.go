package blocking_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/blocking"
	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, blocking.Analyzer, "blocking") }

func TestDependencies(t *testing.T) { fixtures.RunModule(t, blocking.Analyzer, "blocking") }
