package affinity_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
)

// TestReadersTakeTurns: drivers run analyzers side by side, and the readers of one result must not ask it at once.
func TestReadersTakeTurns(t *testing.T) {
	engine, err := affinity.New(affinity.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	var reading, all atomic.Int32
	top := &analysis.Analyzer{Name: "top", Doc: "top: requires all readers", Run: func(*analysis.Pass) (any, error) { return nil, nil }}
	for i := range 8 {
		a := &analysis.Analyzer{Name: fmt.Sprint("reader", i), Doc: "reader: reads"}
		top.Requires = append(top.Requires, affinity.NewReader(a, engine, func(*analysis.Pass, *affinity.Result) error {
			if all.Add(1); reading.Add(1) > 1 {
				t.Error("two readers at once")
			}
			for range 1000 {
				runtime.Gosched()
			}
			reading.Add(-1)
			return nil
		}))
	}
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, testdata, top, "timerrate/crosspkg/clock")
	if all.Load() != 8 {
		t.Errorf("%d readers of 8 have run", all.Load())
	}
}
