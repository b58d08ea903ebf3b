package toolkit

import (
	"go.yaml.in/yaml/v3"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// rawProfile is a profile as it is written. Symbols are texts until all packages of all sources are known.
type rawProfile struct {
	place
	name, title, ui, do string
	opaque              *bool
	unattached          *bool
	callbacks           *Run
	packages            []*packageEntry
	roles               []*rawRole
	interfaces          []*rawInterface
	signatures          []*rawSignature
	fixes               map[Tool][]rawText
}

type rawText struct {
	place
	text string
}

type rawRole struct {
	place
	role       role
	symbols    []rawText
	params     []int
	firedBy    []rawText
	bounded    string // "always", or a method
	waits      bool
	early      bool
	unordered  bool
	tier       Tier
	advice     string
	confidence finding.Confidence
	when       []rawText
	optional   bool // not every version has the symbols; matters to Unknown only
}

type rawInterface struct {
	place
	types   []rawText
	methods []string // nil: all
	run     Run
	results Run
	when    []rawText
}

type rawSignature struct {
	place
	params, results []rawText
	when            []rawText
}

// profiles decodes a document: one profile, or a list of them.
func (d *decoder) profiles(n *yaml.Node) []*rawProfile {
	n = deref(n)
	if n.Kind == yaml.MappingNode {
		return []*rawProfile{d.profile(n)}
	}
	var ps []*rawProfile
	d.list(n, "toolkits", func(n *yaml.Node) { ps = append(ps, d.profile(n)) })
	return ps
}

func (d *decoder) profile(n *yaml.Node) *rawProfile {
	p := &rawProfile{place: d.place(n)}
	ok := d.mapping(n, "a toolkit",
		field{"name", d.text(&p.name, "name")},
		field{"title", d.text(&p.title, "title")},
		field{"ui", d.text(&p.ui, "ui")},
		field{"do", d.text(&p.do, "do")},
		field{"packages", func(n *yaml.Node) {
			d.list(n, "packages", func(n *yaml.Node) {
				if e := d.packageEntry(n); e != nil {
					p.packages = append(p.packages, e)
				}
			})
		}},
		field{"opaque", func(n *yaml.Node) { p.opaque = new(bool); d.boolean(p.opaque, "opaque")(n) }},
		field{"unattached", func(n *yaml.Node) {
			if ui, ok := choose(d, n, "unattached", unattached); ok {
				p.unattached = &ui
			}
		}},
		field{"callbacks", func(n *yaml.Node) {
			if r, ok := choose(d, n, "callbacks", runs); ok {
				p.callbacks = &r
			}
		}},
		field{"roles", func(n *yaml.Node) {
			d.list(n, "roles", func(n *yaml.Node) { p.roles = append(p.roles, d.role(n)) })
		}},
		field{"interfaces", func(n *yaml.Node) {
			d.list(n, "interfaces", func(n *yaml.Node) { p.interfaces = append(p.interfaces, d.iface(n)) })
		}},
		field{"signatures", func(n *yaml.Node) {
			d.list(n, "signatures", func(n *yaml.Node) { p.signatures = append(p.signatures, d.signature(n)) })
		}},
		field{"fixes", d.fixes(p)},
	)
	if ok && p.name == "" {
		d.errorf(n, "a toolkit needs a name")
	}
	return p
}

func (d *decoder) packageEntry(n *yaml.Node) *packageEntry {
	e := &packageEntry{place: d.place(n)}
	ok := d.mapping(n, "a package",
		field{"path", d.text(&e.path, "path")},
		field{"also", func(n *yaml.Node) {
			d.oneOrMore(n, "also", func(n *yaml.Node) {
				if s, ok := d.str(n, "path"); ok {
					e.also = append(e.also, s)
				}
			})
		}},
		field{"like", func(n *yaml.Node) {
			e.like = &shape{}
			d.mapping(n, "like",
				field{"name", d.text(&e.like.name, "name")},
				field{"has", func(n *yaml.Node) {
					d.list(n, "has", func(n *yaml.Node) {
						if s, ok := d.str(n, "member"); ok {
							e.like.has = append(e.like.has, s)
						}
					})
				}},
			)
			if e.like.name == "" || len(e.like.has) == 0 {
				d.errorf(n, "like needs a name and a list of members under has: a name alone would match strangers")
			}
		}},
	)
	if !ok {
		return nil
	}
	if e.path == "" {
		d.errorf(n, "a package needs a path")
		return nil
	}
	return e
}

func (d *decoder) texts(to *[]rawText, what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		d.oneOrMore(n, what, func(n *yaml.Node) {
			if s, ok := d.str(n, what); ok {
				*to = append(*to, rawText{d.place(n), s})
			}
		})
	}
}

