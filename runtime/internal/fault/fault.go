// Package fault holds what the packages run, background and ui share about things that go wrong: the form of a panic
// and of a task's error, and the one handler that hears of both.
package fault

import (
	"fmt"
	"runtime/debug"
)

// Panic is a panic that was recovered; run.PanicError is its public name.
type Panic struct {
	Value any    // what was passed to panic
	Stack []byte // the panicking goroutine's stack, as debug.Stack prints it
}

// Recovered returns the panic with value v as an error. Call it in the deferred function that recovered, so that the
// stack still shows the place of the panic.
func Recovered(v any) *Panic { return &Panic{Value: v, Stack: debug.Stack()} }

// Error returns the panic's value without the stack: a message for a user. Print Stack, or use %+v, to find the bug.
func (p *Panic) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

// Unwrap returns the panic's value when it is an error, so that errors.Is sees through the panic.
func (p *Panic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// Format prints the stack too for %+v.
func (p *Panic) Format(s fmt.State, verb rune) {
	fmt.Fprint(s, p.Error())
	if verb == 'v' && s.Flag('+') {
		fmt.Fprintf(s, "\n\n%s", p.Stack)
	}
}

// Task is an error with the work that failed; run.TaskError is its public name.
type Task struct {
	What string // what kind of work: "future", "background task", "timer", ...
	Name string // its name, or the function's
	Site string // file:line where it was created
	Err  error
}

// Error returns kind, name, place and cause in one line.
func (t *Task) Error() string {
	if t.Site == "" {
		return fmt.Sprintf("%s %s: %v", t.What, t.Name, t.Err)
	}
	return fmt.Sprintf("%s %s (%s): %v", t.What, t.Name, t.Site, t.Err)
}

// Unwrap returns the cause.
func (t *Task) Unwrap() error { return t.Err }
