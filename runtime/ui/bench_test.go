package ui_test

import (
	"testing"

	"github.com/go-bgkit/bgkit/runtime/ui"
)

func BenchmarkDo(b *testing.B) {
	var loop ui.Loop
	client := ui.NewClient(loop.Post)
	defer client.Delete()
	b.ReportAllocs()
	for b.Loop() {
		_ = client.Do(func() {})
	}
	_ = client.Call(b.Context(), func() {})
}

func BenchmarkCall(b *testing.B) {
	var loop ui.Loop
	client := ui.NewClient(loop.Post)
	defer client.Delete()
	b.ReportAllocs()
	for b.Loop() {
		_ = client.Call(b.Context(), func() {})
	}
}

func BenchmarkCallInline(b *testing.B) {
	client := ui.NewClient(func(func()) {})
	defer client.Delete()
	client.Bind()
	b.ReportAllocs()
	for b.Loop() {
		_ = client.Call(b.Context(), func() {})
	}
}

func BenchmarkLoopPost(b *testing.B) {
	var loop ui.Loop
	b.ReportAllocs()
	for b.Loop() {
		loop.Post(func() {})
	}
	flush(&loop)
}
