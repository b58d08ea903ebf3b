// Package sums gives a library functions that only compute.
package sums

import "example.org/dep/promise"

//bg:ui
func sum(ns []int) int {
	p := promise.New(func() int {
		total := 0
		for _, n := range ns {
			total += n
		}
		return total
	})
	return p.Get()
}
