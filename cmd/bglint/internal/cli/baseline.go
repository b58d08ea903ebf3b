package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/rule"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/baseline"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/config"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/driver"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/report"
)

const baselineLong = `A baseline is a file with the findings that a project knows of and has left for later. With --baseline FILE, or the key
baseline in .bglint.yml, bglint reports only what is not in it.

An entry names a finding by its rule, its function and its message, not by its line: edits elsewhere in a file do not bring
it back. Of findings that are the same in all of that it has the number. What is mended is to leave the file: "check" fails
on entries that are stale, so that the file only ever shrinks.

Write and check it on the same platform and with the same build tags: an entry for a file that is not compiled looks mended.`

func baselineCommand(rules Rules, code *int, names cobra.CompletionFunc) *cobra.Command {
	parent := &cobra.Command{
		Use:   "baseline",
		Short: "keep a file of the findings that are known and left for later",
		Long:  baselineLong,
		Example: `  bglint baseline write           # .bglint-baseline.yml, or what .bglint.yml names
  bglint baseline check           # for CI: new findings and stale entries
  bglint --baseline .bglint-baseline.yml ./...`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return errors.New("say what to do with the baseline: write or check")
		},
	}
	for _, sub := range []struct {
		use, short string
		run        func(*baselineRun) (int, error)
	}{
		{"write", "write the findings that there are now into the baseline", (*baselineRun).write},
		{"check", "report findings that are not in the baseline, and entries that are stale", (*baselineRun).check},
	} {
		var o options
		cmd := &cobra.Command{
			Use:   sub.use + " [packages]",
			Short: sub.short,
			Args:  cobra.ArbitraryArgs,
			RunE: func(cmd *cobra.Command, args []string) error {
				r, err := newBaselineRun(cmd, args, o, rules)
				if err == nil {
					*code, err = sub.run(r)
				}
				return err
			},
		}
		o.define(cmd, names)
		if sub.use == "check" {
			o.defineFormat(cmd)
		}
		cmd.Flags().Lookup("baseline").Usage = "the baseline's `file` (default " + baseline.FileName + ")"
		parent.AddCommand(cmd)
	}
	return parent
}

// A baselineRun is what write and check have in common.
type baselineRun struct {
	cmd      *cobra.Command
	patterns []string
	options  options
	conf     *config.Config
	chosen   []rule.Info
	file     string             // the baseline's
	known    *baseline.Baseline // its content, nil if it does not exist
}

func newBaselineRun(cmd *cobra.Command, patterns []string, o options, rules Rules) (*baselineRun, error) {
	conf, chosen, err := settings(cmd, o, rules)
	if err != nil {
		return nil, err
	}
	r := &baselineRun{cmd: cmd, patterns: patterns, options: o, conf: conf, chosen: chosen}
	r.file = cmp.Or(conf.Baseline, filepath.Join(o.dir, baseline.FileName))
	if r.known, err = baseline.Load(r.file); errors.Is(err, fs.ErrNotExist) {
		return r, nil
	}
	return r, err
}

// lint returns the result with the findings that the settings ask for, and all of them.
func (r *baselineRun) lint() (res *driver.Result, all []*finding.Finding, err error) {
	res, err = analyse(r.cmd, r.conf, driver.Options{Dir: r.options.dir, Patterns: r.patterns})
	if err != nil {
		return nil, nil, err
	}
	all = res.Findings
	res.Findings = selected(all, r.conf.Confidence, r.chosen)
	return res, all, nil
}

// name is the baseline's name for people: as the findings' names are, relative to the module's root, if it is below that.
func (r *baselineRun) name(res *driver.Result) string {
	if file, err := filepath.Abs(r.file); err == nil {
		if rel, err := filepath.Rel(res.Root, file); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return r.file
}

func (r *baselineRun) write() (int, error) {
	res, _, err := r.lint()
	if err != nil {
		return Failed, err
	}
	b := baseline.New(res.Findings)
	if r.known != nil {
		b.Keep(r.known, judge(r.options.dir, r.patterns, r.conf, res))
	}
	data, err := b.Encode()
	if err != nil {
		return Failed, err
	}
	if err := os.WriteFile(r.file, data, 0o666); err != nil {
		return Failed, err
	}
	hint := ""
	if r.conf.Baseline == "" {
		hint = fmt.Sprintf("; put \"baseline: %s\" into .bglint.yml to have it used", filepath.Base(r.file))
	}
	fmt.Fprintf(r.cmd.OutOrStdout(), "%s: %s%s\n", r.name(res), finding.Count(b.Len(), "finding"), hint)
	if len(res.Errors) > 0 {
		res.Findings = nil
		return Failed, report.Text(r.cmd.OutOrStdout(), r.cmd.ErrOrStderr(), report.Document{Result: res})
	}
	return Clean, nil
}

func (r *baselineRun) check() (int, error) {
	if r.known == nil {
		return Failed, fmt.Errorf("no baseline %s: \"bglint baseline write\" writes it", r.file)
	}
	res, all, err := r.lint()
	if err != nil {
		return Failed, err
	}
	res.Findings = r.known.Unknown(res.Findings)
	doc := report.Document{Result: res, Rules: r.chosen, Version: version()}
	stale, found := r.known.Stale(all, judge(r.options.dir, r.patterns, r.conf, res))
	for i, e := range stale {
		doc.Stale = append(doc.Stale, report.Stale{File: r.name(res), Line: e.Line, Count: e.Count, Found: found[i], Entry: e.String()})
	}
	if err := report.Write(r.cmd.OutOrStdout(), r.cmd.ErrOrStderr(), r.options.format, doc); err != nil {
		return Failed, err
	}
	switch {
	case len(res.Errors) > 0:
		return Failed, nil
	case len(res.Findings) > 0 || len(stale) > 0:
		return Findings, nil
	}
	return Clean, nil
}
