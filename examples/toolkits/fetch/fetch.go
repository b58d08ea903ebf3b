// Package fetch is the slow thing that the programs of this module do.
package fetch

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
)

// Sum downloads a file and answers its SHA-256. It calls progress, on its own goroutine, with the part that is there; not
// if the server does not say how much there is.
func Sum(ctx context.Context, url string, progress func(part float64)) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s: %s", url, res.Status)
	}
	hash := sha256.New()
	buf := make([]byte, 64<<10)
	for done := int64(0); ; {
		n, err := res.Body.Read(buf)
		hash.Write(buf[:n])
		done += int64(n)
		switch {
		case err == io.EOF:
			return fmt.Sprintf("%x", hash.Sum(nil)), nil
		case err != nil:
			return "", err
		case res.ContentLength > 0:
			progress(float64(done) / float64(res.ContentLength))
		}
	}
}
