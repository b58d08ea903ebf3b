package video

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser is one Chromium for all tests. Each page is a tab of its own.
var browser struct {
	once   sync.Once
	ctx    context.Context
	cancel context.CancelFunc
	err    error
}

func startBrowser() {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		browser.err = fmt.Errorf("no Chromium (Debian: apt-get install chromium)")
		return
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("enable-unsafe-swiftshader", true), // WebGL without a graphics card
		chromedp.WindowSize(1100, 800),
	)
	if os.Getuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, cancelAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {})) // events newer than chromedp
	browser.ctx, browser.cancel = ctx, func() { cancel(); cancelAllocator() }
	browser.err = chromedp.Run(ctx)
}

func closeBrowser() {
	if browser.cancel != nil {
		browser.cancel()
	}
}

// tab is a page of the application in the browser.
type tab struct {
	t     *testing.T
	ctx   context.Context
	close func()

	mu       sync.Mutex
	console  []string // errors
	expected []string // parts of those that the test brings about
}

// open opens a page, and has it connected. At the end of the test the page's console must be free of errors.
func open(t *testing.T, url string) *tab {
	t.Helper()
	browser.once.Do(startBrowser)
	if browser.err != nil && browser.ctx == nil {
		t.Skip(browser.err)
	}
	if browser.err != nil {
		t.Fatal(browser.err)
	}
	ctx, cancel := chromedp.NewContext(browser.ctx)
	b := &tab{t: t, ctx: ctx, close: sync.OnceFunc(cancel)}
	if err := chromedp.Run(ctx); err != nil { // makes the tab, which would end with a context that has a timeout
		t.Fatal(err)
	}
	chromedp.ListenTarget(ctx, b.listen)
	b.run(runtime.Enable(), log.Enable(), chromedp.Navigate(url))
	t.Cleanup(func() {
		b.close()
		b.check()
	})
	b.connected()
	return b
}

func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.console = append(b.console, e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError {
			var text []string
			for _, a := range e.Args {
				text = append(text, string(a.Value))
			}
			b.console = append(b.console, strings.Join(text, " "))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError {
			b.console = append(b.console, e.Entry.Text)
		}
	}
}

// expect allows console messages that contain part: a test that cuts connections brings them about.
func (b *tab) expect(part string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.expected = append(b.expected, part)
}

func (b *tab) check() {
	b.mu.Lock()
	defer b.mu.Unlock()
lines:
	for _, line := range b.console {
		for _, part := range b.expected {
			if strings.Contains(line, part) {
				continue lines
			}
		}
		b.t.Errorf("console: %s", line)
	}
}

func (b *tab) run(actions ...chromedp.Action) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) eval(script string, to any) {
	b.t.Helper()
	b.run(chromedp.Evaluate(script, to))
}

func (b *tab) text(id string) (s string) {
	b.t.Helper()
	b.eval(fmt.Sprintf("document.getElementById(%q)?.textContent ?? ''", id), &s)
	return s
}

func (b *tab) number(id string) (n float64) {
	b.t.Helper()
	b.eval(fmt.Sprintf("Number(document.getElementById(%q)?.textContent)", id), &n)
	return n
}

func (b *tab) connected() {
	b.t.Helper()
	eventually(b.t, "the page is connected", func() bool { return b.text("connection") == "connected" })
}

// press clicks on a button, once it can be.
func (b *tab) press(id string) {
	b.t.Helper()
	b.run(chromedp.WaitEnabled("#"+id, chromedp.ByQuery), chromedp.Click("#"+id, chromedp.ByQuery))
}

// set gives a field a value as the user's hand does: by an event.
func (b *tab) set(id string, value any) {
	b.t.Helper()
	b.eval(fmt.Sprintf(`{ const f = document.getElementById(%q); f.value = %q; f.dispatchEvent(new Event("input", {bubbles: true})) }`, id, fmt.Sprint(value)), nil)
}

// keys types on the element that has the focus.
func (b *tab) keys(keys string) {
	b.t.Helper()
	b.run(chromedp.KeyEvent(keys))
}

const (
	tabKey = kb.Tab
	enter  = kb.Enter
	right  = kb.ArrowRight
	left   = kb.ArrowLeft
)

// picture is what the canvas of the video page shows: figures of its pixels.
type picture struct {
	Sum    float64 // changes with every change
	White  float64 // part of the pixels that are nearly white
	Color  float64 // part of the pixels that have a colour
	Detail float64 // mean square of the difference of neighbours
}

func (b *tab) picture() (p picture) {
	b.t.Helper()
	b.eval(`(() => {
		const c = document.getElementById("screen"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
		let sum = 0, white = 0, color = 0, detail = 0;
		for (let i = 0; i < d.length; i += 4) {
			sum = (sum * 31 + d[i] * 65536 + d[i+1] * 256 + d[i+2]) % 4294967291;
			if (Math.min(d[i], d[i+1], d[i+2]) > 200) white++;
			if (Math.max(d[i], d[i+1], d[i+2]) - Math.min(d[i], d[i+1], d[i+2]) > 40) color++;
			if (i >= 4) detail += (d[i] - d[i-4]) ** 2;
		}
		const n = d.length / 4;
		return { Sum: sum, White: white / n, Color: color / n, Detail: detail / n };
	})()`, &p)
	return p
}

// plays waits until the picture has changed, twice.
func (b *tab) plays() {
	b.t.Helper()
	for range 2 {
		before := b.picture()
		eventually(b.t, "the picture changes", func() bool { return b.picture() != before })
	}
}

// stands waits until the picture has stood still for a while.
func (b *tab) stands() {
	b.t.Helper()
	eventually(b.t, "the picture stands still", func() bool {
		before := b.picture()
		time.Sleep(400 * time.Millisecond)
		return b.picture() == before
	})
}
