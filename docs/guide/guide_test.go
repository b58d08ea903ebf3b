package guide

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"testing"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/process"
)

func TestMain(m *testing.M) {
	process.Main()
	os.Exit(m.Run())
}

func Example_compute() {
	img := image.NewGray(image.Rect(0, 0, 2, 1))
	inverted, err := invert(context.Background(), img).Await(context.Background())
	fmt.Println(inverted.Pix, img.Pix, err)
	// Output: [255 255] [0 0] <nil>
}

func Example_process() {
	fmt.Println(countPrimes(context.Background(), 1000).Await(context.Background()))
	_ = process.Shutdown(context.Background()) // a worker keeps the example's standard output open
	// Output: 168 <nil>
}

func Example_ioBound() {
	page := NewPage()
	defer page.Close()
	page.Click((&View{page: page, input: "input data"}).onClick)
	fmt.Println(page.Line(0))
	// Output: processed input data
}

func Example_polling() {
	page := NewPage()
	defer page.Close()
	page.Click((&View{page: page}).onStart)
	fmt.Println(page.Line(0))
	// Output: processed the report <nil>
}

func Example_create() {
	page := NewPage()
	defer page.Close()
	page.Click((&View{page: page, input: "holiday.jpg"}).onUpload)
	fmt.Println(page.Line(0))
	// Output: processed holiday.jpg
}

func Example_shared() {
	page := NewPage()
	defer page.Close()
	page.Click((&View{page: page}).onCount)
	fmt.Println(page.Line(0))
	// Output: 3 of 3
}

func Example_cleanup() {
	page := NewPage()
	frames := make(chan string)
	v := &View{page: page}
	page.Click(func(ctx context.Context) { v.watch(ctx, frames) })
	frames <- "frame 1"
	fmt.Println(page.Line(0))
	page.Close()
	for watching() {
		time.Sleep(time.Millisecond)
	}
	fmt.Println("nobody watches any more")
	// Output:
	// frame 1
	// nobody watches any more
}

func watching() bool {
	for _, task := range background.Running() {
		if task.Name() == "watch" {
			return true
		}
	}
	return false
}

func Example_periodic() {
	page := NewPage()
	defer page.Close()
	v := &View{page: page}
	page.Click(func(ctx context.Context) { v.refresh(ctx) })
	fmt.Println(page.Line(0), page.Line(1), page.Line(2))
	// Output: processed the news processed the news processed the news
}

func Example_timeout() {
	page := NewPage()
	defer page.Close()
	page.Click((&View{page: page}).onFetch)
	fmt.Println(page.Line(0))
	// Output: no answer within 10ms
}

func Example_lazy() {
	page := NewPage()
	defer page.Close()
	v := &View{page: page}
	page.Click(func(ctx context.Context) {
		for _, v.input = range []string{"g", "go", "gop", "goph", "gopher"} {
			v.onType(ctx)
		}
	})
	fmt.Println(page.Line(0), page.Line(1))
	// Output: processed g processed gopher
}

func Example_once() {
	page := NewPage()
	defer page.Close()
	v := &View{page: page}
	page.Click(func(ctx context.Context) {
		v.onClickLater(ctx)
		page.Notify("now")
	})
	fmt.Println(page.Line(0), page.Line(1))
	// Output: now later
}

func Example_capture() {
	page := NewPage()
	defer page.Close()
	c := &Chart{page: page, title: "sales", points: map[string]int{"May": 3}}
	page.Click(func(ctx context.Context) {
		c.onSave(ctx)
		c.points["June"] = 4
	})
	fmt.Println(page.Line(0))
	// Output: sales with 1 points
}

func Example_generate() {
	page := NewPage()
	defer page.Close()
	c := &Chart{page: page, title: "sales", points: map[string]int{"May": 3}}
	page.Click(c.onRender)
	fmt.Println(page.Line(0))
	// Output: ===sales with 1 points
}

// An error that nobody asked for still reaches the page.
func TestErrorReachesThePage(t *testing.T) {
	page := NewPage()
	defer page.Close()
	page.Click(func(ctx context.Context) {
		background.Create(ctx, func(context.Context) error { return errors.New("disk full") }, background.Name("save"))
	})
	if got := page.Line(0); len(got) == 0 || got[:6] != "error:" {
		t.Errorf("the page shows %q", got)
	}
}
