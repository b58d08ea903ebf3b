package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/go-bgkit/bgkit/analyzers/graph"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/chart"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/driver"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/report"
)

const mapLong = `map draws the program as one HTML file that needs nothing else: lanes are goroutines (start-up, the UI goroutine, the
background, worker processes), stops are functions, arrows are crossings from one goroutine to another. What bglint
reports is red, with the chain that proves it. The page searches, filters by package, and zooms.

Functions that nothing in sight runs are left out; "bglint why FUNC" says so of one.`

func mapCommand(rules Rules, code *int) *cobra.Command {
	var o options
	var output string
	cmd := &cobra.Command{
		Use:     "map [packages]",
		Short:   "draw which goroutines run what, as one HTML file",
		Long:    mapLong,
		Example: "  bglint map\n  bglint map -o ui.html ./ui/...",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			*code, err = drawMap(cmd, output, args, o, rules)
			return err
		},
	}
	graphFlags(cmd, &o)
	o.format = "text"
	flags := cmd.Flags()
	flags.StringVarP(&output, "output", "o", "map.html", "the `file` to write; - is standard output")
	flags.StringSliceVar(&o.enable, "enable", nil, "show the findings of only these `rules`")
	flags.StringSliceVar(&o.disable, "disable", nil, "do not show those of these `rules`")
	flags.StringVar(&o.confidence, "confidence", "", "show findings that are at least so sure: certain, likely or possible (default likely)")
	return cmd
}

func drawMap(cmd *cobra.Command, output string, patterns []string, o options, rules Rules) (int, error) {
	conf, chosen, err := settings(cmd, o, rules)
	if err != nil {
		return Failed, err
	}
	res, err := analyse(cmd, conf, driver.Options{Dir: o.dir, Patterns: patterns, Graph: true})
	if err != nil {
		return Failed, err
	}
	report.Errors(cmd.ErrOrStderr(), res)
	if len(res.Graphs) == 0 {
		return Failed, errors.New("there is nothing to draw: no package could be analysed that is not a toolkit's or a test's own")
	}
	var paths []string
	for _, g := range res.Graphs {
		paths = append(paths, g.Path)
	}
	prefix := commonPath(paths)
	data := chart.New(prefix, prefix, graph.Join(res.Graphs), selected(res.Findings, conf.Confidence, chosen))
	var page bytes.Buffer
	if err := chart.Write(&page, data); err != nil {
		return Failed, err
	}
	if output == "-" {
		_, err = cmd.OutOrStdout().Write(page.Bytes())
	} else if err = os.WriteFile(output, page.Bytes(), 0o666); err == nil {
		fmt.Fprintln(cmd.OutOrStdout(), output)
	}
	if err != nil || len(res.Errors) > 0 {
		return Failed, err
	}
	return Clean, nil
}

// commonPath returns the longest import path that all paths are or begin with.
func commonPath(paths []string) string {
	prefix := paths[0]
	for _, p := range paths[1:] {
		for p != prefix && !strings.HasPrefix(p, prefix+"/") && prefix != "." {
			prefix = path.Dir(prefix)
		}
	}
	return strings.TrimPrefix(prefix, ".")
}
