// Package cli is bglint's command line.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/go-bgkit/bgkit/analyzers"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/rule"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/config"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/driver"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/report"
)

// Exit codes.
const (
	Clean    = 0 // nothing found
	Findings = 1 // something found
	Failed   = 2 // the command could not run, or some packages could not be checked
)

// Rules are all rules, and those that run by default.
type Rules struct{ All, Default []rule.Info }

// Main runs the command line and returns the exit code.
func Main(args []string, rules Rules, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	code := Clean
	root := command(rules, &code)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	if err := root.ExecuteContext(ctx); err != nil {
		fmt.Fprintln(stderr, "bglint:", strings.ReplaceAll(err.Error(), "\n", "\n\t"))
		return Failed
	}
	return code
}

const long = `bglint finds background-execution mistakes in Go programs with a user interface: freezes, self-deadlocks, UI calls off
the UI goroutine, races on state that a background function captured, and lost work. It knows Fyne, tview, gocui, Bubble
Tea and others, and bgkit's own runtime.

Packages are named as for go build; without any it is ./... . Each report comes with the chain that proves it. The go
command caches results: what has not changed is not analysed again.

Exit code: 0 nothing found, 1 something found, 2 bglint could not run or could not check some packages (it says which and
why; the others are checked all the same).`

const examples = `  bglint
  bglint ./ui/... --confidence certain
  bglint --disable discarded --format json ./...
  bglint explain blocking
  bglint --diff ./... && echo nothing to fix
  go vet -vettool=$(which bglint) ./...`

type options struct {
	dir, format, confidence, config, tags string
	baseline, newFrom                     string
	enable, disable                       []string
	tests, fix, diff                      bool
}

func command(rules Rules, code *int) *cobra.Command {
	var o options
	root := &cobra.Command{
		Use:           "bglint [packages]",
		Short:         "find background-execution mistakes in Go UI programs",
		Long:          long,
		Example:       examples,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			*code, err = lint(cmd, args, o, rules)
			return err
		},
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w\nrun %q for the flags", err, cmd.CommandPath()+" --help")
	})
	names := func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return ruleNames(rules.All), cobra.ShellCompDirectiveNoFileComp
	}
	o.define(root, names)
	o.defineFormat(root)
	root.Flags().StringVar(&o.newFrom, "new-from", "", "report only what has to do with lines changed since this `revision`")
	root.SuggestionsMinimumDistance = 2 // letters, for mistyped
	root.Version = version()
	root.SetVersionTemplate("bglint {{.Version}}\n")
	root.AddCommand(baselineCommand(rules, code, names), whyCommand(rules, code), mapCommand(rules, code), explainCommand(rules, names), rulesCommand(rules), toolkitsCommand(code),
		versionCommand(), manCommand())
	return root
}

// define gives a command that runs the rules its flags.
func (o *options) define(cmd *cobra.Command, names cobra.CompletionFunc) {
	flags := cmd.Flags()
	flags.StringVarP(&o.dir, "chdir", "C", "", "work in this `folder`")
	flags.StringSliceVar(&o.enable, "enable", nil, "run only these `rules`, by id or name (\"default\" and \"all\" stand for many)")
	flags.StringSliceVar(&o.disable, "disable", nil, "do not run these `rules`")
	flags.StringVar(&o.confidence, "confidence", "", "report what is at least so sure: certain, likely or possible (default likely)")
	flags.StringVar(&o.tags, "tags", "", "build `tags`, separated by commas")
	flags.BoolVar(&o.tests, "tests", false, "report in _test.go files too")
	flags.StringVar(&o.baseline, "baseline", "", "leave out the findings that this `file` knows, see \"bglint help baseline\"")
	flags.BoolVar(&o.fix, "fix", false, "apply the first fix of each finding, and report what is left")
	flags.BoolVar(&o.diff, "diff", false, "print what --fix would change as a patch, and change nothing; exit code 1 if there is any")
	flags.StringVar(&o.config, "config", "", "configuration `file` (default .bglint.yml here or in a folder above)")
	for flag, f := range map[string]cobra.CompletionFunc{
		"enable": names, "disable": names,
		"confidence": cobra.FixedCompletions([]string{"certain", "likely", "possible"}, cobra.ShellCompDirectiveNoFileComp),
		"chdir": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	} {
		complete(cmd, flag, f)
	}
}

