// Package client uses the interface with a source of its own.
package client

import "example.org/dep/token"

type fileSource struct{ name string }

func (f fileSource) Token() string { return f.name }

type cached struct{ base token.Source }

func (c *cached) Token() string { return c.base.Token() }

func newCached(file string) token.Source { return &cached{fileSource{file}} }

type Client struct{ token string }

func New(file string) *Client { return &Client{newCached(file).Token()} }

// Login uses the source that its caller has.
func Login(s token.Source) *Client { return &Client{s.Token()} }
