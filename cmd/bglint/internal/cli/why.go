package cli

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/go-bgkit/bgkit/analyzers/graph"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/driver"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/report"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/why"
)

const whyLong = `why answers on which goroutines a function runs: every context (the UI goroutine, the background, start-up, a worker
process) with the chain that proves it and the source it stands in. Of a line it says what is called there, what that
does to its goroutine, and why it is reported or why it is not.

A function is named as much as needed: save, View.save, (*View).save, views.Load, a whole import path. A function literal
is a line, or save$1; a field or a method of an interface is named like a function: Clock.OnTick.

Without packages it looks at the whole module, since any package may call the function. Callers in packages that are left
out are not seen. Of a program that bglint has checked, the answer comes from the cache.`

func whyCommand(rules Rules, code *int) *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "why FUNC|FILE:LINE [packages]",
		Short: "say which goroutines run a function, and why a line is reported or not",
		Long:  whyLong,
		Example: `  bglint why save
  bglint why '(*View).save'
  bglint why ui/view.go:31
  bglint why views.Load ./ui/... --format json`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("name a function or FILE:LINE\nrun %q for examples", cmd.CommandPath()+" --help")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			*code, err = explainWhy(cmd, args[0], args[1:], o, rules)
			return err
		},
	}
	graphFlags(cmd, &o)
	cmd.Flags().StringVar(&o.format, "format", "text", "output format: text, json")
	cmd.Flags().StringVar(&o.confidence, "confidence", "", "what counts as reported: certain, likely or possible (default likely)")
	return cmd
}

// graphFlags are the flags of the commands that ask who runs what.
func graphFlags(cmd *cobra.Command, o *options) {
	flags := cmd.Flags()
	flags.StringVarP(&o.dir, "chdir", "C", "", "work in this `folder`")
	flags.StringVar(&o.tags, "tags", "", "build `tags`, separated by commas")
	flags.BoolVar(&o.tests, "tests", false, "look at _test.go files too")
	flags.StringVar(&o.config, "config", "", "configuration `file` (default .bglint.yml here or in a folder above)")
}

func explainWhy(cmd *cobra.Command, query string, patterns []string, o options, rules Rules) (int, error) {
	if o.format != "text" && o.format != "json" {
		return Failed, fmt.Errorf("unknown format %q; valid: text, json", o.format)
	}
	conf, chosen, err := settings(cmd, o, rules)
	if err != nil {
		return Failed, err
	}
	if dir := why.Hidden(query, o.dir); dir != "" && len(patterns) == 0 {
		patterns = []string{"./...", dir}
	}
	res, err := analyse(cmd, conf, driver.Options{Dir: o.dir, Patterns: patterns, Whole: true, Graph: true})
	if err != nil {
		return Failed, err
	}
	report.Errors(cmd.ErrOrStderr(), res)
	answer, err := why.Ask(why.Question{
		Text: query, Dir: o.dir, Root: res.Root, Module: graph.Join(res.Graphs), Findings: res.Findings, Usage: res.Usage,
		Confidence: conf.Confidence, Rules: rules.All, Enabled: chosen,
	})
	if err != nil {
		return Failed, err
	}
	if o.format == "json" {
		enc := json.NewEncoder(cmd.OutOrStdout())
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err = enc.Encode(answer)
	} else {
		err = why.Text(cmd.OutOrStdout(), answer, res.Root)
	}
	if err != nil || len(res.Errors) > 0 {
		return Failed, err
	}
	return Clean, nil
}
