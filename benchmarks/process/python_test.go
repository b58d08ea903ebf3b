//go:build linux

package process

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// python is testdata/executor.py, waiting for orders.
type python struct {
	in  io.Writer
	out *bufio.Reader
}

// startPython starts it, or says why there is none and answers nil.
func startPython(t testing.TB) *python {
	t.Helper()
	path, err := exec.LookPath("python3")
	if err != nil {
		t.Log("Python is left out:", err)
		return nil
	}
	cmd := exec.Command(path, "testdata/executor.py")
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
	p := &python{in, bufio.NewReader(out)}
	if line, err := p.out.ReadString('\n'); line != "ready\n" {
		t.Fatal("Python is not ready:", line, err)
	}
	return p
}

// run has Python make calls and answers how long it took them by its own clock.
func (p *python) run(what string, calls int) (time.Duration, error) {
	if _, err := fmt.Fprintln(p.in, what, calls); err != nil {
		return 0, err
	}
	line, err := p.out.ReadString('\n')
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
	return time.Duration(n), err
}