// defineFormat gives a command that prints findings its flag.
func (o *options) defineFormat(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.format, "format", "text", "output format: "+strings.Join(report.Formats, ", "))
	complete(cmd, "format", cobra.FixedCompletions(report.Formats, cobra.ShellCompDirectiveNoFileComp))
}

// complete says how the shell completes a flag's value.
func complete(cmd *cobra.Command, flag string, f cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(err) // the flag is defined where this is called
	}
}

// lint runs the main command and returns the exit code.
func lint(cmd *cobra.Command, patterns []string, o options, rules Rules) (int, error) {
	if err := mistyped(cmd, patterns, o); err != nil {
		return Failed, err
	}
	conf, chosen, err := settings(cmd, o, rules)
	if err != nil {
		return Failed, err
	}
	narrow, err := newNarrowing(cmd.Context(), o, conf)
	if err != nil {
		return Failed, err
	}
	res, err := analyse(cmd, conf, driver.Options{Dir: o.dir, Patterns: patterns})
	if err != nil {
		return Failed, err
	}
	all := res.Findings
	res.Findings = selected(all, conf.Confidence, chosen)
	if err := narrow.apply(cmd, res, all, judge(o.dir, patterns, conf, res)); err != nil {
		return Failed, err
	}
	switch {
	case o.diff:
		report.Errors(cmd.ErrOrStderr(), res)
		code, err := diff(cmd.OutOrStdout(), cmd.ErrOrStderr(), res)
		if err == nil && len(res.Errors) > 0 {
			code = Failed
		}
		return code, err
	case o.fix:
		if err := fix(cmd.ErrOrStderr(), res); err != nil {
			return Failed, err
		}
	}
	err = report.Write(cmd.OutOrStdout(), cmd.ErrOrStderr(), o.format, report.Document{Result: res, Rules: chosen, Version: version()})
	switch {
	case err != nil:
		return Failed, err
	case len(res.Errors) > 0:
		return Failed, nil
	case len(res.Findings) > 0:
		return Findings, nil
	}
	return Clean, nil
}

// analyse runs the driver with what the configuration says, and shows on a terminal how far it is.
func analyse(cmd *cobra.Command, conf *config.Config, opts driver.Options) (*driver.Result, error) {
	opts.Tags, opts.Tests = conf.Tags, conf.Tests
	for _, source := range conf.Toolkits {
		text, err := yaml.Marshal(source.Node)
		if err != nil {
			return nil, err
		}
		opts.Toolkits += string(text)
	}
	stop := func() {}
	if stderr := cmd.ErrOrStderr(); report.Terminal(stderr) {
		opts.Progress, stop = progress(stderr, time.Second)
	}
	defer stop()
	return driver.Run(cmd.Context(), opts)
}

// selected returns the findings of the chosen rules that are sure enough.
func selected(all []*finding.Finding, min finding.Confidence, chosen []rule.Info) []*finding.Finding {
	var some []*finding.Finding
	for _, f := range all {
		if f.Confidence.AtLeast(min) && slices.ContainsFunc(chosen, func(r rule.Info) bool { return r.ID == f.Rule }) {
			some = append(some, f)
		}
	}
	return some
}

