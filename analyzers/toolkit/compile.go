package toolkit

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// compile resolves the symbols of all profiles, merges profiles of the same name and builds the indexes.
func compile(raws []*rawProfile) (*Set, []error) {
	s := &Set{exact: map[string][]*packageEntry{}, likes: map[string][]*packageEntry{}, rules: map[string][]*rule{}}
	c := &compiler{byName: map[string]*Profile{}}
	// Packages first: a profile may write symbols of packages that another source of the same profile lists.
	for _, raw := range raws {
		if raw.name != "" {
			c.merge(raw)
		}
	}
	for _, raw := range raws {
		if p := c.byName[raw.name]; p != nil {
			c.resolve(p, raw)
		}
	}
	for _, p := range c.byName {
		s.profiles = append(s.profiles, p)
	}
	slices.SortFunc(s.profiles, func(a, b *Profile) int { return strings.Compare(a.Name, b.Name) })
	for _, p := range s.profiles {
		s.index(p)
	}
	return s, c.errs
}

func (s *Set) index(p *Profile) {
	for _, e := range p.packages {
		if _, tree := e.tree(); tree || e.path == "std" {
			s.trees = append(s.trees, e)
		} else {
			s.exact[e.path] = append(s.exact[e.path], e)
		}
		for _, a := range e.also {
			s.exact[a] = append(s.exact[a], e)
		}
		if e.like != nil {
			s.likes[e.like.name] = append(s.likes[e.like.name], e)
		}
	}
	for _, r := range p.rules {
		s.rules[r.sym.pkg] = append(s.rules[r.sym.pkg], r)
	}
}

// A rule is one role of one symbol.
type rule struct {
	*rawRole
	profile  *Profile
	sym      symbol
	at       place
	blocking *Blocking
	conds    []condition
	rank     uint64
}

type interfaceRule struct {
	*rawInterface
	syms  []symbol
	conds []condition
}

type signatureRule struct {
	params, results []typePattern
	conds           []condition
}

var errStarInCondition = errors.New("a condition names one symbol, without a star")

type compiler struct {
	byName map[string]*Profile
	errs   []error
	order  int
}

// A claim is what two rules for one symbol cannot both say.
type claim struct {
	sym   symbol
	about string
}

// claims returns what a role says about a symbol that another role could contradict. Parameters are left out: two rules
// may speak of two parameters.
func (r role) claims(sym symbol) (claim, bool) {
	switch r {
	case roleUI, roleSafe, roleRead, roleDispatch, roleLoop, roleEvents:
		return claim{sym, "affinity"}, true
	case roleBlocking, roleNonblocking:
		return claim{sym, "cost"}, true
	}
	return claim{}, false
}

func (c *compiler) errorf(at place, format string, args ...any) {
	c.errs = append(c.errs, at.errorf(format, args...))
}

func (c *compiler) merge(raw *rawProfile) {
	p := c.byName[raw.name]
	if p == nil {
		p = &Profile{Name: raw.name, Title: raw.name, Opaque: true}
		c.byName[raw.name] = p
	}
	for _, t := range []struct {
		to   *string
		text string
	}{{&p.Title, raw.title}, {&p.UIName, raw.ui}, {&p.Do, raw.do}} {
		if t.text != "" {
			*t.to = t.text
		}
	}
	if raw.opaque != nil {
		p.Opaque = *raw.opaque
	}
	if raw.unattached != nil {
		p.Unattached = *raw.unattached
	}
	if raw.callbacks != nil {
		p.callbacks = *raw.callbacks
	}
	for _, e := range raw.packages {
		e.profile = p
		p.packages = append(p.packages, e)
	}
	if len(p.packages) == 0 {
		c.errorf(raw.place, "toolkit %q needs packages", raw.name)
	}
}

func (c *compiler) resolve(p *Profile, raw *rawProfile) {
	c.fixes(p, raw)
	claimed := make(map[claim]*rule)
	for _, r := range raw.roles {
		conds := c.conditions(p, r.when)
		for _, text := range r.symbols {
			sym, err := parseSymbol(text.text, p.packages)
			if err == nil {
				err = checkRole(r.role, sym)
			}
			if err != nil {
				c.errorf(text.place, "%v", err)
				continue
			}
			c.order++
			rule := &rule{rawRole: r, profile: p, sym: sym, at: text.place, conds: conds, rank: sym.rank(c.order)}
			if r.role == roleBlocking {
				rule.blocking = &Blocking{Tier: r.tier, Advice: r.advice, Confidence: r.confidence}
			}
			p.rules = append(p.rules, rule)
			p.Locks = p.Locks || r.role == roleLock
			if claim, ok := r.role.claims(sym); ok && len(conds) == 0 {
				if other := claimed[claim]; other != nil {
					c.errorf(text.place, "%s is %s here and %s in line %d; valid: one of them", text.text, r.role, other.role, other.at.line)
				}
				claimed[claim] = rule
			}
		}
	}
	for _, i := range raw.interfaces {
		rule := &interfaceRule{rawInterface: i, conds: c.conditions(p, i.when)}
		for _, text := range i.types {
			sym, err := parseSymbol(text.text, p.packages)
			if err == nil && (sym.kind != kindObject || !sym.exact()) {
				err = fmt.Errorf("%q is no type; valid: path.Type, without a star", text.text)
			}
			if err != nil {
				c.errorf(text.place, "%v", err)
				continue
			}
			rule.syms = append(rule.syms, sym)
		}
		p.interfaces = append(p.interfaces, rule)
	}
	for _, s := range raw.signatures {
		p.signatures = append(p.signatures, &signatureRule{
			params:  c.typePatterns(p, s.params),
			results: c.typePatterns(p, s.results),
			conds:   c.conditions(p, s.when),
		})
	}
}

var fieldRoles = []role{roleUI, roleRead, roleSafe, roleHandler, roleSpawn, roleProcess, roleInline, roleNone, roleOnce, roleAgain}

// checkRole refuses roles that mean nothing for a symbol of this form.
func checkRole(r role, sym symbol) error {
	switch {
	case r == roleFuture && (sym.kind != kindObject || !sym.exact()):
		return fmt.Errorf("future is a role of types; valid: path.Type, without a star")
	case sym.kind == kindField && !slices.Contains(fieldRoles, r):
		return fmt.Errorf("%s means nothing for a field; valid: ui, read, safe, handler, spawn, process, inline, none, once, again", r)
	}
	return nil
}

func (c *compiler) conditions(p *Profile, texts []rawText) []condition {
	var conds []condition
	for _, text := range texts {
		cond, err := parseCondition(text.text, p.packages)
		if err != nil {
			c.errorf(text.place, "%v", err)
			continue
		}
		conds = append(conds, cond)
	}
	return conds
}
