// Package streams returns what it has just cut off.
package streams

import (
	"context"
	"database/sql"
	"io"
	"net/http"
	"time"
)

type api interface {
	Stream(ctx context.Context, topic string) (<-chan string, error)
	Get(ctx context.Context, topic string) (string, error)
}

type client struct {
	api  api
	http *http.Client
	db   *sql.DB
}

func (c *client) attempt(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, time.Second)
}

func (c *client) Stream(ctx context.Context) (<-chan string, error) {
	return retry(func() (<-chan string, error) {
		attempt, cancel := c.attempt(ctx)
		defer cancel()
		return c.api.Stream(attempt, "news") // want `what streams.api.Stream returns is cut off by the deferred cancel`
	})
}

func retry[T any](f func() (T, error)) (T, error) { return f() }

func (c *client) Fetch(ctx context.Context, url string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return c.http.Do(req) // want `is cut off by the deferred cancel`
}

func (c *client) Rows(ctx context.Context) (*sql.Rows, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	rows, err := c.db.QueryContext(ctx, "select 1") // want `is cut off by the deferred cancel`
	if err != nil {
		return nil, err
	}
	return rows, nil
}

// What is complete when the call returns is no stream.
func (c *client) Get(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return c.api.Get(ctx, "news")
}

// The response has been read.
func (c *client) Read(ctx context.Context, url string) (*http.Response, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, nil, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return resp, data, err
}

// The caller cancels.
func (c *client) Open(ctx context.Context) (<-chan string, context.CancelFunc, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	ch, err := c.api.Stream(ctx, "news")
	return ch, cancel, err
}

// The stream has the caller's context.
func (c *client) Mixed(ctx context.Context) (<-chan string, error) {
	check, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if _, err := c.api.Get(check, "state"); err != nil {
		return nil, err
	}
	return c.api.Stream(ctx, "news")
}
