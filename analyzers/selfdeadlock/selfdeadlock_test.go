package selfdeadlock_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/selfdeadlock"
	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, selfdeadlock.Analyzer, "selfdeadlock") }
