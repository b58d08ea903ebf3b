package music

import (
	"io"
	"net/http"
)

// A Doer is a client, as one is passed.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// A Poster keeps what it gets for later. That http.Client has such a method, too, nobody asks.
type Poster interface {
	Post(url, kind string, body io.Reader) (*http.Response, error)
}
