package again

import "sync"

// A folder's lock is not that of the folders in it.
type folder struct {
	mu       sync.Mutex
	name     string
	deleted  bool
	inner    []*folder
	parented func() bool
}

func (d *folder) Lookup(name string) *folder {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := &folder{
		name: name,
		parented: func() bool { // asks d for the new folder
			d.mu.Lock()
			defer d.mu.Unlock()
			return d.deleted
		},
	}
	d.inner = append(d.inner, f)
	return f
}

func (d *folder) gone() bool { return d.deleted || d.parented() }

func (d *folder) Remove(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.gone() {
		return
	}
	for _, f := range d.inner {
		if f.name == name {
			func() {
				f.mu.Lock()
				defer f.mu.Unlock()
				f.deleted = true
			}()
		}
	}
}

// A literal that knows the object itself waits for itself.
func (d *folder) Rename(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	func() { // want `folder.mu is held when a function literal in \(\*folder\).Rename is called, which comes to lock it again`
		d.mu.Lock()
		defer d.mu.Unlock()
		d.name = name
	}()
}

type tab struct {
	mu     sync.Mutex
	title  string
	notify func()
}

func newTab() *tab {
	t := &tab{}
	t.notify = func() { // it knows the tab that has it
		t.mu.Lock()
		defer t.mu.Unlock()
		t.title = "changed"
	}
	return t
}

func (t *tab) Set(title string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.title = title
	t.notify() // want `tab.mu is held when the functions in tab.notify is called, which comes to lock it again`
}
