package guide

import (
	"context"
	"fmt"
	"strings"

	"github.com/go-bgkit/bgkit/runtime/run"
)

//go:generate go run github.com/go-bgkit/bgkit/cmd/bggen

// Chart is a component whose state the UI goroutine changes while a picture of it is made.
type Chart struct {
	page   *Page
	title  string
	points map[string]int
}

// [capture]

func (c *Chart) onSave(ctx context.Context) {
	title := c.title
	points := make(map[string]int, len(c.points)) // copy mutable data
	for name, n := range c.points {
		points[name] = n
	}
	run.IOBound(ctx, func(context.Context) (string, error) {
		return draw(title, points), nil
	}).Then(c.saved)
}

// draw knows nothing of Chart: it uses what it is given.
func draw(title string, points map[string]int) string {
	return fmt.Sprintf("%s with %d points", title, len(points))
}

// [end]

func (c *Chart) saved(text string, err error) {
	if err != nil {
		text = err.Error()
	}
	c.page.Notify(text)
}

// [generate]

//bg:io
func (c *Chart) render(width int) (string, error) {
	return strings.Repeat("=", width) + draw(c.title, c.points), nil
}

func (c *Chart) onRender(ctx context.Context) {
	c.renderAsync(ctx, 3).Then(c.saved) // copies c.title and c.points, then starts
	c.points["later"] = 1               // changes nothing that render sees
}

// [end]
