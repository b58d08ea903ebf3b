package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"image/jpeg"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
	"github.com/go-bgkit/bgkit/examples/video/stream"
	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/process"
)

func TestMain(m *testing.M) {
	process.Main()
	os.Exit(m.Run())
}

// start runs the application in the test's process, for two seconds of grace at most.
func start(t *testing.T, c config) (*app, string) {
	t.Helper()
	c.stream.Camera = -1
	if c.grace == 0 {
		c.grace = time.Second
	}
	if c.pages == 0 {
		c.pages = 500
	}
	c.workers = 2
	a := newApp(c)
	server := httptest.NewServer(a)
	t.Cleanup(func() {
		a.pages.Close()
		server.Close()
		if err := process.Default().Shutdown(t.Context()); err != nil && t.Context().Err() == nil {
			t.Error(err)
		}
	})
	return a, server.URL
}

// visitor is a page without a browser. It reads all the time, as a browser does.
type visitor struct {
	t        *testing.T
	ws       *websocket.Conn
	messages chan received // closed with the connection
	err      error         // why; once messages is closed
}

// received is a message of the server's. A picture has the kind "".
type received struct {
	kind string
	data []byte
}

// client keeps no connections, which would count as something that is left.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

var idInPage = regexp.MustCompile(`data-page="(\w+)"`)

// get loads a page, and answers its id.
func get(t *testing.T, url string) string {
	t.Helper()
	res, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	m := idInPage.FindSubmatch(body)
	if m == nil {
		t.Fatalf("%s: %s: %s", url, res.Status, body)
	}
	return string(m[1])
}

func visit(t *testing.T, url, path string) *visitor {
	t.Helper()
	return dial(t, url, get(t, url+path))
}

func dial(t *testing.T, url, id string) *visitor {
	t.Helper()
	ws, _, err := websocket.Dial(t.Context(), strings.Replace(url, "http", "ws", 1)+"/live/"+id, &websocket.DialOptions{HTTPClient: client})
	if err != nil {
		t.Fatal(err)
	}
	ws.SetReadLimit(16 << 20)
	v := &visitor{t: t, ws: ws, messages: make(chan received, 1000)}
	go v.read(t.Context())
	return v
}

func (v *visitor) read(ctx context.Context) {
	defer close(v.messages)
	for {
		kind, data, err := v.ws.Read(ctx)
		if err != nil {
			v.err = err
			return
		}
		r := received{data: data}
		if kind == websocket.MessageText {
			rest := strings.TrimPrefix(string(data), `{"kind":"`)
			r.kind = rest[:strings.Index(rest, `"`)]
		}
		v.messages <- r
	}
}

func (v *visitor) send(kind string, data any) {
	v.t.Helper()
	if err := wsjson.Write(v.t.Context(), v.ws, map[string]any{"kind": kind, "data": data}); err != nil {
		v.t.Fatal(err)
	}
}

// wait takes messages until one fits. It acknowledges pictures as the browser does.
func (v *visitor) wait(what string, fits func(kind string, data []byte) bool) {
	v.t.Helper()
	timeout := time.After(60 * time.Second)
	for {
		select {
		case r, ok := <-v.messages:
			if !ok {
				v.t.Fatalf("waiting for %s: %v", what, v.err)
			}
			if r.kind == "" {
				v.send("shown", nil)
			}
			if fits(r.kind, r.data) {
				return
			}
		case <-timeout:
			v.t.Fatalf("waiting for %s", what)
		}
	}
}

func (v *visitor) picture() []byte {
	v.t.Helper()
	var got []byte
	v.wait("a picture", func(kind string, data []byte) bool {
		got = data
		return kind == ""
	})
	return got[4:]
}

