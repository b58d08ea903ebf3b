package load

import "strings"

// suffixes are the conditions that a file's name sets: draw_linux.go, draw_windows_amd64.go.
func suffixes(name string) []string {
	parts := strings.Split(strings.TrimSuffix(name, ".go"), "_")[1:]
	n := len(parts)
	switch {
	case n >= 2 && systems[parts[n-2]] && archs[parts[n-1]]:
		return []string{parts[n-2], parts[n-1]}
	case n >= 1 && (systems[parts[n-1]] || archs[parts[n-1]]):
		return []string{parts[n-1]}
	}
	return nil
}

var (
	systems = set("aix android darwin dragonfly freebsd illumos ios js linux netbsd openbsd plan9 solaris wasip1 windows")
	archs   = set("386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
