package s18

import (
	"sync"

	"github.com/rivo/tview"
)

type tree struct {
	app  *tview.Application
	wg   sync.WaitGroup
	root *tview.TreeNode
}

func (t *tree) busy(msg string, f func() error) {
	t.wg.Add(1)
	go func() {
		defer t.wg.Done()
		_ = f()
	}()
}

func (t *tree) Bind(view *tview.TreeView, child *tview.TreeNode) {
	view.SetSelectedFunc(func(node *tview.TreeNode) {
		t.busy("load", func() error {
			node.AddChild(child) // want "off the UI goroutine"
			return nil
		})
		t.wg.Go(func() {
			t.root.ClearChildren() // want "off the UI goroutine"
		})
		t.busy("load", func() error {
			t.app.QueueUpdateDraw(func() { node.AddChild(child) })
			return nil
		})
	})
}
