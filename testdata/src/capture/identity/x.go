// Package identity has objects of one type that are not one object.
package identity

import "fyne.io/fyne/v2/widget"

type cursor struct{ at, top int }

type table struct {
	cursor *cursor
	rows   []string
	title  string
	size   int
	mark   int
}

func newTable() *table { return &table{cursor: &cursor{}} }

func (t *table) fill(rows []string) { t.rows = rows }

func (t *table) first() string { return t.rows[0] }

func (t *table) name(s string) {
	t.title = s // want `writes table.title, which races with the read that the UI goroutine does \(and 1 more field\).*writes cursor.top`
}

func (t *table) label() string { return t.title }

func (t *table) move() { t.cursor.at++ }

func (t *table) line() int { return t.cursor.at }

func (t *table) scroll() {
	t.cursor.top++
}

func (t *table) start() int { return t.cursor.top }

func (t *table) grow() {
	t.size++ // want "writes table.size, which races with"
}

func (t *table) length() int { return t.size }

func (t *table) sign() {
	t.mark++ // want "writes table.mark, which races with"
}

func (t *table) signed() int { return t.mark }

// Each view has a table of its own.
type users struct {
	table *table
	label *widget.Label
}

type jobs struct {
	table *table
	label *widget.Label
}

// A third one shows the table of another.
type twin struct {
	table *table
	shown *table
	label *widget.Label
}

func New() (*users, *jobs, *twin) {
	u := &users{table: newTable(), label: widget.NewLabel("")}
	j := &jobs{label: widget.NewLabel("")}
	j.table = newTable()
	t := &twin{table: newTable(), label: widget.NewLabel("")}
	t.shown = t.table
	return u, j, t
}

func (u *users) Load() *widget.Button {
	return widget.NewButton("Load", func() {
		go func() {
			u.table.fill([]string{"a"})
			u.table.move()
			u.table.name("x")
			u.table.scroll()
		}()
	})
}

func (j *jobs) Show() *widget.Button {
	return widget.NewButton("Show", func() {
		j.label.SetText(j.table.first())
		if j.table.line() > 0 {
			j.label.SetText(j.table.label())
		}
	})
}

func (u *users) Show() *widget.Button {
	return widget.NewButton("Show", func() {
		u.label.SetText(u.table.label())
		if u.table.start() > 0 {
			u.label.SetText("")
		}
	})
}

func (t *twin) Show() *widget.Button {
	return widget.NewButton("Show", func() {
		go t.table.grow()
		if t.shown.length() > 0 {
			t.label.SetText("")
		}
	})
}

// A table that comes from elsewhere may be any.
type guest struct {
	host  *users
	table *table
	label *widget.Label
}

func NewGuest(u *users, t *table) *guest {
	return &guest{host: u, table: t, label: widget.NewLabel("")}
}

func (g *guest) Show() *widget.Button {
	return widget.NewButton("Show", func() {
		go g.host.table.sign()
		if g.table.signed() > 0 {
			g.label.SetText("")
		}
	})
}

// Of what comes and goes as an argument there are many.
type order struct{ state string }

func (g *guest) Order() *widget.Button {
	return widget.NewButton("Order", func() {
		g.send(&order{})
		g.send(&order{state: "again"})
		g.tell(&order{})
	})
}

func (g *guest) send(o *order) {
	go func() { o.state = "sent" }()
}

func (g *guest) tell(o *order) { g.label.SetText(o.state) }

// A function that gets the receiver is as good as a method.
type page struct {
	width int
	label *widget.Label
}

func NewPages() (*page, *page) { return &page{}, &page{} }

func (p *page) Resize() *widget.Button {
	return widget.NewButton("Resize", func() {
		p.width++
		measure(p)
	})
}

func (p *page) Again() *widget.Button {
	return widget.NewButton("Again", func() { measure(p) })
}

func measure(p *page) {
	go func() {
		p.label.SetText(string(rune(p.width))) // want "reads page.width, which races with"
	}()
}
