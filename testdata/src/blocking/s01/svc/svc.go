// Package svc does the slow work of blocking/s01, out of the handlers' sight. Nothing is wrong in it.
package svc

import (
	"net/http"
	"os/exec"
)

type Service struct{ URL string }

func (s *Service) Dial() error { return s.probe() }

func (s *Service) probe() error {
	resp, err := http.Get(s.URL)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func Prune(name string) error { return exec.Command("git", "worktree", "remove", name).Run() }

func Describe(name string) string { return "worktree " + name }
