// Package ssh is a stub of an SSH server: it runs its handlers on a goroutine for each connection.
package ssh

type Session interface{ User() string }

type Context interface{ User() string }

type Handler func(Session)

type PasswordHandler func(ctx Context, password string) bool

type Option func(*Server) error

type Server struct {
	Handler         Handler
	PasswordHandler PasswordHandler
}

func (s *Server) ListenAndServe() error { return nil }

func PasswordAuth(fn PasswordHandler) Option {
	return func(s *Server) error {
		s.PasswordHandler = fn
		return nil
	}
}
