// Package mapview looks at the page of "bglint map" in a real browser, as a user would.
package mapview

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

var update = flag.Bool("update", false, "rewrite docs/map.png")

const root = "../../.."

var folder string

func TestMain(m *testing.M) {
	flag.Parse()
	var err error
	if folder, err = os.MkdirTemp("", "map"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// drawDemo has bglint draw the demo, once, and returns the file.
func drawDemo(t *testing.T) string {
	t.Helper()
	page, err := demo()
	if err != nil {
		t.Fatal(err)
	}
	return page
}

var demo = sync.OnceValues(func() (string, error) {
	program, page := filepath.Join(folder, "bglint"), filepath.Join(folder, "map.html")
	for _, args := range [][]string{{"go", "build", "-o", program, "./cmd/bglint"}, {program, "map", "-o", page, "./testdata/demo/..."}} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = root
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s: %w: %s", args[0], err, out)
		}
	}
	return page, nil
})

// browser is one page in a browser.
type browser struct {
	t   *testing.T
	ctx context.Context
}

// open shows a file. Whatever the browser complains of fails the test.
func open(t *testing.T, file string) *browser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("chromium is missing: the map is not looked at")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.WindowSize(1500, 900))
	if os.Getuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx}
	b.do() // starts the browser
	messages, read := chromedp.Console(ctx), make(chan struct{})
	var complaints []string
	go func() {
		defer close(read)
		for m, err := range messages {
			if err != nil {
				return
			}
			complaints = append(complaints, m.String())
		}
	}()
	t.Cleanup(func() {
		cancel()
		<-read
		for _, c := range complaints {
			t.Errorf("the browser says %s", c)
		}
	})
	b.do(chromedp.Navigate("file://"+(&url.URL{Path: file}).EscapedPath()), chromedp.WaitReady("#stops"))
	return b
}

// openDemo shows every function of the demo, and all calls.
func openDemo(t *testing.T) *browser {
	t.Helper()
	b := open(t, drawDemo(t))
	b.do(js(`for (const [id, key, value] of [["detail", "value", "all"], ["calls", "checked", true]]) {
		const e = document.getElementById(id);
		e[key] = value;
		e.dispatchEvent(new Event("change"));
	}`))
	return b
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func run[T any](b *browser, action chromedp.Action[T]) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, action)
	if err != nil {
		b.t.Fatal(err)
	}
	return value
}

// js runs a script whose answer is of no interest.
func js(script string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](script)
}

// search types into the search field.
func (b *browser) search(keys string) {
	b.t.Helper()
	b.do(js(`document.getElementById("search").focus(); document.getElementById("search").select()`), chromedp.KeyEvent(keys))
}

// eval returns what a script answers.
func (b *browser) eval(script string) string {
	b.t.Helper()
	return fmt.Sprint(run(b, chromedp.Evaluate[any](script)))
}

