// Package offloop
//
// # Analyzer offloop
//
// offloop: placeholder
package offloop
