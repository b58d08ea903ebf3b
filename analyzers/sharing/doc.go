// Package sharing
//
// # Analyzer sharing
//
// sharing: placeholder
package sharing
