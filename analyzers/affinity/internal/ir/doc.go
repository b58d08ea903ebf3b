// Package ir asks single functions, values, instructions and types what needs no knowledge of who calls whom.
package ir
