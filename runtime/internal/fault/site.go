package fault

import (
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
)

// FuncPC returns the entry of the function value fn, which costs nothing beside a call stack. It panics when fn is not
// a function.
func FuncPC(fn any) uintptr { return reflect.ValueOf(fn).Pointer() }

// FuncName returns the name and file:line of the function that starts at pc. For a function literal the line is the
// one it is written on, which is nearly always the line that hands it to an executor.
func FuncName(pc uintptr) (name, site string) {
	fn := runtime.FuncForPC(pc)
	if fn == nil {
		return "unknown", ""
	}
	file, line := fn.FileLine(pc)
	return filepath.Base(fn.Name()), fmt.Sprintf("%s:%d", file, line)
}

// CallerPC returns the program counter of the function skip frames above its caller's.
func CallerPC(skip int) uintptr {
	var pcs [1]uintptr
	runtime.Callers(skip+3, pcs[:])
	return pcs[0]
}

// CallerSite returns file:line for a program counter that CallerPC gave.
func CallerSite(pc uintptr) string {
	frame, _ := runtime.CallersFrames([]uintptr{pc}).Next()
	if frame.File == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d", frame.File, frame.Line)
}
