// Package toolkits holds one small program for each of three toolkits. Each downloads a file, the right way: its window or
// screen never freezes, shows how far it is, has a way to stop, and is changed by its own goroutine only. Beside each, in a
// folder wrong, is what bglint reports.
package toolkits
