// Package selfdeadlock
//
// # Analyzer selfdeadlock
//
// selfdeadlock: placeholder
package selfdeadlock
