// Package music declares what servers can do: all can play, some can share, and callers ask.
package music

type Server interface {
	Play(id string) error
}

type CanShare interface {
	Share(id string) (url string, err error)
}

type CanRate interface {
	Rate(id string, stars int) error
}
