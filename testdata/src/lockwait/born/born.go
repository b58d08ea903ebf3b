// Package born makes objects under a lock that their callbacks take.
package born

import (
	"sync"

	"lockwait/born/term"
)

type session struct {
	mu    sync.Mutex
	terms []*term.Term
	bells int
}

func (s *session) ring() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bells++
}

func (s *session) retitle(string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bells = 0
}

// Right: the constructor finds no callbacks yet.
func (s *session) Open() {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := term.New()
	t.SetCallbacks(term.Callbacks{Bell: s.ring})
	s.terms = append(s.terms, t)
}

// Wrong: it has them.
func (s *session) OpenWith() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.terms = append(s.terms, term.With(term.Callbacks{Title: s.retitle})) // want `^session.mu is held when the functions in Callbacks.Title is called, which comes to lock it again`
}

// Wrong: later.
func (s *session) Feed(t *term.Term) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.Write("x") // want `^session.mu is held when the functions in Callbacks.Bell is called`
}
