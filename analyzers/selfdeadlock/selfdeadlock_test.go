package selfdeadlock_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
	"github.com/go-bgkit/bgkit/analyzers/selfdeadlock"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, selfdeadlock.Analyzer, "selfdeadlock") }

func TestFixes(t *testing.T) { fixtures.RunFixes(t, selfdeadlock.Analyzer, "selfdeadlock") }
