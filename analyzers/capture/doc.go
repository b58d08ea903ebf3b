// Package capture
//
// # Analyzer capture
//
// capture: placeholder
package capture
