package video

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// shot is a hash of what the user sees of the canvas. WebGL's pixels are gone once they are drawn: the browser is asked.
func (b *tab) shot() string {
	b.t.Helper()
	var png []byte
	b.run(chromedp.Screenshot("#screen", &png, chromedp.ByQuery))
	return string(png)
}

func TestSurface(t *testing.T) {
	s := serve(t, anyPort)
	b := open(t, s.url+"/surface")
	eventually(t, "there are triangles", func() bool { return b.number("triangles") > 1000 })
	before := b.shot()
	eventually(t, "the surface moves", func() bool { return b.shot() != before })
	eventually(t, "meshes a second are shown", func() bool { return b.number("fps") > 1 })

	b.press("stop")
	eventually(t, "the surface stands still", func() bool { one := b.shot(); return one == b.shot() })
	if n := s.counts(t).Tasks["move"]; n != 0 {
		t.Errorf("%d tasks move a surface that stands still", n)
	}
	// Settings still count, and so do the keys.
	few, seen := b.number("triangles"), b.shot()
	b.set("grid", 80)
	eventually(t, "there are more triangles", func() bool { return b.number("triangles") > 2*few })
	eventually(t, "they are drawn", func() bool { return b.shot() != seen })
	seen = b.shot()
	b.run(chromedp.Focus("#screen", chromedp.ByQuery))
	b.keys(right)
	b.run(chromedp.Blur("#screen", chromedp.ByQuery))
	eventually(t, "the surface turns", func() bool { return b.shot() != seen })
	if text := b.text("error"); text != "" {
		t.Errorf("the page complains: %s", strings.TrimSpace(text))
	}
}
