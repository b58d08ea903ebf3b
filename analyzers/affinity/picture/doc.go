// Package picture draws a package's graph, which bglint why and bglint map read: who runs what, with the places and the
// reasons.
package picture
