//go:build linux

package process

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"
)

func init() {
	helpers["busy"] = helpBusy
	helpers["interrupted"] = helpInterrupted
}

// helpBusy keeps one idle and two busy workers and prints their process ids.
func helpBusy() {
	p := New(Config{MaxWorkers: 2, WarmSpares: 1})
	b, err := NewBuffer(2)
	if err != nil {
		panic(err)
	}
	for range 2 {
		if _, err := spin.Submit(context.Background(), b, On(p)); err != nil {
			panic(err)
		}
	}
	eventually(20*time.Second, func() bool { s := p.Stats(); return s.Running == 2 && s.Idle == 1 })
	fmt.Println(children(os.Getpid()))
	select {}
}

// helper starts a helper program in a process group of its own.
func helper(t *testing.T, name string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = append(os.Environ(), "BGKIT_TEST_HELPER="+name)
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewReader(out)
}

func TestParentKilled(t *testing.T) {
	cmd, out := helper(t, "busy")
	line, err := out.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	pids := children(cmd.Process.Pid)
	if len(pids) != 3 {
		t.Errorf("workers %v, it says %s", pids, line)
	}
	cmd.Process.Kill()
	cmd.Wait()
	begin := time.Now()
	if !eventually(time.Second, func() bool { return !anyAlive(pids) }) {
		t.Errorf("workers live on: %v", pids)
	}
	t.Logf("gone after %v", time.Since(begin))
}

// Without the kernel's help (other systems) the end of the control link is
// what ends a worker, also in the middle of an endless task.
func TestLinkClosed(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1})
	c := start(t, t.Context(), p, spin)
	p.mu.Lock()
	for w := range p.workers {
		w.control.close()
	}
	p.mu.Unlock()
	_, err := wait(t, c)
	if crash := crashOf(t, err); crash.Signal != nil || crash.ExitCode != 0 {
		t.Error(err)
	}
}

func anyAlive(pids []int) bool {
	for _, pid := range pids {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err == nil && !strings.Contains(string(data), ") Z ") {
			return true
		}
	}
	return false
}

// helpInterrupted finishes its call after a SIGINT, as a program with a
// handler does.
func helpInterrupted() {
	sigint := make(chan os.Signal, 1)
	signal.Notify(sigint, os.Interrupt)
	p := New(Config{MaxWorkers: 1})
	b, err := NewBuffer(1)
	if err != nil {
		panic(err)
	}
	c, err := obedient.Submit(context.Background(), b, On(p))
	if err != nil {
		panic(err)
	}
	eventually(20*time.Second, func() bool { return b.Bytes()[0] == 1 })
	fmt.Println("ready")
	<-sigint
	n, err := pid.Submit(context.Background(), struct{}{}, On(p))
	if err != nil {
		panic(err)
	}
	c.Cancel()
	_, err = c.Result()
	<-c.Done()
	<-n.Done()
	_, err = n.Result()
	fmt.Println("after:", err, p.Stats().WorkerDeaths, p.Stats().Started)
	p.Shutdown(context.Background())
}

// Ctrl-C sends SIGINT to the whole process group of the terminal.
func TestCtrlC(t *testing.T) {
	cmd, out := helper(t, "interrupted")
	if line, err := out.ReadString('\n'); line != "ready\n" {
		t.Fatal(line, err)
	}
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	line, _ := out.ReadString('\n')
	if line != "after: <nil> 0 1\n" {
		t.Errorf("workers were hit: %q", line)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}
