// Package glib is a stub of codeberg.org/puregotk/puregotk/v4/glib for fixtures.
package glib

type SourceFunc func(uintptr) bool

type SourceOnceFunc func(uintptr)

func IdleAdd(FunctionVar *SourceFunc, DataVar uintptr) uint32 { return 0 }

func IdleAddOnce(FunctionVar *SourceOnceFunc, DataVar uintptr) uint32 { return 0 }
