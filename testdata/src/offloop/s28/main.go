// Command s28 is shape S28, third part: the loop runs in a goroutine, so this goroutine is the background now.
package main

import "github.com/rivo/tview"

func main() {
	app := tview.NewApplication()
	root := tview.NewTreeNode("root")
	tree := tview.NewTreeView().SetRoot(root) // right: the loop does not run yet
	app.SetRoot(tree, true)
	go app.Run()
	root.AddChild(tview.NewTreeNode("late")) // a limit: not seen
	select {}
}
