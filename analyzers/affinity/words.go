package affinity

import (
	"go/types"
	"slices"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
)

// dispatcher names the way to the UI goroutine in the words of the toolkit that the package uses: one that it imports, or
// one that its imports import.
func dispatcher(e *access.Finder) string {
	level := []*types.Package{e.Pass.Pkg}
	seen := map[*types.Package]bool{}
	for depth := 0; depth < 4; depth++ {
		var next []*types.Package
		for _, p := range level {
			for _, imp := range p.Imports() {
				if seen[imp] {
					continue
				}
				seen[imp] = true
				next = append(next, imp)
			}
		}
		slices.SortFunc(next, func(a, b *types.Package) int {
			if a.Path() < b.Path() {
				return -1
			}
			return 1
		})
		for _, p := range next {
			if prof := e.Set.Owner(p); prof != nil && prof.Do != "" {
				return prof.Do
			}
		}
		level = next
	}
	return ""
}
