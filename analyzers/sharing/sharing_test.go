package sharing_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
	"github.com/go-bgkit/bgkit/analyzers/sharing"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, sharing.Analyzer, "sharing") }
