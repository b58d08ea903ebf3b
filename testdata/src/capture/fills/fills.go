// Package fills writes by address.
package fills

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"capture/fills/store"

	"fyne.io/fyne/v2/widget"
)

type item struct {
	task    store.Task
	count   int
	options struct{ Wide bool }
	other   store.Task
	label   *widget.Label
}

func (i *item) Reload(row *sql.Row) *widget.Button {
	return widget.NewButton("Reload", func() {
		go func() {
			store.Load(row, &i.task) // want "writes item.task.Spent, which races with"
		}()
		i.label.SetText(fmt.Sprint(i.task.Spent, i.task.Summary))
	})
}

func (i *item) Quiet(row *sql.Row) *widget.Button {
	return widget.NewButton("Reload", func() {
		go func() { println(store.Show(&i.other)) }()
		i.label.SetText(i.other.Summary)
	})
}

type view struct {
	count   int
	options struct{ Wide bool }
	all     store.Task
	first   string
	label   *widget.Label
}

func (v *view) Count(row *sql.Row) *widget.Button {
	return widget.NewButton("Count", func() {
		go func() {
			row.Scan(&v.count) // want "writes view.count, which races with"
		}()
		v.label.SetText(fmt.Sprint(v.count))
	})
}

func (v *view) Configure(data []byte) *widget.Button {
	return widget.NewButton("Configure", func() {
		go func() {
			json.Unmarshal(data, &v.options) // want "writes view.options, which races with"
			store.Parse(data, &v.all)
			fmt.Sscan(string(data), &v.first)
		}()
		if v.options.Wide {
			v.label.SetText(v.all.Summary + v.first)
		}
	})
}

// Right: a copy, and its result on the UI goroutine.
type careful struct {
	task  store.Task
	label *widget.Label
}

func (c *careful) Reload(row *sql.Row, do func(func())) *widget.Button {
	return widget.NewButton("Reload", func() {
		task := c.task
		go func() {
			store.Load(row, &task)
			do(func() { c.label.SetText(task.Owner.Name) })
		}()
	})
}
