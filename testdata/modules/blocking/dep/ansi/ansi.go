// Package ansi parses with what its callers give a parser, and takes parsers of its own out of a pool.
package ansi

import "sync"

type Handler struct{ Csi func(rune) }

type Parser struct{ h Handler }

func (p *Parser) SetHandler(h Handler) { p.h = h }

func (p *Parser) Parse(s string) {
	for _, r := range s {
		if p.h.Csi != nil {
			p.h.Csi(r)
		}
	}
}

var pool = sync.Pool{New: func() any { return new(Parser) }}

func get() *Parser { return pool.Get().(*Parser) }

func Width(s string) int {
	p := get()
	p.Parse(s)
	pool.Put(p)
	return len(s)
}

func Strip(s string) string {
	p := new(Parser)
	p.Parse(s)
	return s
}

// Each parses with what it is given.
func Each(s string, h Handler) {
	p := get()
	p.SetHandler(h)
	p.Parse(s)
}
