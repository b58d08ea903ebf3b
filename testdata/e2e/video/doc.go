// Package video tests the application of examples/video in a real browser.
package video