// settings puts the configuration file and the flags together; a flag wins, and --disable adds. The error has all
// mistakes.
func settings(cmd *cobra.Command, o options, rules Rules) (*config.Config, []rule.Info, error) {
	var errs []error
	conf := new(config.Config)
	path, err := o.config, error(nil)
	if path == "" {
		path, err = config.Find(o.dir)
	}
	if err == nil && path != "" {
		if conf, err = config.Load(path); conf == nil {
			conf = new(config.Config)
		}
	}
	if err != nil {
		errs = append(errs, err)
	}
	flags := cmd.Flags()
	if flags.Changed("enable") {
		conf.Enable = o.enable
	}
	conf.Disable = append(conf.Disable, o.disable...)
	if flags.Changed("tags") {
		conf.Tags = o.tags
	}
	if flags.Changed("tests") {
		conf.Tests = o.tests
	}
	if flags.Changed("baseline") {
		conf.Baseline = o.baseline
	}
	if flags.Changed("confidence") {
		conf.Confidence = finding.Confidence(o.confidence)
	}
	if conf.Confidence, err = analyzers.ParseConfidence(string(conf.Confidence)); err != nil {
		errs = append(errs, err)
	}
	if o.format != "" && !slices.Contains(report.Formats, o.format) {
		errs = append(errs, fmt.Errorf("unknown format %q; valid: %s", o.format, strings.Join(report.Formats, ", ")))
	}
	chosen, err := conf.Choose(rules.All, rules.Default)
	if err != nil {
		errs = append(errs, err)
	} else if len(chosen) == 0 {
		errs = append(errs, errors.New("no rule is left: everything that is enabled is disabled"))
	}
	return conf, chosen, errors.Join(errs...)
}

// progress returns a function that shows how far the analysis is, once it takes longer than wait, and one that takes the
// line away again.
func progress(w io.Writer, wait time.Duration) (show func(checked, total, analysed int), stop func()) {
	start, shown := time.Now(), false
	show = func(checked, total, analysed int) {
		if time.Since(start) < wait {
			return
		}
		shown = true
		fmt.Fprintf(w, "\r\x1b[Kbglint: %d of %d packages checked, %d analysed with their dependencies", checked, total, analysed)
	}
	stop = func() {
		if shown {
			fmt.Fprint(w, "\r\x1b[K")
		}
	}
	return show, stop
}

func explainCommand(rules Rules, names cobra.CompletionFunc) *cobra.Command {
	all := false
	cmd := &cobra.Command{
		Use:               "explain RULE...",
		Short:             "say what a rule finds, why it matters and how to mend it",
		Example:           "  bglint explain BG101\n  bglint explain blocking capture\n  bglint explain --all",
		ValidArgsFunction: names,
		RunE: func(cmd *cobra.Command, args []string) error {
			if all == (len(args) > 0) {
				return errors.New("name the rules to explain, or say --all")
			}
			if all {
				args = []string{"all"}
			}
			chosen, err := analyzers.Settings{Enable: args}.Choose(rules.All, rules.Default)
			if err != nil {
				return err
			}
			for i, r := range chosen {
				if i > 0 {
					fmt.Fprintln(cmd.OutOrStdout())
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s %s\n\n%s\n", r.ID, r.Doc, r.URL())
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "explain every rule")
	return cmd
}

func rulesCommand(rules Rules) *cobra.Command {
	return &cobra.Command{
		Use:   "rules",
		Short: "list the rules",
		Args:  cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			for _, r := range rules.All {
				note := ""
				if !slices.ContainsFunc(rules.Default, func(d rule.Info) bool { return d.ID == r.ID }) {
					note = " (not by default)"
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s  %-12s  %s%s\n", r.ID, r.Name, r.Title(), note)
			}
		},
	}
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			fmt.Fprintln(cmd.OutOrStdout(), "bglint", version())
		},
	}
}

// version is the module's version, and the commit where the build knows it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	v := info.Main.Version
	if v == "" {
		v = "(devel)"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && !strings.Contains(v, s.Value[:min(12, len(s.Value))]) {
			v += " " + s.Value[:min(12, len(s.Value))]
		}
	}
	return v + " " + info.GoVersion
}

func ruleNames(rules []rule.Info) []string {
	var names []string
	for _, r := range rules {
		names = append(names, cobra.CompletionWithDesc(r.Name, r.ID+": "+r.Title()), cobra.CompletionWithDesc(r.ID, r.Title()))
	}
	return names
}
