// Package ops has interfaces that embed one another, and types for them.
package ops

import "os/exec"

type Op interface{ Init() }

type Searcher interface {
	Op
	Search(text string)
}

type bookmark struct{}

func NewBookmark() Op { return bookmark{} }

func (bookmark) Init() { exec.Command("jj", "bookmark", "list").Run() }

type fuzzy struct{ text string }

func NewFuzzy() Searcher { return &fuzzy{} }

func (f *fuzzy) Init() { f.text = "" }

func (f *fuzzy) Search(text string) { f.text = text }
