// Package discarded
//
// # Analyzer discarded
//
// discarded: placeholder
package discarded
