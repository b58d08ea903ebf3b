// Package memory copies what lies in memory, and what does not.
package memory

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"net"
	"os"
	"strings"

	"fyne.io/fyne/v2/widget"
)

// unpack decodes a short text.
func unpack(text string) (string, error) {
	zip, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(text)))
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	_, err = io.Copy(&out, zip)
	return out.String(), err
}

// fetch decodes what a connection brings.
func fetch(conn net.Conn) (string, error) {
	zip, err := gzip.NewReader(conn)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	_, err = io.Copy(&out, zip) // want `io.Copy blocks the UI goroutine`
	return out.String(), err
}

// both puts something of its own before it.
func both(head []byte, file *os.File) {
	_, _ = io.Copy(io.Discard, io.MultiReader(bytes.NewReader(head), file)) // want `io.Copy blocks the UI goroutine`
}

func buttons(text string, conn net.Conn, file *os.File) []*widget.Button {
	return []*widget.Button{
		widget.NewButton("Unpack", func() { unpack(text) }),
		widget.NewButton("Fetch", func() { fetch(conn) }),
		widget.NewButton("Both", func() { both(nil, file) }),
	}
}