func (d *decoder) role(n *yaml.Node) *rawRole {
	r := &rawRole{place: d.place(n), confidence: finding.Certain}
	var named, hasRole bool
	only := make(map[string]*yaml.Node) // keys that belong to some roles only
	keep := func(key string, set func(*yaml.Node)) field {
		return field{key, func(n *yaml.Node) { only[key] = n; set(n) }}
	}
	ok := d.mapping(n, "a role",
		field{"role", func(n *yaml.Node) { r.role, hasRole = choose(d, n, "role", roles); named = true }},
		field{"symbols", d.texts(&r.symbols, "symbols")},
		keep("params", func(n *yaml.Node) {
			d.list(n, "params", func(n *yaml.Node) {
				if i, ok := d.index(n); ok {
					r.params = append(r.params, i)
				}
			})
		}),
		keep("bounded", d.text(&r.bounded, "bounded")),
		keep("fired_by", d.texts(&r.firedBy, "fired_by")),
		keep("waits", d.boolean(&r.waits, "waits")),
		keep("early", d.boolean(&r.early, "early")),
		keep("unordered", d.boolean(&r.unordered, "unordered")),
		keep("tier", func(n *yaml.Node) { r.tier, _ = choose(d, n, "tier", tiers) }),
		keep("advice", d.text(&r.advice, "advice")),
		keep("confidence", func(n *yaml.Node) {
			if c, ok := choose(d, n, "confidence", confidences); ok {
				r.confidence = c
			}
		}),
		field{"when", d.texts(&r.when, "when")},
		field{"optional", d.boolean(&r.optional, "optional")},
	)
	if !ok {
		return r
	}
	if !named {
		d.errorf(n, "a role needs the key role")
	}
	if len(r.symbols) == 0 {
		d.errorf(n, "a role needs symbols")
	}
	if !hasRole {
		return r
	}
	if r.role == roleBlocking && only["tier"] == nil {
		d.errorf(n, "blocking needs a tier; valid: wait, network, process, disk")
	}
	d.belongs(r.role, only, "params", roleHandler, roleDispatch, roleSpawn, roleProcess, roleInline, roleNone)
	d.belongs(r.role, only, "bounded", roleSpawn)
	d.belongs(r.role, only, "fired_by", roleHandler, roleSpawn, roleNone)
	d.belongs(r.role, only, "waits", roleDispatch)
	d.belongs(r.role, only, "early", roleDispatch)
	d.belongs(r.role, only, "unordered", roleDispatch)
	d.belongs(r.role, only, "tier", roleBlocking)
	d.belongs(r.role, only, "advice", roleBlocking, roleDispatch)
	d.belongs(r.role, only, "confidence", roleBlocking, roleUI)
	return r
}

// belongs refuses a key that means nothing for r: it would be a rule that its author believes in and nobody obeys.
func (d *decoder) belongs(r role, keys map[string]*yaml.Node, key string, to ...role) {
	n := keys[key]
	if n == nil {
		return
	}
	valid := ""
	for _, t := range to {
		if t == r {
			return
		}
		if valid != "" {
			valid += ", "
		}
		valid += t.String()
	}
	d.errorf(n, "key %q means nothing for the role %s; valid: with %s", key, r, valid)
}

func (d *decoder) iface(n *yaml.Node) *rawInterface {
	i := &rawInterface{place: d.place(n), run: RunUI}
	ok := d.mapping(n, "an interface",
		field{"types", d.texts(&i.types, "types")},
		field{"methods", func(n *yaml.Node) {
			d.oneOrMore(n, "methods", func(n *yaml.Node) {
				if s, ok := d.str(n, "method"); ok {
					i.methods = append(i.methods, s)
				}
			})
		}},
		field{"run", func(n *yaml.Node) { i.run, _ = choose(d, n, "run", runs) }},
		field{"results", func(n *yaml.Node) { i.results, _ = choose(d, n, "results", runs) }},
		field{"when", d.texts(&i.when, "when")},
	)
	if ok && len(i.types) == 0 {
		d.errorf(n, "an interface needs types")
	}
	return i
}

func (d *decoder) signature(n *yaml.Node) *rawSignature {
	s := &rawSignature{place: d.place(n)}
	ok := d.mapping(n, "a signature",
		field{"params", d.texts(&s.params, "params")},
		field{"results", d.texts(&s.results, "results")},
		field{"when", d.texts(&s.when, "when")},
	)
	if ok && len(s.params) == 0 {
		d.errorf(n, "a signature needs params")
	}
	return s
}
