package video

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

const anyPort = "127.0.0.1:0"

func TestStream(t *testing.T) {
	s := serve(t, anyPort)
	b := open(t, s.url)
	if tasks := s.counts(t).Tasks["read pattern"]; tasks != 0 {
		t.Errorf("%d readers before the start", tasks)
	}

	b.press("start")
	b.plays()
	eventually(t, "frames a second are shown", func() bool { return b.number("fps") > 1 })
	if got := s.counts(t).Tasks["read pattern"]; got != 1 {
		t.Errorf("%d readers, want 1", got)
	}

	b.set("operation", "none")
	eventually(t, "the picture has its colours", func() bool { return b.picture().Color > 0.3 })
	sharp := b.picture().Detail
	b.set("operation", "gray")
	eventually(t, "the picture is gray", func() bool { p := b.picture(); return p.Color == 0 && p.Detail > 1 })
	b.set("operation", "blur")
	b.set("blur", 20)
	eventually(t, "the picture is blurred", func() bool { p := b.picture(); return p.Color > 0.3 && p.Detail < 0.5*sharp })

	b.press("stop")
	b.stands()
	eventually(t, "the reader has ended", func() bool { return s.counts(t).Tasks["read pattern"] == 0 })
	b.press("start")
	b.plays()
}

// The sliders of the thresholds change how much is an edge, in the pixels that the user sees.
func TestSlider(t *testing.T) {
	s := serve(t, anyPort)
	b := open(t, s.url)
	b.press("start")
	b.set("low", 5)
	b.set("high", 10)
	eventually(t, "there are many edges", func() bool { return b.picture().White > 0.01 })
	many := b.picture().White
	b.set("low", 250)
	b.set("high", 254)
	eventually(t, "there are fewer edges", func() bool { p := b.picture(); return p.White > 0 && p.White < 0.85*many })
	var said string
	b.eval("document.querySelector('output[for=low]').textContent", &said)
	if said != "250" {
		t.Errorf("the slider says %q, want 250", said)
	}
}

func TestKeyboard(t *testing.T) {
	s := serve(t, anyPort)
	b := open(t, s.url)
	focus := func() (id string) {
		b.eval("document.activeElement.id || document.activeElement.textContent", &id)
		return id
	}
	var order []string
	for range 6 {
		b.keys(tabKey)
		order = append(order, focus())
	}
	if got, want := strings.Join(order, " "), "Video Surface start source operation low"; got != want {
		t.Fatalf("the tab key goes to %s, want %s", got, want)
	}
	b.keys(right + right + left)
	var low string
	b.eval("document.getElementById('low').value", &low)
	if low != "61" {
		t.Errorf("the arrow keys moved the threshold from 60 to %s, want 61", low)
	}
	b.run(chromedp.Focus("#start", chromedp.ByQuery))
	b.keys(enter)
	b.plays()
	if id := focus(); id != "stop" {
		t.Errorf("after the start the focus is on %q, want stop", id)
	}
	b.keys(enter)
	b.stands()
}

// A reload leaves nothing of the page before, and keeps what the user chose.
func TestReload(t *testing.T) {
	s := serve(t, anyPort)
	b := open(t, s.url)
	b.press("start")
	b.set("operation", "gray")
	b.plays()
	b.run(chromedp.Reload())
	b.connected()
	eventually(t, "the old page and its reader are gone", func() bool {
		c := s.counts(t)
		return c.Pages == 1 && c.Tasks["read pattern"] == 0 && c.Tasks["write"] == 1
	})
	b.press("start")
	b.plays()
	eventually(t, "the picture is gray", func() bool { return b.picture().Color == 0 })
}

func TestTwoPages(t *testing.T) {
	s := serve(t, anyPort)
	one, two := open(t, s.url), open(t, s.url)
	for _, b := range []*tab{one, two} {
		b.press("start")
	}
	one.set("operation", "gray")
	two.set("operation", "none")
	eventually(t, "each page has its own operation", func() bool {
		return one.picture().Color == 0 && one.picture().Detail > 1 && two.picture().Color > 0.3
	})
	one.press("stop")
	one.stands()
	two.plays()
	if c := s.counts(t); c.Pages != 2 || c.Tasks["read pattern"] != 1 {
		t.Errorf("pages and tasks %+v, want 2 pages and 1 reader", c)
	}
}

