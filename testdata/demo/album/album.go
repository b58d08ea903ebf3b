// Package album has the pictures of the demo: slow functions, as a program has them.
package album

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Names lists the pictures of a folder.
func Names(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, nil
}

// Online reports whether the server has the album.
func Online(url string) (bool, error) {
	resp, err := http.Get(url)
	if err != nil {
		return false, err
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK, nil
}

// Upload sends the pictures to a server, which takes a while.
func Upload(ctx context.Context, pictures []string) error {
	for range pictures {
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// Index makes a text of the pictures.
func Index(pictures []string, title string) string {
	sorted := slices.Clone(pictures)
	slices.Sort(sorted)
	return title + ": " + strings.Join(sorted, ", ")
}

// Save writes an index to a folder.
func Save(folder, index string) error {
	return os.WriteFile(filepath.Join(folder, "index.txt"), []byte(index), 0o666)
}
