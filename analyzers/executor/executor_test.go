package executor_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/executor"
	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, executor.Analyzer, "executor") }
