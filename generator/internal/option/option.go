// Package option reads the directives //bg:io and //bg:cpu.
//
//	//bg:io [name=N] [timeout=D] [lazy] [share=F,...] [clone=F:FUNC,...] [// reason]
//
// Words are separated by blanks. A field is named as the body names it, without the receiver: db, cfg.store. What follows
// a further pair of slashes is the reason; share= needs one.
package option

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Kind says where a method runs.
type Kind string

// The kinds are the directives' verbs.
const (
	IO  Kind = "io"  // on a goroutine of the I/O executor
	CPU Kind = "cpu" // in a worker process
)

// Options are what one directive says.
type Options struct {
	Kind    Kind
	Name    string        // of the wrapper; "" is the method's with Async
	Timeout time.Duration // 0: none
	Lazy    bool
	Share   []Field
	Clone   []Field
	Reason  string
}

// A Field is one element of share= or clone=.
type Field struct {
	Path   string // cfg.store
	Func   string // of clone=: deepCopy, pkg.DeepCopy
	Offset int    // in the comment
}

// A Problem is a mistake in a directive.
type Problem struct {
	Offset  int // in the comment
	Message string
}

// Is reports whether a comment is one of bggen's directives, well formed or not.
func Is(comment string) bool {
	_, _, ok := verb(comment)
	return ok
}

func verb(comment string) (kind Kind, rest string, ok bool) {
	text, ok := strings.CutPrefix(comment, "//bg:")
	if !ok {
		return "", "", false
	}
	for _, k := range []Kind{IO, CPU} {
		if rest, ok := strings.CutPrefix(text, string(k)); ok {
			if r, _ := utf8.DecodeRuneInString(rest); rest == "" || unicode.IsSpace(r) {
				return k, rest, true
			}
		}
	}
	return "", "", false
}

// Parse reads a comment for which Is holds. It returns all mistakes, and what could be read besides them.
func Parse(comment string) (Options, []Problem) {
	kind, rest, ok := verb(comment)
	if !ok {
		return Options{}, []Problem{{0, "not a directive of bggen"}}
	}
	p := parser{Options: Options{Kind: kind}, seen: map[string]bool{}}
	start := len(comment) - len(rest)
	if i := reasonAt(rest); i >= 0 {
		p.Reason = strings.TrimSpace(rest[i+2:])
		rest = rest[:i]
	}
	for i := 0; i < len(rest); {
		r, n := utf8.DecodeRuneInString(rest[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		end := strings.IndexFunc(rest[i:], unicode.IsSpace)
		if end < 0 {
			end = len(rest) - i
		}
		if p.seen["share"] && p.Reason == "" && !isOption(rest[i:i+end]) {
			p.problem(start+i, "share= needs the reason why the field may be shared, after slashes: // %s", strings.TrimSpace(rest[i:]))
			return p.Options, p.problems
		}
		p.word(rest[i:i+end], start+i)
		i += end
	}
	if len(p.Share) > 0 && p.Reason == "" {
		p.problem(p.Share[0].Offset, "share= needs the reason why the field may be shared: end the line with // and the reason")
	}
	return p.Options, p.problems
}

// reasonAt finds the slashes that begin the reason: at the beginning or after a blank.
func reasonAt(s string) int {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '/' && s[i+1] == '/' && (i == 0 || s[i-1] == ' ' || s[i-1] == '\t') {
			return i
		}
	}
	return -1
}

type parser struct {
	Options
	seen     map[string]bool
	problems []Problem
}

func (p *parser) problem(offset int, format string, args ...any) {
	p.problems = append(p.problems, Problem{offset, fmt.Sprintf(format, args...)})
}

const valid = "valid are clone=FIELD:FUNC, lazy, name=NAME, share=FIELD, timeout=DURATION"

// isOption reports whether a word is one of the options, with a value or without.
func isOption(w string) bool {
	key, _, _ := strings.Cut(w, "=")
	return slices.Contains([]string{"clone", "lazy", "name", "share", "timeout"}, key)
}

// word reads one option.
func (p *parser) word(w string, offset int) {
	key, value, assigned := strings.Cut(w, "=")
	switch {
	case !isOption(w):
		p.problem(offset, "unknown option %q: %s", key, valid)
		return
	case p.seen[key]:
		p.problem(offset, "option %s stands here twice: separate several fields by commas", key)
		return
	case key == "lazy" && assigned:
		p.problem(offset, "option lazy takes no value")
		return
	case key != "lazy" && value == "":
		p.problem(offset, "option %s needs a value: %s", key, valid)
		return
	}
	p.seen[key] = true
	at := offset + len(key) + 1
	switch key {
	case "lazy":
		p.Lazy = true
	case "name":
		if !token.IsIdentifier(value) || value == "_" {
			p.problem(at, "name=%s is not a method's name", value)
			return
		}
		p.Name = value
	case "timeout":
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			p.problem(at, "timeout=%s is not a positive duration such as 500ms, 3s or 1m30s", value)
			return
		}
		p.Timeout = d
	case "share":
		p.Share = p.fields(value, at, false)
	case "clone":
		p.Clone = p.fields(value, at, true)
	}
}

// fields reads a list of fields, with functions or without.
func (p *parser) fields(list string, offset int, funcs bool) []Field {
	var out []Field
	for _, item := range strings.Split(list, ",") {
		path, fn, hasFunc := strings.Cut(item, ":")
		switch {
		case !selector(path, -1):
			p.problem(offset, "%q is not a field: write it as the body does, without the receiver", path)
		case slices.ContainsFunc(out, func(f Field) bool { return f.Path == path }):
			p.problem(offset, "field %s stands here twice", path)
		case funcs && !hasFunc:
			p.problem(offset, "clone=%s names no function: write clone=%s:FUNC with a func(T) T", path, path)
		case funcs && !selector(fn, 2):
			p.problem(offset, "%q is not the name of a function: FUNC or package.FUNC", fn)
		case !funcs && hasFunc:
			p.problem(offset, "share= takes fields only; for a function write clone=%s", item)
		default:
			out = append(out, Field{Path: path, Func: fn, Offset: offset})
		}
		offset += len(item) + 1
	}
	return out
}

// selector reports whether s is identifiers joined by dots, at most max (-1: any number) of them.
func selector(s string, max int) bool {
	parts := strings.Split(s, ".")
	for _, part := range parts {
		if !token.IsIdentifier(part) || part == "_" {
			return false
		}
	}
	return max < 0 || len(parts) <= max
}
