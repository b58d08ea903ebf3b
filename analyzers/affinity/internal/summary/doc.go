// Package summary makes the facts of a package: what its dependents can see of its functions and slots.
//
// Effects are lifted along the calls that stay on the goroutine, the surest, gravest and shortest proof of each (lifts). A
// value that an object of a stranger holds is told apart from what the package has put there itself (instance), and what
// happens once in a program from what happens at each call (onetime).
package summary
