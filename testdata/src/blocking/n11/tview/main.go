// Command tview is look-alike N11: the tables are filled before Run.
package main

import (
	"os/exec"

	"github.com/rivo/tview"
)

func main() {
	app := tview.NewApplication()
	table := tview.NewTable()
	fill(table)
	if err := app.SetRoot(table, true).Run(); err != nil {
		panic(err)
	}
}

func fill(table *tview.Table) {
	out, err := exec.Command("df").Output()
	if err == nil {
		table.SetCellSimple(0, 0, string(out))
	}
}
