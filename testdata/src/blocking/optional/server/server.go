// Package server has the servers. Nobody here asks what they can do.
package server

import (
	"net/http"

	"blocking/optional/music"
)

type remote struct{ base string }

func New(base string) music.Server { return &remote{base} }

func (r *remote) Play(string) error { return nil }

func (r *remote) Share(id string) (string, error) {
	resp, err := http.Get(r.base + "/share/" + id)
	if err != nil {
		return "", err
	}
	return resp.Status, resp.Body.Close()
}

type local struct{ stars map[string]int }

func NewLocal() music.Server { return &local{map[string]int{}} }

func (l *local) Play(string) error { return nil }

func (l *local) Rate(id string, stars int) error {
	l.stars[id] = stars
	return nil
}
