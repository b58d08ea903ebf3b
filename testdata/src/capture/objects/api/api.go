// Package api keeps answers in caches: of one type, but for different things.
package api

import "capture/objects/store"

type index struct {
	byName *store.Cache[string, int]
}

var (
	names  = index{byName: store.New(func() map[string]int { return map[string]int{} })}
	titles = store.New(func() map[int]string { return map[int]string{} })
	sizes  = store.New(func() map[int]int64 { return map[int]int64{} })
	safe   = store.NewSafe[string, int]()
	others = store.NewSafe[int, int]()
)

// Title looks up what a goroutine and the UI ask for.
func Title(id int) string {
	t, ok := titles.Get(id)
	if !ok {
		t = "title"
		titles.Set(id, t)
	}
	return t
}

// Size is asked for in the background only.
func Size(id int) int64 {
	n, _ := sizes.Get(id)
	return n
}

func (x index) find(name string) int {
	n, _ := x.byName.Get(name)
	return n
}

// Find looks up in the cache of a package variable's field.
func Find(name string) int { return names.find(name) }

// Count has a lock.
func Count(name string) int {
	safe.Set(name, safe.Get(name)+1)
	return others.Get(safe.Get(name))
}

// A Settings has a type of its own for each use behind one interface.
type Settings interface {
	Theme() string
	SetTheme(string)
}

type File struct{ theme string }

func NewFile() *File { return &File{} }

func (f *File) Theme() string         { return f.theme }
func (f *File) SetTheme(theme string) { f.theme = theme }
