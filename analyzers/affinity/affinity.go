package affinity

import (
	"fmt"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/directive"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// Settings are what the analysis and the reports depend on.
type Settings struct {
	Toolkits   []toolkit.Source   // the user's profiles
	Tests      bool               // look at _test.go files too
	Details    bool               // diagnostics are findings in JSON, for bglint's own driver
	Graph      bool               // collect what NewGraph needs
	Confidence finding.Confidence // the least that is reported; "" is likely
}

// New returns an engine. Rules that share it share its work.
func New(settings Settings) (*analysis.Analyzer, error) {
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
func newAnalyzer(settings Settings, set func() *toolkit.Set) *analysis.Analyzer {
	settings = settings.complete()
	return &analysis.Analyzer{
		Name:       "affinity",
		Doc:        "affinity: find out which goroutine runs what",
		URL:        "https://pkg.go.dev/github.com/go-bgkit/bgkit/analyzers/affinity",
		Requires:   []*analysis.Analyzer{directive.Analyzer},
		FactTypes:  []analysis.Fact{new(Facts)},
		ResultType: reflect.TypeFor[*Result](),
		Run: func(pass *analysis.Pass) (any, error) {
			if toolkit.IsStd(pass.Pkg.Path()) { // without asking for the profiles
				return &Result{pass: pass, settings: settings}, nil
			}
			return run(pass, settings, set())
		},
	}
}

// complete returns the settings with what is not said filled in.
func (s Settings) complete() Settings {
	if s.Confidence == "" {
		s.Confidence = finding.Likely
	}
	return s
}

// run analyses one package. The standard library and packages that a profile describes have no summaries of their own:
// the profiles say what there is to know, and say it better than their bodies.
//
// A package that the analysis does not survive is one whose shape nobody foresaw. In a dependency that costs its facts; in
// the program it is an error, which names the package.
func run(pass *analysis.Pass, settings Settings, set *toolkit.Set) (res *Result, err error) {
	res = &Result{pass: pass, settings: settings, toolkits: set}
	if set.Owner(pass.Pkg) != nil {
		return res, nil
	}
	defer func() {
		if cause := recover(); cause != nil {
			res.engine, res.Funcs = nil, nil
			if !dependency(pass) {
				err = fmt.Errorf("internal error of bglint in package %s: %v", pass.Pkg.Path(), cause)
			}
		}
	}()
	e := newEngine(pass, settings, set)
	e.build()
	e.settle()
	e.flow()
	e.ownFills()
	e.propagate()
	e.widgetState()
	if !e.foreign {
		e.recur()
		e.findTimers()
		e.markLeaves()
	}
	res.engine = e
	res.Funcs = e.nodes()
	if err := e.export(); err != nil {
		return nil, err
	}
	if !e.foreign { // the rules run at the same time: what they share is complete before they begin
		e.markHandlers()
		e.collectAccesses()
		e.findRaces()
		e.findAdvice()
		e.collectLockWaits()
		e.collectLeaks()
	}
	return res, nil
}
