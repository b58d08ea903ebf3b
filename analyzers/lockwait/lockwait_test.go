package lockwait_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
	"github.com/go-bgkit/bgkit/analyzers/lockwait"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, lockwait.Analyzer, "lockwait") }