func TestClosePage(t *testing.T) {
	s := serve(t, anyPort)
	stays, goes := open(t, s.url), open(t, s.url)
	for _, b := range []*tab{stays, goes} {
		b.press("start")
		b.plays()
	}
	if c := s.counts(t); c.Pages != 2 || c.Tasks["read pattern"] != 2 || c.Tasks["write"] != 2 {
		t.Fatalf("pages and tasks %+v, want 2 of each", c)
	}
	goes.close()
	start := time.Now()
	eventually(t, "the closed page's tasks have ended", func() bool {
		c := s.counts(t)
		return c.Pages == 1 && c.Tasks["read pattern"] == 1 && c.Tasks["write"] == 1
	})
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("it took %v: the page did not say good-bye", d)
	}
	stays.plays()
}

func TestCrash(t *testing.T) {
	s := serve(t, anyPort)
	b := open(t, s.url)
	b.press("start")
	b.plays()
	b.press("crash")
	eventually(t, "the page says what happened", func() bool {
		return strings.Contains(b.text("error"), "crashed (segmentation fault). One picture is lost")
	})
	b.plays()
	if c := s.counts(t); c.Workers.Crashed != 1 || c.Tasks["read pattern"] != 1 {
		t.Errorf("crashed calls and tasks %+v, want 1 of each", c)
	}
	eventually(t, "the page counts it", func() bool { return strings.Contains(b.text("crashed"), "1 crashed") })
}

// The network is cut and comes back: the page is the same one, and its stream goes on with its settings.
func TestNetworkCut(t *testing.T) {
	s := serve(t, anyPort)
	p := newProxy(t, s)
	b := open(t, p.url)
	b.expect("WebSocket connection to")
	b.set("operation", "gray")
	b.press("start")
	b.plays()
	b.eval("window.marked = true", nil)

	p.cut(true)
	eventually(t, "the page says that the connection is lost", func() bool {
		return strings.Contains(b.text("connection"), "connection lost")
	})
	eventually(t, "nothing is read for nobody", func() bool { return s.counts(t).Tasks["read pattern"] == 0 })
	if c := s.counts(t); c.Pages != 1 {
		t.Errorf("%d pages during the cut, want 1 that waits", c.Pages)
	}
	p.cut(false)
	b.connected()
	b.plays()
	var marked bool
	b.eval("window.marked === true", &marked)
	if !marked {
		t.Error("the page was loaded again")
	}
	if p := b.picture(); p.Color != 0 {
		t.Errorf("%.0f %% of the picture have a colour: the settings are lost", 100*p.Color)
	}
	if c := s.counts(t); c.Pages != 1 || c.Tasks["read pattern"] != 1 {
		t.Errorf("pages and tasks %+v, want 1 of each", c)
	}
}

// Who does not come back has left.
func TestNetworkGone(t *testing.T) {
	s := serve(t, anyPort, "-grace", "1s")
	p := newProxy(t, s)
	b := open(t, p.url)
	b.expect("WebSocket connection to")
	b.press("start")
	b.plays()
	p.cut(true)
	eventually(t, "the page has ended", func() bool { return s.counts(t).Pages == 0 })
	p.cut(false) // the browser comes back too late: it is given a new page
	eventually(t, "there is a new page", func() bool { return s.counts(t).Pages == 1 })
	b.connected()
}

func TestShutdown(t *testing.T) {
	s := serve(t, anyPort)
	b := open(t, s.url)
	b.expect("WebSocket connection to")
	b.press("start")
	b.plays()
	s.stop(t)
	time.Sleep(time.Second) // it has tried to come back in vain
	if got := b.text("connection"); got != "the server has ended; trying again" {
		t.Errorf("the page says %q", got)
	}
	again := serve(t, strings.TrimPrefix(s.url, "http://"))
	b.connected()
	b.press("start")
	b.plays()
	if c := again.counts(t); c.Pages != 1 {
		t.Errorf("%d pages on the new server, want 1", c.Pages)
	}
}
