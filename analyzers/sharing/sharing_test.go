package sharing_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/sharing"
	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, sharing.Analyzer, "sharing") }
