// Package cimgui is a program with cimgui-go alone.
package cimgui

import (
	"net/http"

	"github.com/AllenDang/cimgui-go/backend"
	"github.com/AllenDang/cimgui-go/imgui"
)

func Run(b backend.Backend) {
	status := make(chan string, 1)
	b.Run(func() {
		if imgui.Button("now") {
			_, _ = http.Get("https://example.org") // want `http.Get blocks the UI goroutine`
		}
		if imgui.Button("wrong") {
			go func() {
				imgui.Text("done") // want `imgui.Text runs off the UI goroutine`
			}()
		}
		if imgui.Button("right") {
			go func() {
				_ = imgui.NewVec2(1, 2)
				resp, err := http.Get("https://example.org")
				if err == nil {
					status <- resp.Status
				}
				b.Refresh()
			}()
		}
		select {
		case s := <-status:
			imgui.Text(s)
		default:
		}
	})
}
