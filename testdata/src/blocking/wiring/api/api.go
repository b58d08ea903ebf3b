// Package api is the implementation in blocking/wiring. It does not know the interface.
package api

import "net/http"

type Client struct{ Base string }

func (c *Client) Search(q string) ([]string, error) {
	resp, err := http.Get(c.Base + q)
	if err != nil {
		return nil, err
	}
	return []string{resp.Status}, resp.Body.Close()
}

// Index answers from memory.
type Index map[string][]string

func (i Index) Search(q string) ([]string, error) { return i[q], nil }
