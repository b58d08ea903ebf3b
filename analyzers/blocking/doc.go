// Package blocking
//
// # Analyzer blocking
//
// blocking: placeholder
package blocking
