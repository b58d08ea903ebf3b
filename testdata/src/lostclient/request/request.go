// Package request has HTTP handlers that start goroutines.
package request

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
)

func save(ctx context.Context, name string) error { return ctx.Err() }

func log(name string) {}

func start(w http.ResponseWriter, r *http.Request) {
	go save(r.Context(), r.URL.Path) // want `this goroutine uses the request's context after the handler has returned`
	w.WriteHeader(http.StatusAccepted)
}

func derived(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context())
	_ = cancel
	go func() { // want `this goroutine uses the request's context`
		if err := save(ctx, "x"); err != nil {
			log("failed")
		}
	}()
}

func writes(w http.ResponseWriter, r *http.Request) {
	go func() { // want `this goroutine uses the response writer`
		fmt.Fprintln(w, "late")
	}()
}

func reads(w http.ResponseWriter, r *http.Request) {
	go func() { // want `this goroutine uses the request's body`
		data, _ := io.ReadAll(r.Body)
		log(string(data))
	}()
}

// It keeps the values only, or copies what it needs.
func detached(w http.ResponseWriter, r *http.Request) {
	go save(context.WithoutCancel(r.Context()), r.URL.Path)
	name := r.URL.Path
	go log(name)
	ctx := context.WithoutCancel(r.Context())
	go func() { save(ctx, name) }()
}

// It waits.
func waits(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		save(r.Context(), "x")
	}()
	wg.Wait()
	done := make(chan error)
	go func() { done <- save(r.Context(), "y") }()
	<-done
}

// It waits for the end of the request, or only asks for it.
func events(w http.ResponseWriter, r *http.Request) {
	stop := make(chan struct{})
	go func() {
		<-r.Context().Done()
		close(stop)
	}()
	go save(r.Context(), "z")
	<-r.Context().Done()
}

func watch(w http.ResponseWriter, r *http.Request) {
	go func() {
		<-r.Context().Done()
		log("gone")
	}()
}

func Handle() {
	for path, h := range map[string]http.HandlerFunc{"/": start, "/d": derived, "/w": writes, "/r": reads, "/x": detached, "/y": waits, "/e": events, "/o": watch} {
		http.HandleFunc(path, h)
	}
}
