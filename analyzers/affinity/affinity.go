package affinity

import (
	"fmt"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/directive"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// New returns an engine. Rules that share it share its work.
func New(settings engine.Settings) (*analysis.Analyzer, error) {
	if len(settings.Toolkits) == 0 {
		return newAnalyzer(settings, toolkit.Default), nil
	}
	set, err := toolkit.New(settings.Toolkits...)
	if err != nil {
		return nil, fmt.Errorf("toolkits: %w", err)
	}
	return newAnalyzer(settings, func() *toolkit.Set { return set }), nil
}

// newAnalyzer asks for the profiles only when a package is analysed: reading them costs some milliseconds, and under go vet
// there is a process for each package, most of which have nothing to do with them.
func newAnalyzer(settings engine.Settings, set func() *toolkit.Set) *analysis.Analyzer {
	settings = settings.Complete()
	return &analysis.Analyzer{
		Name:       "affinity",
		Doc:        "affinity: find out which goroutine runs what",
		URL:        "https://pkg.go.dev/github.com/go-bgkit/bgkit/analyzers/affinity",
		Requires:   []*analysis.Analyzer{directive.Analyzer},
		FactTypes:  []analysis.Fact{new(engine.Facts)},
		ResultType: reflect.TypeFor[*Result](),
		Run: func(pass *analysis.Pass) (any, error) {
			if toolkit.IsStd(pass.Pkg.Path()) { // without asking for the profiles
				return &Result{pass: pass, settings: settings}, nil
			}
			return run(pass, settings, set())
		},
	}
}
