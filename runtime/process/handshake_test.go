//go:build linux

package process

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func init() {
	// A worker with another table: one task more, and one of another shape.
	if os.Getenv("BGKIT_TEST_TABLE") != "" {
		Register("extra", func(context.Context, int) (int, error) { return 0, nil })
		Register("shaped", func(context.Context, struct{ A, B int }) (int, error) { return 0, nil })
	} else {
		Register("shaped", func(context.Context, struct{ A int }) (int, error) { return 0, nil })
	}
}

func TestOtherTaskTable(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 2, Env: []string{"BGKIT_TEST_TABLE=1"}})
	_, err := call(t, p, pid, struct{}{})
	if !errors.Is(err, ErrHandshake) || !strings.Contains(err.Error(), "it lacks shaped({A int;}) int") ||
		!strings.Contains(err.Error(), "extra(int) int, shaped({A int;B int;}) int") {
		t.Error(err)
	}
}

func TestOtherBinary(t *testing.T) {
	copied := filepath.Join(t.TempDir(), "worker")
	data, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(copied, data, 0o755); err != nil {
		t.Fatal(err)
	}
	p := newPool(t, Config{Command: []string{copied, "an argument"}, Name: "other"})
	works(t, p)
}

// A program that never calls Main is given up after the start timeout.
func TestNoMain(t *testing.T) {
	p := newPool(t, Config{Command: []string{"/bin/sleep", "60"}, StartTimeout: 50 * time.Millisecond, CrashLimit: 1})
	if _, err := call(t, p, pid, struct{}{}); !errors.Is(err, ErrCrashLoop) {
		t.Error(err)
	}
}

func TestSignatures(t *testing.T) {
	lines, hash := signatures()
	again, same := signatures()
	if hash != same || len(lines) != len(again) || hash == "" {
		t.Error("not stable")
	}
	for _, want := range []string{
		"echo({Text string;Data []uint8;N int;}) {Text string;Data []uint8;N int;}",
		"same(*process.Buffer) *process.Buffer",
		"liar(int) interface",
	} {
		if !strings.Contains("\n"+strings.Join(lines, "\n")+"\n", "\n"+want+"\n") {
			t.Errorf("no %q", want)
		}
	}
}

func TestRegisterPanics(t *testing.T) {
	for name, f := range map[string]func(){
		"twice":   func() { Register("echo", func(context.Context, int) (int, error) { return 0, nil }) },
		"no name": func() { Register("", func(context.Context, int) (int, error) { return 0, nil }) },
		"nil":     func() { Register[int, int]("nil", nil) },
		"error":   func() { RegisterError("io.EOF", errors.New("x")) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error(name, "did not panic")
				}
			}()
			f()
		}()
	}
}
