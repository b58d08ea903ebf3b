package toolkit

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A decoder walks YAML nodes and collects every error with its place, so that a user repairs a file in one go. It does not
// use yaml's own decoding into structs, which stops at the first unknown key and forgets columns.
type decoder struct {
	file string
	errs []error
}

// A place is where something is written in a profile.
type place struct {
	file      string
	line, col int
}

func (p place) String() string { return fmt.Sprintf("%s:%d:%d", p.file, p.line, p.col) }

func (p place) errorf(format string, args ...any) error {
	return fmt.Errorf("%s: %s", p, fmt.Sprintf(format, args...))
}

func (d *decoder) place(n *yaml.Node) place { return place{d.file, n.Line, n.Column} }

func (d *decoder) errorf(n *yaml.Node, format string, args ...any) {
	d.errs = append(d.errs, d.place(n).errorf(format, args...))
}

// documents parses data into one node for each YAML document that has content.
func (d *decoder) documents(data []byte) []*yaml.Node {
	var docs []*yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var doc yaml.Node
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return docs
		}
		if err != nil {
			d.errs = append(d.errs, fmt.Errorf("%s: %w", d.file, err))
			return docs
		}
		if doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 {
			docs = append(docs, doc.Content[0])
		}
	}
}

// deref follows an alias. Aliases can make a cycle; the schema has a fixed depth, so the walk ends all the same.
func deref(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		return n.Alias
	}
	return n
}

// A field decodes the value of one key of a mapping.
type field struct {
	key string
	set func(*yaml.Node)
}

// mapping decodes n with one of fields for each key, and refuses unknown and repeated keys.
func (d *decoder) mapping(n *yaml.Node, what string, fields ...field) bool {
	n = deref(n)
	if n.Kind != yaml.MappingNode {
		d.errorf(n, "%s must be a mapping", what)
		return false
	}
	seen := make(map[string]bool)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		j := slices.IndexFunc(fields, func(f field) bool { return f.key == key.Value })
		switch {
		case j < 0:
			names := make([]string, len(fields))
			for i, f := range fields {
				names[i] = f.key
			}
			d.errorf(key, "unknown key %q in %s; valid: %s", key.Value, what, strings.Join(names, ", "))
		case seen[key.Value]:
			d.errorf(key, "key %q is here twice", key.Value)
		default:
			seen[key.Value] = true
			fields[j].set(value)
		}
	}
	return true
}

// list calls elem for each element of a sequence.
func (d *decoder) list(n *yaml.Node, what string, elem func(*yaml.Node)) {
	n = deref(n)
	if n.Kind != yaml.SequenceNode {
		d.errorf(n, "%s must be a list", what)
		return
	}
	for _, e := range n.Content {
		elem(e)
	}
}

// oneOrMore calls elem for a scalar, or for each element of a sequence.
func (d *decoder) oneOrMore(n *yaml.Node, what string, elem func(*yaml.Node)) {
	if deref(n).Kind == yaml.ScalarNode {
		elem(n)
		return
	}
	d.list(n, what, elem)
}

// str decodes a text. Null is no text, so that a key whose value was forgotten is found.
func (d *decoder) str(n *yaml.Node, what string) (string, bool) {
	n = deref(n)
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || n.Value == "" {
		if strings.HasPrefix(n.Tag, "!") && !strings.HasPrefix(n.Tag, "!!") {
			d.errorf(n, "%s begins with \"!\", which YAML takes for a tag; put it in quotes", what)
		} else {
			d.errorf(n, "%s must be a text that is not empty", what)
		}
		return "", false
	}
	return n.Value, true
}

func (d *decoder) text(to *string, what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if s, ok := d.str(n, what); ok {
			*to = s
		}
	}
}

func (d *decoder) boolean(to *bool, what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		switch deref(n).Value {
		case "true":
			*to = true
		case "false":
			*to = false
		default:
			d.errorf(n, "%s is %q; valid: true, false", what, deref(n).Value)
		}
	}
}

// index decodes a parameter's number.
func (d *decoder) index(n *yaml.Node) (int, bool) {
	i, err := strconv.Atoi(deref(n).Value)
	if err != nil || i < 0 || i > 99 {
		d.errorf(n, "parameter number %q; valid: 0 for the first parameter, 1 for the second and so on, the receiver not counted", deref(n).Value)
		return 0, false
	}
	return i, true
}

// choice is one of a fixed set of words.
type choice[T any] struct {
	word  string
	value T
}

// choose decodes a word; the words are listed when it is none of them.
func choose[T any](d *decoder, n *yaml.Node, what string, choices []choice[T]) (T, bool) {
	var zero T
	words := make([]string, len(choices))
	for i, c := range choices {
		if deref(n).Kind == yaml.ScalarNode && c.word == deref(n).Value {
			return c.value, true
		}
		words[i] = c.word
	}
	d.errorf(n, "unknown %s %q; valid: %s", what, deref(n).Value, strings.Join(words, ", "))
	return zero, false
}