func (b *browser) expect(what, script, want string) {
	b.t.Helper()
	if got := b.eval(script); got != want {
		b.t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func (b *browser) contains(what, script, want string) {
	b.t.Helper()
	if got := b.eval(script); !strings.Contains(got, want) {
		b.t.Errorf("%s: %q, want %q in it", what, got, want)
	}
}

// stop finds the stop of a function in a lane.
func stop(name, lane string) string {
	return fmt.Sprintf(`document.querySelector('.stop[data-name="%s"][data-lane="%s"]')`, name, lane)
}

const text = ".textContent"

func TestDemo(t *testing.T) {
	b := openDemo(t)
	b.expect("lanes", `[...document.querySelectorAll(".lane-name")].map(e => e.firstChild.textContent).join()`, "Start-up,UI goroutine,Background,Worker processes")
	b.expect("packages", `[...document.querySelectorAll(".head")].map(e => e.dataset.package.split("/").at(-1)).join()`, "demo,album,views")
	for name, lanes := range map[string]string{
		"main": "startup", "(*Blocking).waitWrong": "ui", "Online": "ui,background", "(*SelfDeadlock).say": "ui,background", "(*Capture).index": "background",
	} {
		b.expect(name, fmt.Sprintf(`[...document.querySelectorAll('.stop[data-name="%s"]')].map(e => e.dataset.lane).join()`, name), lanes)
	}
	const wrong = `[...document.querySelectorAll("#stops .stop.bad")].map(e => e.dataset.name + " " + e.dataset.lane)`
	for _, name := range []string{"(*Blocking).waitWrong ui", "(*Blocking).checkWrong ui", "(*OffLoop).countWrong$1 background", "(*SelfDeadlock).say ui", "(*Capture).index background", "(*Discarded).exportWrong ui"} {
		b.expect(name+" is red", fmt.Sprintf("%s.includes(%q)", wrong, name), "true")
	}
	b.expect("what is red and right", wrong+`.filter(name => /\.(check|show|save|notify|count|upload|export) |say background/.test(name)).join()`, "")
	b.expect("findings without a red stop", `(() => {
		const data = JSON.parse(document.getElementById("data").textContent), red = `+wrong+`.map(name => name.slice(0, name.lastIndexOf(" ")));
		return data.findings.filter(f => f.stop < 0 || !red.includes(data.stops[f.stop].name)).map(f => f.message).join();
	})()`, "")
	b.expect("crossings", `["handler", "dispatch", "go", "spawn", "process"].every(kind => JSON.parse(document.getElementById("data").textContent).links.some(l => l.kind === kind))`, "true")
	b.expect("arrows", `document.querySelectorAll("#links .link.ui").length > 8 && document.querySelectorAll("#links .link.background").length > 5 && document.querySelectorAll("#links .link.bad").length > 5`, "true")
	b.expect("labels do not run into stops", overlaps, "")
}

// overlaps lists the labels that lie over the dot of another stop.
const overlaps = `(() => {
	const out = [];
	const dots = [...document.querySelectorAll("#stops .stop .dot")].map(e => [e, e.getBoundingClientRect()]);
	for (const label of document.querySelectorAll("#stops .stop text")) {
		const a = label.getBoundingClientRect();
		for (const [dot, b] of dots) {
			if (dot.parentNode !== label.parentNode && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) out.push(label.textContent);
		}
	}
	return out.join();
})()`

// TestScreenshot looks at what is on the screen: the lanes have their colours where they should be, what is wrong is red
// where its stop stands, and there is text.
func TestScreenshot(t *testing.T) {
	b := openDemo(t)
	for _, theme := range []string{"light", "dark"} {
		if b.eval("document.documentElement.dataset.theme") != theme {
			b.do(chromedp.Click("#theme"))
		}
		b.expect("theme", "document.documentElement.dataset.theme", theme)
		time.Sleep(300 * time.Millisecond) // the transition of opacities
		shot := b.screenshot()
		for _, at := range b.points() {
			if got := near(shot, at.X, at.Y, at.want()); !got {
				t.Errorf("%s: %s at %.0f,%.0f has not the colour %s but %v", theme, at.Name, at.X, at.Y, at.Colour, shot.At(int(at.X), int(at.Y)))
			}
		}
		if n := colours(shot); n < 200 {
			t.Errorf("%s: the picture has only %d colours: there is no text", theme, n)
		}
	}
}

// A point is where something of a colour must be.
type point struct {
	Name, Colour string
	X, Y         float64
}

func (p point) want() color.RGBA {
	var c color.RGBA
	c.A = 255
	fmt.Sscanf(p.Colour, "rgb(%d, %d, %d)", &c.R, &c.G, &c.B)
	return c
}

func (b *browser) points() []point {
	b.t.Helper()
	list := run(b, chromedp.Evaluate[[]point](`(() => {
		const out = [];
		for (const e of document.querySelectorAll("#stops .stop.bad .dot")) {
			const r = e.getBoundingClientRect();
			out.push({Name: e.parentNode.dataset.name, Colour: getComputedStyle(e).fill, X: r.x + r.width / 2, Y: r.y + r.height / 2});
		}
		const left = document.getElementById("map").getBoundingClientRect().left;
		for (const e of document.querySelectorAll(".band")) {
			const r = e.getBoundingClientRect();
			out.push({Name: e.getAttribute("class"), Colour: getComputedStyle(e).fill, X: left + 60, Y: r.y + r.height / 2});
		}
		return out;
	})()`))
	if len(list) < 8+4 {
		b.t.Errorf("%d points to look at, want 8 red stops at least, and 4 lanes", len(list))
	}
	return list
}

func (b *browser) screenshot() image.Image {
	b.t.Helper()
	shot, err := png.Decode(bytes.NewReader(run(b, chromedp.CaptureScreenshot())))
	if err != nil {
		b.t.Fatal(err)
	}
	return shot
}

func near(shot image.Image, x, y float64, want color.RGBA) bool {
	got := color.RGBAModel.Convert(shot.At(int(x), int(y))).(color.RGBA)
	off := func(a, b uint8) bool { return max(a, b)-min(a, b) > 6 }
	return !off(got.R, want.R) && !off(got.G, want.G) && !off(got.B, want.B)
}

func colours(shot image.Image) int {
	seen := make(map[color.Color]bool)
	for y := shot.Bounds().Min.Y; y < shot.Bounds().Max.Y; y++ {
		for x := shot.Bounds().Min.X; x < shot.Bounds().Max.X; x++ {
			seen[shot.At(x, y)] = true
		}
	}
	return len(seen)
}

func TestSearch(t *testing.T) {
	b := openDemo(t)
	b.do(chromedp.KeyEvent("/"))
	b.expect("focus", "document.activeElement.id", "search")
	b.do(chromedp.KeyEvent("savewrong"))
	b.expect("hits", `[...document.querySelectorAll("#hits .name")].map(e => e.textContent).join()`, "(*Capture).saveWrong,(*Capture).saveWrong$1")
	b.do(chromedp.KeyEvent(kb.Enter))
	b.expect("picked", `document.querySelector(".stop.picked").dataset.name`, "(*Capture).saveWrong")
	b.contains("details", `document.getElementById("details")`+text, "handler given to (*screen.Window).Button")
	b.contains("details", `document.getElementById("details")`+text, "testdata/demo/views/capture.go:23")
	b.expect("what it starts is lit", stop("(*Capture).saveWrong$1", "background")+`.classList.contains("lit")`, "true")
	b.expect("what has to do with it is not dim", `document.querySelectorAll(".stop.lit").length < document.querySelectorAll("#stops .stop").length / 2`, "true")
	b.do(chromedp.KeyEvent(kb.Escape))
	b.expect("nothing is picked", `document.querySelectorAll(".stop.picked, .dim").length + document.getElementById("search").value`, "0")
	b.search("nosuchfunction")
	b.contains("no hits", `document.getElementById("hits")`+text, "Nothing found")
}

func TestFilter(t *testing.T) {
	b := openDemo(t)
	stops := func() string { return b.eval(`document.querySelectorAll("#stops .stop").length`) }
	all := stops()
	const views = `#packages input[data-package$="/views"]`
	b.do(chromedp.Click(views))
	b.expect("without views", `[...document.querySelectorAll("#stops .stop")].every(e => !/Blocking|Capture|Sharing/.test(e.dataset.name))`, "true")
	b.do(chromedp.Click("#none"))
	b.contains("nothing", `document.getElementById("empty")`+text, "Nothing is left to show")
	b.expect("nothing", `document.getElementById("empty").hidden`, "false")
	b.do(chromedp.Click("#all"))
	if got := stops(); got != all {
		t.Errorf("with all packages again %s stops, before %s", got, all)
	}
	b.do(js(`{ const s = document.getElementById("detail"); s.value = "findings"; s.dispatchEvent(new Event("change")); }`))
	b.expect("findings only", `[...document.querySelectorAll("#stops .stop")].some(e => e.dataset.name === "(*Blocking).check")`, "false")
	b.expect("findings only", `[...document.querySelectorAll("#stops .stop")].some(e => e.dataset.name === "(*Blocking).checkWrong")`, "true")
	// Who searches for a function that the filter hides sees it.
	b.search("Blocking check" + kb.Enter)
	b.expect("found all the same", stop("(*Blocking).check", "ui")+`.classList.contains("picked")`, "true")

	b.do(chromedp.Click("#collapse"))
	b.expect("collapsed", `[...document.querySelectorAll(".stop.hub")].map(e => e.dataset.name.split("/").at(-1) + " " + e.dataset.lane).sort().join()`,
		"album background,album ui,views background,views startup,views ui")
	b.do(js(`document.querySelector('.head[data-package$="/views"]').dispatchEvent(new MouseEvent("click", {bubbles: true}))`))
	b.expect("expanded again", stop("(*Blocking).checkWrong", "ui")+` !== null`, "true")
}

func TestPointAndKeys(t *testing.T) {
	b := openDemo(t)
	at := func(script string) (x, y float64) {
		p := run(b, chromedp.Evaluate[[]float64](`(() => { const r = `+script+`.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()`))
		return p[0], p[1]
	}
	x, y := at(stop("(*OffLoop).countWrong$1", "background") + `.querySelector(".dot")`)
	b.do(chromedp.MouseEvent(chromedp.MouseMoved, x, y))
	for _, want := range []string{"BG103 offloop", "starts a goroutine", "testdata/demo/views/offloop.go:29", "calls (*screen.Label).SetText"} {
		b.contains("the card at a finding", `document.getElementById("tip").innerText`, want)
	}
	b.expect("the chain is lit", stop("(*OffLoop).finish", "background")+`.classList.contains("lit")`, "true")
	b.expect("the rest is dim", `document.getElementById("map").classList.contains("dim") && !`+stop("(*Sharing).choose", "ui")+`.classList.contains("lit")`, "true")
	b.do(chromedp.MouseClickXY(x, y))
	b.contains("details", `document.getElementById("details")`+text, "wrap it in Window.Do")

	b.do(chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent(kb.ArrowRight))
	first := b.eval(`document.activeElement.dataset.name`)
	b.do(chromedp.KeyEvent(kb.ArrowDown))
	if second := b.eval(`document.activeElement.dataset.name`); second == first || second == "undefined" {
		t.Errorf("arrow keys go from %q to %q", first, second)
	}
	b.do(chromedp.KeyEvent(kb.Enter))
	b.expect("Enter picks what has the focus", `document.querySelector(".stop.picked").dataset.name === document.activeElement.dataset.name`, "true")
	b.do(chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent("f"))
	b.contains("the first finding", `document.getElementById("details")`+text, "time.Sleep blocks the UI goroutine")
	b.do(chromedp.KeyEvent("f"))
	b.contains("the second finding", `document.getElementById("details")`+text, "http.Get blocks the UI goroutine")
	b.expect("its chain leads into another package", stop("Online", "ui")+`.classList.contains("lit")`, "true")

	scale := `Number(document.getElementById("world").getAttribute("transform").match(/scale\((.*)\)/)[1])`
	before := b.eval(scale)
	b.do(chromedp.KeyEvent("0"))
	fitted := b.eval(scale)
	b.do(chromedp.KeyEvent("+"))
	if zoomed := b.eval(scale); zoomed == fitted {
		t.Errorf("zoom: %s, %s, %s", before, fitted, zoomed)
	}
	moved := `document.getElementById("world").getAttribute("transform")`
	from := b.eval(moved)
	b.do(chromedp.DragAndDropXY(600, 850, 500, 800))
	if to := b.eval(moved); to == from {
		t.Error("dragging does not move the map")
	}
}

// TestLarge shows a program of two thousand functions: it opens with less than that, says so, and can show all.
func TestLarge(t *testing.T) {
	page, err := os.ReadFile(drawDemo(t))
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(large(40, 50))
	if err != nil {
		t.Fatal(err)
	}
	page = regexp.MustCompile(`(?s)(id="data">).*?(</script>)`).ReplaceAllFunc(page, func([]byte) []byte {
		return append(append([]byte(`id="data">`), data...), "</script>"...)
	})
	file := filepath.Join(t.TempDir(), "large.html")
	if err := os.WriteFile(file, page, 0o644); err != nil {
		t.Fatal(err)
	}
	b := open(t, file)
	b.contains("summary", `document.getElementById("summary")`+text, "2000 functions")
	b.expect("it opens with what crosses", `document.getElementById("detail").value`, "crossings")
	b.expect("not too much", `document.querySelectorAll("#stops .stop").length < 700`, "true")
	b.search("function1234" + kb.Enter)
	b.expect("search", `document.querySelector(".stop.picked").dataset.name`, "function1234")
	start := time.Now()
	b.do(js(`{ const s = document.getElementById("detail"); s.value = "all"; s.dispatchEvent(new Event("change")); }`), chromedp.Click("#expand"))
	b.expect("everything", `document.querySelectorAll("#stops .stop").length`, "2000")
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("to draw everything twice took %v", took)
	}
	b.expect("from far away only dots", `document.getElementById("map").classList.contains("far")`, "true")
	b.do(chromedp.Click("#collapse"))
	b.expect("a package is one stop a lane", `document.querySelectorAll("#stops .stop").length`, "80")
}

// large makes the data of a program with so many packages of so many functions, half of them in the background, every
// tenth the target of a crossing.
func large(packages, functions int) map[string]any {
	var pkgs, stops, links []any
	for p := range packages {
		pkgs = append(pkgs, map[string]any{"path": fmt.Sprintf("example.com/app/p%d", p), "name": fmt.Sprintf("p%d", p)})
		for f := range functions {
			i := len(stops)
			lane := map[string]any{"context": []string{"ui", "background"}[i%2], "confidence": "certain", "depth": f % 5}
			stops = append(stops, map[string]any{"name": fmt.Sprintf("function%d", i), "kind": "func", "package": p, "lanes": []any{lane},
				"pos": map[string]any{"file": fmt.Sprintf("p%d/f%d.go", p, f/10), "line": f + 1, "column": 6, "text": ""}})
			if i > 0 {
				link := map[string]any{"from": i - 1, "to": i, "kind": "call"}
				if i%10 == 1 {
					link["kind"], link["context"] = "go", "background"
				}
				links = append(links, link)
			}
			if i > 100 && i%3 == 0 {
				links = append(links, map[string]any{"from": i, "to": i - 100, "kind": "call"})
			}
		}
	}
	return map[string]any{"title": "example.com/app", "packages": pkgs, "stops": stops, "links": links, "findings": []any{}}
}

// TestPicture keeps the README's picture up to date, with -update.
func TestPicture(t *testing.T) {
	path := filepath.Join(root, "docs", "map.png")
	if !*update {
		info, err := os.Stat(path)
		if err != nil || info.Size() > 300_000 {
			t.Errorf("%s, which the README shows: %v, want a picture of at most 300 kB", path, err)
		}
		return
	}
	b := openDemo(t)
	b.do(chromedp.EmulateViewport(1500, 780, chromedp.EmulateScale(1.25)))
	b.do(js(`for (const e of document.querySelectorAll("#panel, header")) e.style.display = "none"; dispatchEvent(new Event("resize"))`))
	time.Sleep(300 * time.Millisecond)
	data := run(b, chromedp.CaptureScreenshot())
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