func (v *visitor) error() (text string) {
	v.t.Helper()
	v.wait("an error", func(kind string, data []byte) bool {
		text = string(data)
		return kind == "error"
	})
	return text
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			t.Fatalf("not within 20 s: %s", what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestPicture(t *testing.T) {
	_, url := start(t, config{})
	v := visit(t, url, "/")
	v.send("set", stream.Settings{Source: "pattern", Operation: "gray", Low: 1, High: 2, Blur: 1})
	v.send("start", nil)
	img, err := jpeg.Decode(bytes.NewReader(v.picture()))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 640 || b.Dy() != 360 {
		t.Errorf("a picture of %v, want 640 x 360", b)
	}
}

func TestMesh(t *testing.T) {
	_, url := start(t, config{})
	data := visit(t, url, "/surface").picture()
	vertices, corners := int(binary.LittleEndian.Uint32(data)), int(binary.LittleEndian.Uint32(data[4:]))
	if vertices < 100 || len(data) != 8+24*vertices+4*corners {
		t.Errorf("%d bytes for %d vertices and %d corners", len(data), vertices, corners)
	}
}

// A browser that shows nothing gets two pictures, and then none until it has.
func TestSlowBrowser(t *testing.T) {
	a, url := start(t, config{})
	v := visit(t, url, "/")
	v.send("start", nil)
	pictures := 0
	for end := (<-chan time.Time)(nil); ; {
		select {
		case r := <-v.messages:
			if r.kind != "" {
				continue
			}
			if pictures++; pictures == 2 {
				end = time.After(time.Second)
			}
			continue
		case <-end:
		}
		break
	}
	v.ws.CloseNow()
	if pictures != 2 {
		t.Errorf("%d pictures, want 2", pictures)
	}
	eventually(t, "the page has ended", func() bool { return a.pages.Len() == 0 })
}

func TestWrongMessages(t *testing.T) {
	_, url := start(t, config{})
	v := visit(t, url, "/")
	for _, test := range []struct {
		kind string
		data any
		want string
	}{
		{"dance", nil, `sent \"dance\", which this server does not know`},
		{"set", map[string]any{"low": 200, "high": 100}, "the thresholds are 200 and 100: they must rise"},
		{"set", map[string]any{"operation": "paint"}, `there is no operation \"paint\"`},
		{"set", map[string]any{"blur": 0}, "the blur's radius is 0"},
		{"set", map[string]any{"low": "much"}, "settings that cannot be read"},
	} {
		v.send(test.kind, test.data)
		if got := v.error(); !strings.Contains(got, test.want) {
			t.Errorf("%s %v: the page is told %s, want %q in it", test.kind, test.data, got, test.want)
		}
	}
	// A source that does not exist, or lies elsewhere, is not opened.
	v.send("set", map[string]any{"source": "file:../secret.mp4"})
	v.send("start", nil)
	if got := v.error(); !strings.Contains(got, "../secret.mp4") {
		t.Errorf("the page is told %s", got)
	}
}

// Another connection of the same page takes the first one's place: the server may not have seen that this is dead.
func TestTakeOver(t *testing.T) {
	a, url := start(t, config{})
	id := get(t, url)
	old := dial(t, url, id)
	old.send("start", nil)
	old.picture()
	dial(t, url, id).picture() // it plays on
	eventually(t, "one writer is left", func() bool {
		n := 0
		for _, task := range background.Running() {
			if task.Name() == "write" {
				n++
			}
		}
		return n == 1
	})
	if n := a.pages.Len(); n != 1 {
		t.Errorf("%d pages, want 1", n)
	}
}

func TestFull(t *testing.T) {
	_, url := start(t, config{pages: 1})
	get(t, url)
	res, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("the second of one page: %s", res.Status)
	}
}

func TestUnknownPage(t *testing.T) {
	_, url := start(t, config{})
	v := dial(t, url, "nobody")
	for range v.messages {
		t.Error("a page that does not exist is sent something")
	}
	if got := websocket.CloseStatus(v.err); got != 4404 {
		t.Errorf("closed with %v (%v), want 4404", got, v.err)
	}
}

func TestOtherOrigin(t *testing.T) {
	_, url := start(t, config{})
	options := &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {"https://example.org"}}}
	_, res, err := websocket.Dial(t.Context(), strings.Replace(url, "http", "ws", 1)+"/live/"+get(t, url), options)
	if err == nil || res.StatusCode != http.StatusForbidden {
		t.Errorf("a page of another origin may connect (%v)", err)
	}
}
