package ui

import (
	"bytes"
	"runtime"
	"strconv"
)

// Which goroutine is the UI goroutine is a question about goroutines, so it is answered by comparing goroutine ids. A
// mark in the context would be wrong: a handler's context travels into the goroutines that the handler starts, which
// would then pass for the UI goroutine. Ids are read from the first line of a stack trace and never reused.

// goroutineID returns the id of the calling goroutine. It costs one to ten microseconds, more on a deep stack: so it is
// asked for once in a drain, not for each function.
func goroutineID() uint64 {
	var buf [64]byte
	line := buf[:runtime.Stack(buf[:], false)]
	line = bytes.TrimPrefix(line, []byte("goroutine "))
	end := bytes.IndexByte(line, ' ')
	if end < 0 {
		return 0
	}
	id, err := strconv.ParseUint(string(line[:end]), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// maxStacks bounds the memory for a dump of all goroutines.
const maxStacks = 16 << 20

// stackOf returns the stack of the goroutine with this id, nil when it is gone. It stops the world for as long as the
// dump of all goroutines takes.
func stackOf(id uint64) []byte {
	buf := make([]byte, 64<<10)
	n := runtime.Stack(buf, true)
	for n == len(buf) && n < maxStacks {
		buf = make([]byte, 4*len(buf))
		n = runtime.Stack(buf, true)
	}
	header := []byte("goroutine " + strconv.FormatUint(id, 10) + " ")
	for _, stack := range bytes.Split(buf[:n], []byte("\n\n")) {
		if bytes.HasPrefix(stack, header) {
			return bytes.Clone(bytes.TrimSpace(stack))
		}
	}
	return nil
}
