package report

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/mod/module"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// repositoryPath returns the path from the root of the repository that folder lies in to folder, with slashes: what
// services that show a repository's files put before names that are relative to a module. It is "" outside of one.
func repositoryPath(folder string) string {
	if folder == "" {
		return ""
	}
	for dir := folder; ; {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			rel, err := filepath.Rel(dir, folder)
			if err != nil || rel == "." {
				return ""
			}
			return filepath.ToSlash(rel)
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// inModuleCache returns the name that a dependency's file has below the module cache, and whether file is one: findings
// name it module@version/path.
func inModuleCache(file string) (string, bool) {
	i := strings.Index(file, "@v")
	if i < 0 {
		return "", false
	}
	version, rest, _ := strings.Cut(file[i+1:], "/")
	escaped, err := module.EscapePath(file[:i])
	if err != nil || module.Check(file[:i], version) != nil {
		return "", false
	}
	return path.Join(escaped+"@"+version, rest), true
}

// sources reads lines of source files, for columns: Go counts bytes, others characters.
type sources struct {
	root  string
	lines map[string][]string
}

// column returns the column in characters. Where the line cannot be read it is the one in bytes, which is the same unless
// something other than ASCII stands to its left.
func (s *sources) column(step finding.Step) int {
	lines, ok := s.lines[step.File]
	if !ok {
		if data, err := os.ReadFile(filepath.Join(s.root, filepath.FromSlash(step.File))); err == nil && s.root != "" {
			lines = strings.Split(string(data), "\n")
		}
		s.lines[step.File] = lines
	}
	if step.Line < 1 || step.Line > len(lines) || step.Column < 1 || step.Column > len(lines[step.Line-1])+1 {
		return step.Column
	}
	return utf8.RuneCountInString(lines[step.Line-1][:step.Column-1]) + 1
}
