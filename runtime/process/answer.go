package process

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"
	"sync"
)

// answer is how a task ended, in the worker.
type answer struct {
	status  byte
	result  []byte
	failure failure
}

// failed describes a task's error.
func failed(err error) answer {
	var enc *EncodeError
	if errors.As(err, &enc) && enc.What == "result" {
		return answer{status: statusEncode, failure: failure{Type: enc.Path, Message: enc.Reason}}
	}
	return answer{status: statusError, failure: failure{
		Type: fmt.Sprintf("%T", err), Message: err.Error(), Stack: chain(err), Known: namesOf(err),
	}}
}

// chain is the error's own long form if it has one, which of many error
// packages is a stack, else its wrapped errors, one a line.
func chain(err error) string {
	if _, ok := err.(fmt.Formatter); ok {
		return fmt.Sprintf("%+v", err)
	}
	var b strings.Builder
	for ; err != nil; err = errors.Unwrap(err) {
		fmt.Fprintf(&b, "%T: %v\n", err, err)
	}
	return b.String()
}

// reply writes a result. Buffers that the task made go with it and belong to
// the caller from then on.
func (s *server) reply(seq uint64, a answer, buffers []*Buffer) {
	data := a.result
	if a.status != statusOK {
		var err error
		if data, err = encMode.Marshal(a.failure); err != nil {
			data = nil
		}
	}
	var refs []bufferRef
	var fds []int
	for _, b := range buffers {
		ref := bufferRef{id: b.seg.id, size: b.seg.size, how: known}
		if !b.seg.borrowed {
			var fd []int
			ref, fd = b.seg.mem.ref(ref)
			fds = append(fds, fd...)
		}
		refs = append(refs, ref)
	}
	head := appendRefs([]byte{a.status}, refs)
	err := s.out.send(kindResult, seq, fds, head, data)
	if errors.Is(err, errTooBig) {
		s.reply(seq, failed(&EncodeError{What: "result", Path: "whole", Reason: err.Error() + ": return large data in a Buffer"}), nil)
		return
	}
	if err != nil {
		os.Exit(0)
	}
	for _, b := range buffers {
		if !b.seg.borrowed {
			b.seg.move()
		}
	}
}

// Progress sends v to the caller's OnProgress function. Call it in a task's
// function with the context that the function got, on any goroutine. It
// answers ErrNoTask elsewhere and after the task returned, and an *EncodeError
// when v cannot cross; Buffers cannot. It blocks while the caller is slower
// than the task.
func Progress(ctx context.Context, v any) error {
	x, _ := ctx.Value(executionKey{}).(*execution)
	if x == nil {
		return ErrNoTask
	}
	data, err := encodeProgress(x.task, v)
	if err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.ended {
		return ErrNoTask
	}
	return x.send(data)
}

// newPanic is a panic of the program's own functions.
func newPanic(task string, v any) *PanicError {
	return &PanicError{Task: task, Value: fmt.Sprint(v), Stack: string(debug.Stack()), Worker: os.Getpid()}
}

// sentinels are errors that keep their identity on the way.
var sentinels = struct {
	sync.RWMutex
	byName map[string]error
}{byName: map[string]error{
	"context.Canceled": context.Canceled, "context.DeadlineExceeded": context.DeadlineExceeded,
	"io.EOF": io.EOF, "io.ErrUnexpectedEOF": io.ErrUnexpectedEOF,
	"fs.ErrNotExist": fs.ErrNotExist, "fs.ErrExist": fs.ErrExist, "fs.ErrPermission": fs.ErrPermission,
	"process.ErrUnknownTask": ErrUnknownTask, "process.ErrClosed": ErrClosed,
	"process.ErrShutdown": ErrShutdown, "process.ErrTaskTimeout": ErrTaskTimeout,
}}

// RegisterError makes err known under name, so that errors.Is finds it in the
// *RemoteError of a task that returned it, wrapped or not. Like Register, call
// it in package-level variables or init functions. It gives err back. It
// panics when the name is empty or taken, or err is nil. The errors of context
// and the usual ones of io and io/fs are known.
func RegisterError(name string, err error) error {
	if name == "" || err == nil {
		panic("process: RegisterError needs a name and an error")
	}
	sentinels.Lock()
	defer sentinels.Unlock()
	if sentinels.byName[name] != nil {
		panic(fmt.Sprintf("process: error %q is registered twice", name))
	}
	sentinels.byName[name] = err
	return err
}

func namesOf(err error) (names []string) {
	sentinels.RLock()
	defer sentinels.RUnlock()
	for name, known := range sentinels.byName {
		if errors.Is(err, known) {
			names = append(names, name)
		}
	}
	return names
}

func knownErrors(names []string) (list []error) {
	sentinels.RLock()
	defer sentinels.RUnlock()
	for _, name := range names {
		if err := sentinels.byName[name]; err != nil {
			list = append(list, err)
		}
	}
	return list
}

// Why a task is asked to end, as a byte of a kindCancel message.
func causeCode(cause error) byte {
	switch {
	case errors.Is(cause, ErrTaskTimeout):
		return 2
	case errors.Is(cause, ErrShutdown):
		return 3
	case errors.Is(cause, context.DeadlineExceeded):
		return 4
	}
	return 1
}

func causeFromCode(b []byte) error {
	if len(b) == 1 && b[0] <= 4 {
		return [...]error{context.Canceled, context.Canceled, ErrTaskTimeout, ErrShutdown, context.DeadlineExceeded}[b[0]]
	}
	return context.Canceled
}
