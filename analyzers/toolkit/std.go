package toolkit

import "strings"

// stdRoots are the first elements of the standard library's import paths. A list in the source, because an analyzer must
// not ask the go command, and because the packages at hand say nothing about where they come from.
var stdRoots = map[string]bool{
	"archive": true, "bufio": true, "builtin": true, "bytes": true, "cmp": true, "compress": true, "container": true,
	"context": true, "crypto": true, "database": true, "debug": true, "embed": true, "encoding": true, "errors": true,
	"expvar": true, "flag": true, "fmt": true, "go": true, "hash": true, "html": true, "image": true, "index": true,
	"internal": true, "io": true, "iter": true, "log": true, "maps": true, "math": true, "mime": true, "net": true,
	"os": true, "path": true, "plugin": true, "reflect": true, "regexp": true, "runtime": true, "slices": true,
	"sort": true, "strconv": true, "strings": true, "structs": true, "sync": true, "syscall": true, "testing": true,
	"text": true, "time": true, "unicode": true, "unique": true, "unsafe": true, "vendor": true, "weak": true,
}

// IsStd reports whether path is an import path of the standard library, by its first element. A module whose name has no
// dot and begins like a standard package ("net/tools") is taken for the standard library's; the go command discourages
// such names for that reason.
func IsStd(path string) bool {
	root, _, _ := strings.Cut(path, "/")
	return stdRoots[root]
}
