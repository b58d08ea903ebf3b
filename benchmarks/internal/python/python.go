// Package python has a Python script make calls and time them by its own clock, for comparison.
package python

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Script is a running script. It says "ready", and then answers each line "what calls" with the nanoseconds that so many
// calls took.
type Script struct {
	in  io.Writer
	out *bufio.Reader
}

// Start starts a script that needs the named modules, or says why it cannot and answers nil. The environment
// variable PYTHON names the interpreter; without it, it is python3.
func Start(t testing.TB, modules []string, script string, args ...string) *Script {
	t.Helper()
	path, err := exec.LookPath(cmp.Or(os.Getenv("PYTHON"), "python3"))
	if err != nil {
		t.Log("Python is left out:", err)
		return nil
	}
	if out, err := exec.Command(path, "-c", "import "+strings.Join(append(modules, "asyncio"), ",")).CombinedOutput(); err != nil {
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		t.Log("Python is left out:", err, lines[len(lines)-1])
		return nil
	}
	cmd := exec.Command(path, append([]string{script}, args...)...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	s := &Script{in, bufio.NewReader(out)}
	if line, err := s.out.ReadString('\n'); line != "ready\n" {
		t.Fatal("Python is not ready:", line, err)
	}
	return s
}

// Run has the script make calls and answers how long they took.
func (s *Script) Run(what string, calls int) (time.Duration, error) {
	if _, err := fmt.Fprintln(s.in, what, calls); err != nil {
		return 0, err
	}
	line, err := s.out.ReadString('\n')
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
	return time.Duration(n), err
}
