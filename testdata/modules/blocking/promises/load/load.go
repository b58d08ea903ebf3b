// Package load has the promises of requests.
package load

import (
	"net/http"

	"example.org/dep/promise"
)

// Status is that of a page, once it is known.
func Status(url string) promise.Promise[string] {
	return promise.New(func() string {
		resp, err := http.Get(url)
		if err != nil {
			return err.Error()
		}
		defer resp.Body.Close()
		return resp.Status
	})
}

// Later is the same with the other type.
func Later(url string) *promise.Chan[error] {
	return promise.Go(func() error {
		_, err := http.Get(url)
		return err
	})
}
