package lostclient_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
	"github.com/go-bgkit/bgkit/analyzers/lostclient"
)

func TestFixtures(t *testing.T) { fixtures.Run(t, lostclient.Analyzer, "lostclient") }
