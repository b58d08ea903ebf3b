// Package cli is bggen's command line.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/go-bgkit/bgkit/generator"
)

// Exit codes. Without a command, Different does not occur.
const (
	Same      = 0 // done; diff: everything is as bggen would write it
	Different = 1 // diff: something is not
	Trouble   = 2 // nothing was written: something was refused, or bggen could not run
)

// Main runs the command line and returns the exit code.
func Main(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := Same
	root := command(&code)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	if err := root.ExecuteContext(ctx); err != nil {
		fmt.Fprintln(stderr, "bggen:", strings.ReplaceAll(err.Error(), "\n", "\n\t"))
		return Trouble
	}
	return code
}

const long = `bggen writes wrappers for methods that shall run off the UI goroutine. A wrapper takes what the method's body needs of its
receiver on the calling goroutine, copies it, and runs the body elsewhere, on the copy: the UI goroutine may change the
component meanwhile.

A directive in the doc comment of a method asks for a wrapper:

  //bg:io    the body runs on a goroutine (run.IOBound)
  //bg:cpu   the body runs in a worker process (run.CPUBound); main begins with process.Main()

with these options, separated by blanks:

  name=NAME               of the wrapper; without it, the method's name with Async
  timeout=DURATION        ends the future when the body takes longer
  lazy                    of several calls for one component the latest wins (background.CreateLazy)
  share=FIELD,...         fields that are safe for concurrent use are not copied; the reason stands at the end, after //
  clone=FIELD:FUNC,...    fields that a func(T) T copies

Packages are named as for go build; without any it is the package in the working folder. Each package gets one file,
bggen_gen.go, which is written only when it changes and removed with the last directive. What cannot be wrapped is
refused, everything at once, and then nothing is written.

Exit code: 0 done, 2 something was refused or bggen could not run.`

const examples = `  //go:generate go tool bggen

  bggen ./...
  bggen diff ./...
  bggen explain chart.go:42`

type options struct{ dir, tags string }

func command(code *int) *cobra.Command {
	var o options
	root := &cobra.Command{
		Use:           "bggen [packages]",
		Short:         "write capture-before-thread wrappers",
		Long:          long,
		Example:       examples,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			*code, err = generate(cmd, o, args)
			return err
		},
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w\nrun %q for the flags", err, cmd.CommandPath()+" --help")
	})
	flags := root.PersistentFlags()
	flags.StringVarP(&o.dir, "chdir", "C", "", "work in this `folder`")
	flags.StringVar(&o.tags, "tags", "", "build `tags`, separated by commas")
	if err := root.RegisterFlagCompletionFunc("chdir", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}); err != nil {
		panic(err) // the flag is some lines above
	}
	root.AddCommand(diffCommand(&o, code), explainCommand(&o, code), versionCommand())
	return root
}

// run runs the generator and reports what was refused.
func run(cmd *cobra.Command, o options, patterns []string) (*generator.Result, error) {
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	res, err := generator.Run(cmd.Context(), generator.Config{Dir: o.dir, Tags: o.tags, Patterns: patterns})
	if err != nil {
		return nil, err
	}
	for _, p := range res.Problems {
		fmt.Fprintln(cmd.ErrOrStderr(), p.Text(""))
	}
	return res, nil
}

// generate is the command without a name.
func generate(cmd *cobra.Command, o options, patterns []string) (int, error) {
	res, err := run(cmd, o, patterns)
	if err != nil {
		return Trouble, err
	}
	if len(res.Problems) > 0 {
		return Trouble, nil
	}
	_, err = res.Write()
	if err != nil {
		return Trouble, err
	}
	return Same, nil
}

func diffCommand(o *options, code *int) *cobra.Command {
	return &cobra.Command{
		Use:   "diff [packages]",
		Short: "show what bggen would change, and change nothing",
		Long:  "Diff shows what bggen would change.\n\nExit code: 0 nothing, 1 something, 2 something was refused or bggen could not run.",
		RunE: func(cmd *cobra.Command, args []string) error {
			res, err := run(cmd, *o, args)
			if err != nil || len(res.Problems) > 0 {
				*code = Trouble
				return err
			}
			for _, f := range res.Files {
				if f.Changed() {
					*code = Different
					fmt.Fprint(cmd.OutOrStdout(), diff(generator.Relative("", f.Name), string(f.Old), string(f.New)))
				}
			}
			return nil
		},
	}
}

func explainCommand(o *options, code *int) *cobra.Command {
	return &cobra.Command{
		Use:     "explain FILE:LINE",
		Short:   "say what the wrapper of a method captures, how each field is copied, and why",
		Example: "  bggen explain ui/chart.go:42",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			file, lineText, ok := cutLast(args[0])
			line, err := strconv.Atoi(lineText)
			if !ok || err != nil || line < 1 {
				return fmt.Errorf("%q is not FILE:LINE, for instance chart.go:42", args[0])
			}
			at := filepath.Join(o.dir, file)
			if filepath.IsAbs(file) {
				at = file
			}
			if _, err := os.Stat(at); err != nil {
				return err
			}
			res, err := run(cmd, options{dir: filepath.Dir(at), tags: o.tags}, nil)
			if err != nil {
				return err
			}
			text, found := res.Explain(at, line)
			switch {
			case found:
				fmt.Fprint(cmd.OutOrStdout(), text)
				return nil
			case len(res.Problems) > 0:
				*code = Trouble
				return nil
			}
			return errors.New(args[0] + ": no method with //bg:io or //bg:cpu is there")
		},
	}
}

// cutLast splits FILE:LINE, and takes FILE:LINE:COLUMN too, as compilers write it.
func cutLast(s string) (file, line string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, "", false
	}
	if j := strings.LastIndexByte(s[:i], ':'); j > 1 {
		if _, err := strconv.Atoi(s[j+1 : i]); err == nil {
			return s[:j], s[j+1 : i], true
		}
	}
	return s[:i], s[i+1:], true
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			v := "(unknown)"
			if info, ok := debug.ReadBuildInfo(); ok {
				v = info.Main.Version + " " + info.GoVersion
			}
			fmt.Fprintln(cmd.OutOrStdout(), "bggen", v)
		},
	}
}
