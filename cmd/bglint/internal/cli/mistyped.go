package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// mistyped says what is wrong with a command line that the flags' and commands' own checks let through.
func mistyped(cmd *cobra.Command, patterns []string, o options) error {
	var errs []error
	if o.fix && o.diff {
		errs = append(errs, errors.New("--fix changes the files and --diff only shows how: say one of them"))
	}
	for _, p := range patterns {
		if strings.ContainsAny(p, "./\\") {
			continue
		}
		if _, err := os.Stat(filepath.Join(o.dir, p)); err == nil {
			continue
		}
		if like := cmd.SuggestionsFor(p); len(like) > 0 {
			errs = append(errs, fmt.Errorf("%q is no command and no folder here; did you mean %s?", p, strings.Join(like, " or ")))
		}
	}
	return errors.Join(errs...)
}
