// Package hogs hands loops to executors.
package hogs

import (
	"bufio"
	"context"
	"time"

	"github.com/alitto/pond"
	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/run"
	"golang.org/x/sync/errgroup"
)

type view struct {
	messages chan string
	in       *bufio.Scanner
	last     string
	ctx      context.Context
}

func (v *view) store(m string) { v.last = m }

func (v *view) pump(ctx context.Context) (int, error) {
	for {
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case m := <-v.messages:
			v.store(m)
		}
	}
}

func (v *view) poll() {
	for range time.Tick(time.Second) {
		v.store("tick")
	}
}

func (v *view) Start(ctx context.Context) {
	run.IOBound(ctx, v.pump)                                  // want `run.IOBound gets a function that ends only with its context`
	run.IOBound(ctx, func(ctx context.Context) (int, error) { // want `run.IOBound gets a function that ends only with its context`
		for ctx.Err() == nil {
			v.store(<-v.messages)
		}
		return 0, nil
	})
	run.IOBound(ctx, func(context.Context) (int, error) { // want `run.IOBound gets a function that never ends`
		v.poll()
		return 0, nil
	})

	pool := pond.New(4, 10)
	pool.Submit(v.poll) // want `\(\*pond.WorkerPool\).Submit gets a function that never ends`
	pool.Submit(func() { v.store("once") })

	var limited errgroup.Group
	limited.SetLimit(3)
	limited.Go(func() error { // want `\(\*errgroup.Group\).Go gets a function that never ends`
		for {
			v.store(<-v.messages)
		}
	})

	// No limit, or none that matters.
	var group, open errgroup.Group
	open.SetLimit(-1)
	for _, g := range []*errgroup.Group{&group, &open} {
		g.Go(func() error {
			_, err := v.pump(ctx)
			return err
		})
	}
	background.Create(ctx, func(ctx context.Context) error {
		_, err := v.pump(ctx)
		return err
	})
	go v.poll()

	// They end with what they read.
	run.IOBound(ctx, func(ctx context.Context) (int, error) {
		n := 0
		for v.in.Scan() {
			n++
		}
		return n, v.in.Err()
	})
	run.IOBound(ctx, func(ctx context.Context) (int, error) {
		for m := range v.messages {
			v.store(m)
		}
		return 0, nil
	})
	run.IOBound(ctx, func(ctx context.Context) (int, error) {
		for i := 0; ; i++ {
			if err := try(ctx); err != nil {
				return i, err
			}
		}
	})
	run.IOBound(ctx, func(ctx context.Context) (int, error) { // its loop runs elsewhere
		go v.poll()
		return 0, nil
	})
}

func try(context.Context) error { return nil }
