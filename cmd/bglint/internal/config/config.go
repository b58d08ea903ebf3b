// Package config reads .bglint.yml.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/go-bgkit/bgkit/analyzers"
	"github.com/go-bgkit/bgkit/analyzers/rule"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// Names are the names that a configuration file may have.
var Names = []string{".bglint.yml", ".bglint.yaml"}

// Config is the content of a configuration file.
type Config struct {
	analyzers.Settings
	Tags     string // build tags, separated by commas
	Baseline string // name of the file with the findings that are known, or ""
}

// Find returns the configuration file that holds for dir: the one in dir or in the nearest folder above it that has one,
// up to the root of the repository. It returns "" where there is none.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		for _, name := range Names {
			path := filepath.Join(dir, name)
			if info, err := os.Stat(path); err == nil && info.IsDir() {
				return "", fmt.Errorf("%s is a folder; the settings are a file of that name", path)
			} else if err == nil {
				return path, nil
			} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return "", err
			}
		}
		parent := filepath.Dir(dir)
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil || parent == dir {
			return "", nil
		}
		dir = parent
	}
}

// Load reads the file at path. A baseline is relative to its folder. The error has all mistakes, each with its place.
func Load(path string) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c, err := Parse(filepath.Base(path), data)
	if c != nil && c.Baseline != "" && !filepath.IsAbs(c.Baseline) {
		c.Baseline = filepath.Join(filepath.Dir(path), filepath.FromSlash(c.Baseline))
	}
	return c, err
}

// Parse reads the content of the file called name.
func Parse(name string, data []byte) (*Config, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, syntaxError(name, err)
	}
	p := &parser{file: name, config: new(Config)}
	if len(doc.Content) == 1 && doc.Content[0].Tag != "!!null" {
		p.root(doc.Content[0])
	}
	return p.config, errors.Join(p.errs...)
}

var yamlLine = regexp.MustCompile(`^yaml: line (\d+): `)

// syntaxError gives an error of the YAML library the form of all others, "file:line: what".
func syntaxError(name string, err error) error {
	text := err.Error()
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		return fmt.Errorf("%s:%s: not YAML: %s", name, m[1], text[len(m[0]):])
	}
	return fmt.Errorf("%s: not YAML: %s", name, strings.TrimPrefix(text, "yaml: "))
}

type parser struct {
	file   string
	config *Config
	errs   []error
}

func (p *parser) errorf(n *yaml.Node, format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("%s:%d:%d: %s", p.file, n.Line, n.Column, fmt.Sprintf(format, args...)))
}

var keys = []string{"baseline", "confidence", "disable", "enable", "tags", "tests", "toolkits"}

func (p *parser) root(n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		p.errorf(n, "not a mapping of keys; valid keys: %s", strings.Join(keys, ", "))
		return
	}
	var seen []string
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if slices.Contains(seen, key.Value) {
			p.errorf(key, "key %q stands here twice", key.Value)
			continue
		}
		seen = append(seen, key.Value)
		c := p.config
		switch key.Value {
		case "toolkits":
			source := toolkit.Source{Name: p.file, Node: value}
			if _, err := toolkit.New(source); err != nil {
				p.errs = append(p.errs, err)
			}
			c.Toolkits = analyzers.Toolkits{source}
		case "enable":
			c.Enable = p.rules(value, key.Value)
		case "disable":
			c.Disable = p.rules(value, key.Value)
		case "confidence":
			word := p.text(value, key.Value)
			confidence, err := analyzers.ParseConfidence(word)
			if err != nil {
				p.errorf(value, "%v", err)
			}
			c.Confidence = confidence
		case "tests":
			if value.Tag != "!!bool" || value.Decode(&c.Tests) != nil {
				p.errorf(value, "tests must be true or false")
			}
		case "baseline":
			c.Baseline = p.text(value, key.Value)
		case "tags":
			c.Tags = strings.Join(p.list(value, key.Value), ",")
		default:
			p.errorf(key, "unknown key %q; valid: %s", key.Value, strings.Join(keys, ", "))
		}
	}
}

func (p *parser) text(n *yaml.Node, key string) string {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!str" {
		p.errorf(n, "%s must be a word", key)
		return ""
	}
	return n.Value
}

// rules reads a list of rules.
func (p *parser) rules(n *yaml.Node, key string) (words []string) {
	for i, word := range p.list(n, key) {
		if _, ok := rule.ID(word); ok || strings.EqualFold(word, "all") || strings.EqualFold(word, "default") {
			words = append(words, word)
			continue
		}
		at := n
		if n.Kind == yaml.SequenceNode {
			at = n.Content[i]
		}
		p.errorf(at, "unknown rule %q; valid: %s, their names, all, default", word, strings.Join(rule.IDs(), ", "))
	}
	return words
}

// list reads a list of words, or one text with commas.
func (p *parser) list(n *yaml.Node, key string) (words []string) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		return Words(n.Value)
	}
	if n.Kind != yaml.SequenceNode {
		p.errorf(n, "%s must be a list", key)
		return nil
	}
	for _, item := range n.Content {
		words = append(words, p.text(item, "each of "+key))
	}
	return words
}

// Words splits a text at its commas and blanks.
func Words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}
