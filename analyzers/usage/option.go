package usage

import (
	"path"
	"slices"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A Set says that a function sets a field of type bool, an option: to the value of another one, From, or to whatever it
// likes. Fields are named by their package's path, type and name.
type Set struct {
	Option string `json:"option"`
	By     string `json:"by"`
	From   string `json:"from,omitempty"`
}

// A Guard lists the lines with calls that control comes to only where an option is set.
type Guard struct {
	Option string `json:"option"`
	File   string `json:"file"`
	Lines  []int  `json:"lines"`
}

const nothingSets = "nothing in the program sets "

// A place is a line of a file.
type place struct {
	file string
	line int
}

// switchedOff finds the lines behind options that nothing sets which is alive: they are false for the life of the program.
// It is a must analysis, as that of being dead is; options of packages that were not analysed are left out.
func (p *Program) switchedOff(packages []*Package, bodies map[string]*Body, elsewhere func(string) bool) {
	set := map[string]bool{}
	known := map[string]bool{}
	copies := map[string][]string{}
	var queue []string
	mark := func(option string) {
		if !set[option] {
			set[option] = true
			queue = append(queue, option)
		}
	}
	for _, pkg := range packages {
		known[pkg.Path] = true
		for _, option := range pkg.Open {
			mark(option)
		}
		for _, s := range pkg.Sets {
			switch b := bodies[s.By]; {
			case b != nil && !p.alive[b]:
			case s.From != "":
				copies[s.From] = append(copies[s.From], s.Option)
			default:
				mark(s.Option)
			}
		}
	}
	for option := range copies {
		if !known[owner(option)] || elsewhere(last(option)) {
			mark(option)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, option := range copies[queue[0]] {
			mark(option)
		}
	}
	for _, pkg := range packages {
		for _, g := range pkg.Guards {
			if set[g.Option] || !known[owner(g.Option)] || elsewhere(last(g.Option)) {
				continue
			}
			for _, line := range g.Lines {
				p.off[place{g.File, line}] = g.Option
			}
		}
	}
}

// owner is the path of the package that an option's type belongs to.
func owner(option string) string {
	member := strings.LastIndexByte(option, '/') + 1
	return option[:member+strings.IndexByte(option[member:], '.')]
}

// unset returns the step of a finding's proof that is behind an option which nothing sets, and the option; or "". A further
// place that the finding tells of may be wrong all the same: then it stays as it is, unless control comes to that place by the
// step, too.
func (p *Program) unset(f *finding.Finding) (at finding.Step, option string) {
	proof := f.Chain[:min(max(f.Proof, 1), len(f.Chain))]
	k := slices.IndexFunc(proof, func(s finding.Step) bool { return p.off[place{s.File, s.Line}] != "" })
	if k < 0 {
		return at, ""
	}
	above, below := map[string]bool{}, map[*Body]bool{}
	for i, s := range proof {
		b := p.At(s.File, s.Line)
		if _, name, _ := strings.Cut(s.Text, "calls "); i < k {
			above[name] = true
		}
		if b != nil && i <= k {
			above[b.Name] = true
		}
		if _, upTo := below[b]; !upTo || i <= k {
			below[b] = i > k
		}
	}
	for _, s := range f.Chain[len(proof):] {
		also, ok := strings.CutPrefix(s.Text, "also ")
		b := p.At(s.File, s.Line)
		switch {
		case !ok:
			return at, ""
		case p.off[place{s.File, s.Line}] != "", b != nil && below[b], path.Dir(s.File) != path.Dir(f.File):
		case above[strings.TrimPrefix(also, "calls ")]:
			if b != nil {
				above[b.Name] = true
			}
		default:
			return at, ""
		}
	}
	return proof[k], p.off[place{proof[k].File, proof[k].Line}]
}
