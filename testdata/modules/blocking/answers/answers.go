// Package answers asks a server through a client that reads its connection in a goroutine.
package answers

import "example.org/dep/directory"

//bg:ui
func search(c *directory.Conn) string {
	return c.Search("all") // want `waiting for an answer over a connection blocks the UI goroutine through \(\*directory.Conn\).Search`
}

//bg:ui
func modify(c *directory.Conn) bool {
	return c.Modify("name") // want `waiting for an answer over a connection blocks the UI goroutine`
}

//bg:ui
func inBackground(c *directory.Conn) { go c.Search("all") }

// A hand-shake inside the library: its other goroutine answers at once.
//
//bg:ui
func own(c *directory.Conn) int { return c.NextID() + c.Open() }
