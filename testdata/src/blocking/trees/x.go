// Package trees reads directories: one is small, a whole tree is not.
package trees

import (
	"os"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"
)

type node struct {
	path     string
	isDir    bool
	open     bool
	children []*node
}

type browser struct {
	root  *node
	tabs  []*browser
	found []*node
	open  bool
}

func (b *browser) Init() tea.Cmd { return nil }
func (b *browser) View() string  { return "" }

func (b *browser) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyMsg); ok {
		switch key.String() {
		case "enter":
			b.root.open = !b.root.open
			b.root.load()
		case "/":
			b.search(b.root, func(n *node) { b.found = append(b.found, n) })
		case "s":
			b.size(b.root.path)
		case "r":
			b.refresh(b.root)
		case "c":
			b.count(b.root.path)
		case "o":
			b.restore(b.root, map[string]bool{".": true})
		case "t":
			b.forward(msg)
		}
	}
	return b, nil
}

// One directory, when the user opens it.
func (n *node) load() {
	entries, err := os.ReadDir(n.path)
	if err != nil {
		return
	}
	for _, entry := range entries {
		n.children = append(n.children, &node{path: filepath.Join(n.path, entry.Name()), isDir: entry.IsDir()})
	}
}

// Every directory below, read when it has not been read before.
func (b *browser) search(n *node, visit func(*node)) {
	for _, child := range n.children {
		visit(child)
		if child.isDir {
			if len(child.children) == 0 {
				child.load() // want `a walk through a directory tree blocks the UI goroutine`
			}
			b.search(child, visit)
		}
	}
}

// The same with nothing in between.
func (b *browser) size(dir string) (n int64) {
	entries, _ := os.ReadDir(dir) // want `a walk through a directory tree blocks the UI goroutine`
	for _, entry := range entries {
		if entry.IsDir() {
			n += b.size(filepath.Join(dir, entry.Name()))
		} else if info, err := entry.Info(); err == nil {
			n += info.Size()
		}
	}
	return n
}

// A literal that calls itself.
func (b *browser) count(dir string) (n int) {
	var walk func(dir string)
	walk = func(dir string) {
		entries, _ := os.ReadDir(dir) // want `a walk through a directory tree blocks the UI goroutine`
		for _, entry := range entries {
			if n++; entry.IsDir() {
				walk(filepath.Join(dir, entry.Name()))
			}
		}
	}
	walk(dir)
	return n
}

// Only what the user has opened is read again.
func (b *browser) refresh(n *node) {
	n.load()
	for _, child := range n.children {
		if child.open {
			b.refresh(child)
		}
	}
}

// The same, remembered by path.
func (b *browser) restore(n *node, opened map[string]bool) {
	for _, child := range n.children {
		if opened[child.path] {
			child.load()
			b.restore(child, opened)
		}
	}
}

// Tabs pass a message on; one of them reads a directory.
func (b *browser) forward(msg tea.Msg) {
	b.root.load()
	if len(b.tabs) > 0 {
		b.tabs[0].forward(msg)
	}
}
