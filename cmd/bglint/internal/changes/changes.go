// Package changes asks git which lines of the work tree are new since a commit.
package changes

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path"
	"strconv"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A Set holds the lines of a work tree that are not as in a commit.
type Set struct {
	files map[string][]span // by name from the top of the work tree, with slashes
}

// A span is a range of lines, first and last.
type span struct{ from, to int }

var wholeFile = span{1, int(^uint(0) >> 1)}

// Since returns what has changed in the work tree that dir lies in, since the newest common ancestor of HEAD and the commit
// called rev. What the other side has done in the meantime is thus no change, and what is not committed yet, or not even
// known to git, is one. Lines of a renamed file count only if they are different.
func Since(ctx context.Context, dir, rev string) (*Set, error) {
	if _, err := git(ctx, dir, "rev-parse", "--show-toplevel"); err != nil {
		return nil, err
	}
	commit, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("git knows no commit %q (in CI, fetch the whole history: fetch-depth: 0)", rev)
	}
	base, err := git(ctx, dir, "merge-base", trim(commit), "HEAD")
	if err != nil {
		return nil, fmt.Errorf("%s and HEAD have no common ancestor in this clone (in CI, fetch the whole history: fetch-depth: 0)", rev)
	}
	top, err := git(ctx, dir, "rev-parse", "--show-cdup") // "../../" or ""
	if err != nil {
		return nil, err
	}
	diff, err := git(ctx, dir, "-c", "core.quotePath=true", "diff", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative",
		"--ignore-submodules", "--diff-filter=d", "--src-prefix=a/", "--dst-prefix=b/", trim(base), "--")
	if err != nil {
		return nil, err
	}
	s := &Set{files: make(map[string][]span)}
	if err := s.parse(diff); err != nil {
		return nil, fmt.Errorf("git diff: %w", err)
	}
	args := []string{"ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--"}
	if up := trim(top); up != "" {
		args = append(args, up)
	}
	others, err := git(ctx, dir, args...)
	if err != nil {
		return nil, err
	}
	for _, name := range strings.Split(string(others), "\x00") {
		if name != "" {
			s.files[name] = []span{wholeFile}
		}
	}
	return s, nil
}

// Prefix returns the path from the top of the work tree to a folder in it, with slashes.
func Prefix(ctx context.Context, folder string) (string, error) {
	out, err := git(ctx, folder, "rev-parse", "--show-prefix")
	return trim(out), err
}

func trim(out []byte) string { return strings.TrimRight(string(out), "\r\n") }

func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && len(exit.Stderr) > 0 {
		return nil, fmt.Errorf("git: %s", trim(exit.Stderr))
	}
	return out, err
}

// parse reads a diff without context lines.
func (s *Set) parse(diff []byte) error {
	in := bufio.NewReader(bytes.NewReader(diff))
	file := ""
	for skip := 0; ; { // skip is how many lines of the hunk are left: they may look like anything
		line, err := in.ReadString('\n')
		switch text := strings.TrimSuffix(line, "\n"); {
		case skip > 0 && !strings.HasPrefix(text, `\`): // as opposed to "\ No newline at end of file"
			skip--
		case strings.HasPrefix(text, "+++ "):
			name, err := fileName(text[len("+++ "):])
			if err != nil {
				return err
			}
			file = name
		case strings.HasPrefix(text, "@@ "):
			gone, added, err := hunk(text)
			if err != nil {
				return err
			}
			skip = gone + added.to - added.from + 1
			if added.to >= added.from {
				s.files[file] = append(s.files[file], added)
			}
		}
		if err != nil {
			return nil
		}
	}
}

// fileName takes the name out of a line "+++ b/name", where git quotes names with special characters and marks the end
// of those with blanks.
func fileName(text string) (string, error) {
	text = strings.TrimSuffix(text, "\t")
	if strings.HasPrefix(text, `"`) {
		name, err := strconv.Unquote(text)
		if err != nil {
			return "", fmt.Errorf("file name %s: %w", text, err)
		}
		text = name
	}
	return strings.TrimPrefix(text, "b/"), nil
}

// hunk reads a line "@@ -1,2 +3,4 @@": how many lines are gone, and which are new.
func hunk(text string) (gone int, added span, err error) {
	fields := strings.Fields(text)
	if len(fields) < 4 {
		return 0, span{}, fmt.Errorf("not a hunk: %s", text)
	}
	_, gone, err = lineRange(fields[1])
	if err != nil {
		return 0, span{}, err
	}
	from, n, err := lineRange(fields[2])
	return gone, span{from, from + n - 1}, err
}

// lineRange reads "-12,3" or "+12": the first line and how many.
func lineRange(text string) (from, n int, err error) {
	first, count, found := strings.Cut(text[1:], ",")
	if !found {
		count = "1"
	}
	if from, err = strconv.Atoi(first); err == nil {
		n, err = strconv.Atoi(count)
	}
	return from, n, err
}

// Touches reports whether a finding has to do with changed lines: the line of the report itself, or one that its chain
// leads through, since what makes a line wrong is often done elsewhere. prefix is the path from the top of the work tree
// to the folder that the finding's file names are relative to.
func (s *Set) Touches(f *finding.Finding, prefix string) bool {
	if s.has(path.Join(prefix, f.File), f.Line) {
		return true
	}
	for _, step := range f.Chain {
		if s.has(path.Join(prefix, step.File), step.Line) {
			return true
		}
	}
	return false
}

func (s *Set) has(file string, line int) bool {
	for _, sp := range s.files[file] {
		if sp.from <= line && line <= sp.to {
			return true
		}
	}
	return false
}
