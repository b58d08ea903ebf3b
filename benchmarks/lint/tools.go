package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// makeTools builds the programs. Of those that are not bgkit's own, it leaves out what cannot be built.
func (b *bench) makeTools(ctx context.Context, names []string, tests bool) error {
	for _, name := range names {
		t := &tool{name: name}
		switch name {
		case "go vet":
			t.codes = []int{0, 1}
			t.cold = func(context.Context) (*call, error) {
				b.nonce++
				return &call{args: []string{"go", "vet", fmt.Sprintf("-printf.funcs=bench%d", b.nonce), "./..."}}, nil
			}
		case "bglint":
			t.codes = []int{0, 1}
			source, err := output(ctx, "", "go", "list", "-m", "-f={{.Dir}}", "github.com/go-bgkit/bgkit")
			if err != nil {
				return fmt.Errorf("this program runs in the folder benchmarks/: %w", err)
			}
			args := []string{b.program("bglint")}
			if tests {
				t.name = "bglint --tests"
				args = append(args, "--tests")
			}
			t.cold = func(ctx context.Context) (*call, error) {
				b.nonce++
				_, err := output(ctx, source, "go", "build", fmt.Sprintf("-ldflags=-buildid=bench%d", b.nonce), "-o", args[0], "./cmd/bglint")
				return &call{args: append(args, "./...")}, err
			}
		case "staticcheck":
			t.codes = []int{0, 1}
			if !b.fetch(ctx, "honnef.co/go/tools", staticcheckVersion, name) {
				continue
			}
			t.cold = func(context.Context) (*call, error) {
				cache, err := os.MkdirTemp(b.temp, "cache")
				return &call{args: []string{b.program("staticcheck"), "./..."}, env: []string{"STATICCHECK_CACHE=" + cache}}, err
			}
		case "nilaway":
			t.codes, t.once = []int{0, 3}, true
			if !b.fetch(ctx, "go.uber.org/nilaway", nilawayVersion, name) {
				continue
			}
			t.cold = func(ctx context.Context) (*call, error) {
				module, err := output(ctx, b.dir, "go", "list", "-m")
				prefixes := strings.Join(strings.Fields(module), ",") // its documentation asks for this
				return &call{args: []string{b.program("nilaway"), "-include-pkgs=" + prefixes, "./..."}}, err
			}
		default:
			return fmt.Errorf("unknown program %q", name)
		}
		b.tools = append(b.tools, t)
	}
	return nil
}

func (b *bench) program(name string) string {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(b.temp, name)
}

// fetch builds module/cmd/name. It does so in a module made for that, which unlike "go install" makes no difference
// between a proxy that lists the module's versions and one that does not.
func (b *bench) fetch(ctx context.Context, module, version, name string) bool {
	fmt.Fprintf(os.Stderr, "building %s %s\n", name, version)
	err := func() error {
		dir, err := os.MkdirTemp(b.temp, name+"-")
		if err != nil {
			return err
		}
		text := fmt.Sprintf("module bench\n\ngo 1.25.0\n\nrequire %s %s\n", module, version)
		if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(text), 0o666); err != nil {
			return err
		}
		_, err = output(ctx, dir, "go", "build", "-mod=mod", "-o", b.program(name), module+"/cmd/"+name)
		return err
	}()
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s is left out: %v\n", name, err)
	}
	return err == nil
}

// output runs a program outside of the clock. Without a folder, or in one that is not the user's, the user's settings
// for the module to analyse do not count.
func output(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir = dir
	if args[1] == "build" || dir == "" {
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-buildvcs=false")
	}
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		err = fmt.Errorf("%s: %w: %s", strings.Join(args, " "), err, strings.TrimSpace(string(exit.Stderr)))
	}
	return strings.TrimSpace(string(out)), err
}
