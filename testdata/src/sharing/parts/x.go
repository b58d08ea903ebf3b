// Package parts shares a struct in a local variable.
package parts

import "fyne.io/fyne/v2/widget"

type point struct{ x, y int }

type room struct {
	log   []string
	name  string
	from  point
	to    point
	label *widget.Label
}

// The goroutine and the handler use fields of their own.
func Apart(lines chan string) *widget.Button {
	r := room{label: widget.NewLabel("")}
	go func() {
		for line := range lines {
			r.log = append(r.log, line)
			r.from.x++
		}
	}()
	return widget.NewButton("Name", func() {
		r.name += "x"
		r.from.y++
		r.to.x = 0
		r.label.SetText(r.name)
	})
}

// They use the same.
func Together(lines chan string) *widget.Button {
	r := room{label: widget.NewLabel("")}
	go func() {
		for line := range lines {
			r.log = append(r.log, line) // want "writes r, which races with"
		}
	}()
	return widget.NewButton("Name", func() {
		r.label.SetText(r.log[0])
	})
}

// The handler copies all of it.
func Whole(lines chan string) *widget.Button {
	r := room{label: widget.NewLabel("")}
	go func() {
		for line := range lines {
			r.from.x += len(line) // want "writes r, which races with"
		}
	}()
	return widget.NewButton("Name", func() {
		use(r)
	})
}

func use(room) {}
