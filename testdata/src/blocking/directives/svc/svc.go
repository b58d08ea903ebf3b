// Package svc is called by handlers of package directives.
package svc

import "os/exec"

// Hash is declared not to block, though its body looks like it.
//
//bg:nonblocking the tool answers from memory within a millisecond
func Hash(name string) error { return run(name) }

// Fetch blocks by the same helper.
func Fetch(name string) error { return run(name) }

func run(name string) error { return exec.Command("tool", name).Run() }

// A Runner is implemented below.
type Runner interface {
	Run(name string) error
}

type quick struct{}

//bg:nonblocking it only signals a process that is there already
func (quick) Run(name string) error { return run(name) }

// Quick returns a Runner with a declaration.
func Quick() Runner { return quick{} }
