// Package client has state in the struct itself, and behind a map.
package client

type Client struct {
	all   bool
	names map[string]int
}

func New() Client { return Client{names: map[string]int{}} }

func (c *Client) Toggle() { c.all = !c.all }

func (c *Client) All() bool { return c.all }

func (c *Client) Remember(name string) { c.names[name]++ }

func (c *Client) Known(name string) int { return c.names[name] }
