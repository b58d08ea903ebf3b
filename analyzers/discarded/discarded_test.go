package discarded_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/discarded"
	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, discarded.Analyzer, "discarded") }

func TestFixes(t *testing.T) { fixtures.RunFixes(t, discarded.Analyzer, "discarded") }
