package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/baseline"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/changes"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/config"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/driver"
)

// A narrowing leaves out findings that are there but not to be reported: those that a baseline knows, and those that have
// nothing to do with what has changed.
type narrowing struct {
	known   *baseline.Baseline // or nil
	file    string             // the baseline's
	changed *changes.Set       // or nil
}

// newNarrowing reads what it needs before anything takes long. The error has everything that is wrong.
func newNarrowing(ctx context.Context, o options, conf *config.Config) (*narrowing, error) {
	n := &narrowing{file: conf.Baseline}
	var errs []error
	if conf.Baseline != "" {
		var err error
		if n.known, err = baseline.Load(conf.Baseline); errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%w: \"bglint baseline write\" writes it", err)
			errs = append(errs, err)
		} else if err != nil {
			errs = append(errs, err)
		}
	}
	if o.newFrom != "" {
		var err error
		if n.changed, err = changes.Since(ctx, o.dir, o.newFrom); err != nil {
			errs = append(errs, fmt.Errorf("--new-from %s: %w", o.newFrom, err))
		}
	}
	return n, errors.Join(errs...)
}

// apply leaves out of the result what is not to be reported. all are the findings whatever their rule and confidence.
func (n *narrowing) apply(cmd *cobra.Command, res *driver.Result, all []*finding.Finding, judged func(baseline.Entry) bool) error {
	if n.known != nil {
		res.Findings = n.known.Unknown(res.Findings)
		if stale, _ := n.known.Stale(all, judged); len(stale) > 0 {
			entries := "entries"
			if len(stale) == 1 {
				entries = "entry"
			}
			cmd.PrintErrf("bglint: %s has %d stale %s: \"bglint baseline check\" says which, \"bglint baseline write\" drops them\n",
				filepath.Base(n.file), len(stale), entries)
		}
	}
	if n.changed == nil || res.Root == "" {
		return nil
	}
	prefix, err := changes.Prefix(cmd.Context(), res.Root)
	if err != nil {
		return err
	}
	res.Findings = slices.DeleteFunc(res.Findings, func(f *finding.Finding) bool { return !n.changed.Touches(f, prefix) })
	return nil
}

// judge returns a function that says of a baseline's entry whether a run would have found it, were it still there: its
// package was analysed, and its test files were, if it stands in one. A package that is gone was in a sense analysed by
// a run over the whole module.
func judge(dir string, patterns []string, conf *config.Config, res *driver.Result) func(baseline.Entry) bool {
	whole := len(patterns) == 0 || slices.Equal(patterns, []string{"./..."})
	if here, err := filepath.Abs(dir); err != nil || !sameFolder(here, res.Root) {
		whole = false
	}
	return func(e baseline.Entry) bool {
		if e.Test && !conf.Tests {
			return false
		}
		path := e.Package
		if e.Test && !res.Checked[path] {
			path = strings.TrimSuffix(path, "_test")
		}
		if res.Checked[path] {
			return true
		}
		failed := slices.ContainsFunc(res.Errors, func(e driver.Error) bool { return e.Package == path })
		return whole && !failed
	}
}

// sameFolder compares two folders, either of which may have been reached through a symbolic link.
func sameFolder(a, b string) bool {
	if a == b {
		return true
	}
	a, errA := filepath.EvalSymlinks(a)
	b, errB := filepath.EvalSymlinks(b)
	return errA == nil && errB == nil && a == b
}
