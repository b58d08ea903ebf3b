package discarded_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/discarded"
	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, discarded.Analyzer, "discarded") }
