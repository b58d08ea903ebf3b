//go:build !gui

package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "built without its window: go run -tags gui ./fyne")
	os.Exit(1)
}
