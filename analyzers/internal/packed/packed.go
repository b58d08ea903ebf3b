// Package packed turns what a package tells bglint's driver into the text of a diagnostic, and back.
package packed

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"io"
	"strings"
)

// Encode packs a value into a text.
func Encode(v any) (string, error) {
	var buf strings.Builder
	text := base64.NewEncoder(base64.StdEncoding, &buf)
	packed, err := flate.NewWriter(text, flate.BestSpeed)
	if err != nil {
		return "", err
	}
	if err := json.NewEncoder(packed).Encode(v); err != nil {
		return "", err
	}
	if err := packed.Close(); err != nil {
		return "", err
	}
	if err := text.Close(); err != nil {
		return "", err
	}
	return buf.String(), nil
}

// Decode reads into v what Encode wrote.
func Decode(text string, v any) error {
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}
