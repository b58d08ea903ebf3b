package usage

import (
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
// place that the finding tells of may be wrong all the same: then it stays as it is, unless it only leads to the same calls by
// another way.
func (p *Program) unset(f *finding.Finding) (at finding.Step, option string) {
	proof := min(max(f.Proof, 1), len(f.Chain))
	passes := map[string]bool{} // functions from which control comes to the step
	for i, s := range f.Chain[:proof] {
		if option = p.off[place{s.File, s.Line}]; option != "" {
			at = s
			break
		}
		_, name, _ := strings.Cut(f.Chain[i].Text, "calls ")
		passes[name] = true
		if b := p.At(s.File, s.Line); b != nil {
			passes[b.Name] = true
		}
	}
	if option == "" {
		return at, ""
	}
	if b := p.At(at.File, at.Line); b != nil {
		passes[b.Name] = true
	}
	for _, s := range f.Chain[proof:] {
		_, name, _ := strings.Cut(s.Text, "also calls ")
		switch {
		case p.off[place{s.File, s.Line}] != "":
		case passes[name]:
			if b := p.At(s.File, s.Line); b != nil {
				passes[b.Name] = true
			}
		default:
			return at, ""
		}
	}
	return at, option
}
