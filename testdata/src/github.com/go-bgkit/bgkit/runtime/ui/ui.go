// Package ui is a stub of bgkit's own runtime/ui for fixtures: they are built in a GOPATH, without the module.
package ui

import (
	"context"
	"time"
)

type Client struct{ ctx context.Context }

func NewClient(dispatch func(func())) *Client { return &Client{} }

func FromContext(ctx context.Context) (*Client, error) { return &Client{}, nil }

func NewContext(ctx context.Context, c *Client) context.Context { return ctx }

func (c *Client) Context() context.Context { return c.ctx }

func Do(ctx context.Context, fn func()) error { return nil }

func Call(ctx context.Context, fn func()) error { return nil }

type Timer struct{}

type TimerOption func(*Timer)

func Once() TimerOption { return func(*Timer) {} }

func Immediate() TimerOption { return func(*Timer) {} }

func NewTimer(ctx context.Context, interval time.Duration, fn func(context.Context), opts ...TimerOption) *Timer {
	return &Timer{}
}

func NewBackgroundTimer(ctx context.Context, interval time.Duration, fn func(context.Context) error, opts ...TimerOption) *Timer {
	return &Timer{}
}
