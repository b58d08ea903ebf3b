package load

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// listed is what the go command says of a package.
type listed struct {
	ImportPath     string
	Name           string
	Dir            string
	Export         string
	GoFiles        []string
	CgoFiles       []string
	InvalidGoFiles []string
	IgnoredGoFiles []string
	TestGoFiles    []string
	XTestGoFiles   []string
	Standard       bool
	Module         *struct{ Path, Dir, GoVersion string }
	Error          *listError
}

type listError struct {
	Pos string
	Err string
}

// golist runs go list. Errors of single packages are in the packages.
func golist(ctx context.Context, dir, tags string, args ...string) ([]*listed, error) {
	full := []string{"list", "-e"}
	if tags != "" {
		full = append(full, "-tags="+tags)
	}
	cmd := exec.CommandContext(ctx, "go", append(full, args...)...)
	cmd.Dir = dir
	if dir != "" {
		cmd.Env = append(os.Environ(), "PWD="+dir)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		if text := strings.TrimSpace(stderr.String()); text != "" {
			if strings.Contains(text, "go.mod file not found") {
				text += "\nbggen reads the packages of a Go module: run it in a folder with a go.mod (or below one)"
			}
			return nil, errors.New(text)
		}
		return nil, fmt.Errorf("go list: %w", err)
	}
	var pkgs []*listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		p := new(listed)
		if err := dec.Decode(p); err == io.EOF {
			return pkgs, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		pkgs = append(pkgs, p)
	}
}
