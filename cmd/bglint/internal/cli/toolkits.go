package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/config"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/profiles"
)

const toolkitsLong = `toolkits lists what bglint knows about: UI toolkits, and libraries that block or run functions elsewhere. Those of the
configuration file are among them.

A toolkit of your own is described in the same form, under toolkits in .bglint.yml:

  toolkits:
    - name: mykit
      title: MyKit                       # in messages
      ui: MyKit's main loop
      do: app.Post                       # how to get to the UI goroutine, for advice
      packages:
        - path: example.com/mykit
      callbacks: ui                      # who runs functions that the API receives
      roles:
        - role: ui                       # must be called on the UI goroutine
          symbols: [(*example.com/mykit.*).Set*]
        - role: dispatch                 # runs its function there; this one waits for it
          waits: true
          symbols: [(*example.com/mykit.App).Call]

Wrappers of a known toolkit need no profile: bglint reads their bodies. "bglint toolkits show NAME" prints a complete example,
"bglint toolkits check .bglint.yml" finds keys, roles and symbols that do not exist.`

func toolkitsCommand(code *int) *cobra.Command {
	var dir, file string
	cmd := &cobra.Command{
		Use:     "toolkits",
		Short:   "list the toolkits that bglint knows, and how to add one",
		Long:    toolkitsLong,
		Example: "  bglint toolkits\n  bglint toolkits show gotk4\n  bglint toolkits check mykit.yml",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return listToolkits(cmd, dir, file)
		},
	}
	cmd.Flags().StringVarP(&dir, "chdir", "C", "", "work in this `folder`")
	cmd.Flags().StringVar(&file, "config", "", "configuration `file` (default .bglint.yml here or in a folder above)")
	cmd.AddCommand(showToolkitCommand(), checkToolkitCommand(code))
	return cmd
}

func listToolkits(cmd *cobra.Command, dir, file string) error {
	var err error
	if file == "" {
		if file, err = config.Find(dir); err != nil {
			return err
		}
	}
	conf := new(config.Config)
	if file != "" {
		if conf, err = config.Load(file); err != nil {
			return err
		}
	}
	set, err := toolkit.New(conf.Toolkits...)
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	for _, p := range set.Profiles() {
		title := p.Title
		if p.UIName != "" {
			title += ": " + p.UIName
		}
		fmt.Fprintf(out, "%-13s %s\n", p.Name, title)
		for _, path := range p.Packages() {
			fmt.Fprintf(out, "%-13s   %s\n", "", path)
		}
	}
	fmt.Fprintf(out, "\nTo describe one of your own see %q.\n", cmd.CommandPath()+" --help")
	return nil
}

func toolkitNames() []string {
	var names []string
	for _, p := range toolkit.Default().Profiles() {
		names = append(names, p.Name)
	}
	return names
}

func showToolkitCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "show NAME",
		Short: "print what bglint knows about a toolkit, in the form in which one is described",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name a toolkit; valid: " + strings.Join(toolkitNames(), ", "))
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return toolkitNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			text, ok := toolkit.Text(args[0])
			if !ok || !slices.Contains(toolkitNames(), args[0]) {
				return fmt.Errorf("unknown toolkit %q; valid: %s", args[0], strings.Join(toolkitNames(), ", "))
			}
			_, err := cmd.OutOrStdout().Write(text)
			return err
		},
	}
}

const checkToolkitLong = `check reads a profile, a list of them, or the toolkits of a configuration file, and looks for the packages and symbols that
they name in the modules of the program in this folder. Nothing is compiled, so C headers need not be there; GOOS and tags
choose among files as they do for go build.

Exit code: 0 everything is there, 1 something is not, 2 the file could not be read.`

func checkToolkitCommand(code *int) *cobra.Command {
	var dir, tags string
	cmd := &cobra.Command{
		Use:     "check FILE",
		Short:   "hold a description of a toolkit against the toolkit's packages",
		Long:    checkToolkitLong,
		Example: "  bglint toolkits check .bglint.yml\n  GOOS=windows bglint toolkits check mykit.yml -C ../app",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name one file to check; the packages that it describes are found in the module here, or of -C")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			res, err := profiles.Check(cmd.Context(), args[0], dir, tags)
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			for _, line := range append(res.Problems, res.Notes...) {
				fmt.Fprintln(out, line)
			}
			if len(res.Problems) > 0 {
				*code = Findings
				return nil
			}
			fmt.Fprintf(out, "%s: %s in %s, all there\n", args[0], finding.Count(res.Symbols, "symbol"), finding.Count(len(res.Packages), "package"))
			return nil
		},
	}
	cmd.Flags().StringVarP(&dir, "chdir", "C", "", "look for the toolkit's packages from this `folder`")
	cmd.Flags().StringVar(&tags, "tags", "", "build `tags`, separated by commas")
	return cmd
}
