package load

import (
	"bytes"
	"context"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A speculation asks for export data while the go command still finds out which files there are. It does so for the usual
// case of go generate, one package given by its folder: the imports of all files in the folder are more than is needed,
// at worst. A package does not import itself, so that no overlay is needed.
type speculation struct {
	imports map[string]bool
	done    chan struct{}
	exports map[string]*listed // nil when it failed
}

// speculate starts one, or returns nil.
func speculate(ctx context.Context, dir string, cfg Config) *speculation {
	if len(cfg.Patterns) != 1 {
		return nil
	}
	p := cfg.Patterns[0]
	if p != "." && !strings.HasPrefix(p, "./") && !strings.HasPrefix(p, "../") || strings.Contains(p, "...") {
		return nil
	}
	folder := filepath.Join(dir, p)
	s := &speculation{imports: map[string]bool{"context": true, Runtime + "/run": true}, done: make(chan struct{})}
	if !s.scan(folder) {
		return nil
	}
	go func() {
		defer close(s.done)
		s.exports, _ = listExports(ctx, folder, cfg.Tags, s.imports)
	}()
	return s
}

// scan collects the imports of a folder and reports whether there are annotations.
func (s *speculation) scan(folder string) (annotated bool) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false
	}
	fset := token.NewFileSet()
	for _, e := range entries {
		name := e.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || name == Output {
			continue
		}
		src, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return false
		}
		annotated = annotated || bytes.Contains(src, []byte("//bg:io")) || bytes.Contains(src, []byte("//bg:cpu"))
		f, err := parser.ParseFile(fset, name, src, parser.ImportsOnly)
		if err != nil {
			return false
		}
		for _, imp := range f.Imports {
			if path, err := strconv.Unquote(imp.Path.Value); err == nil && path != "C" && path != "unsafe" {
				s.imports[path] = true
			}
		}
	}
	return annotated
}

// exportData waits for the export data. It is nil when there was no speculation, or it has failed or missed something:
// then the question is asked again, with the right imports.
func (s *speculation) exportData(imports map[string]bool) map[string]*listed {
	if s == nil {
		return nil
	}
	<-s.done
	for path := range imports {
		if !s.imports[path] {
			return nil
		}
	}
	return s.exports
}
