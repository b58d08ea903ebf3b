package n08

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Fields that nobody writes after construction, and a channel field.
type client struct {
	url     string
	headers map[string]string
	quit    chan struct{}
	lbl     *widget.Label
}

func NewClient(url string) *client {
	c := &client{url: url, quit: make(chan struct{})}
	c.headers = map[string]string{"a": "b"}
	c.lbl = widget.NewLabel(url)
	go c.run()
	return c
}

func (c *client) run() {
	for {
		select {
		case <-c.quit:
			return
		default:
			use(c.url, c.headers["a"])
			fyne.Do(func() { c.lbl.SetText(c.url) })
		}
	}
}

func (c *client) Button() *widget.Button {
	return widget.NewButton(c.url, func() {
		use(c.url, c.headers["a"])
		close(c.quit)
	})
}

func use(...string) {}
