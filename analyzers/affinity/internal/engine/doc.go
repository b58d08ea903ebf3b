// Package engine finds out which goroutine runs which function of a package.
//
// The analysis has three parts; what dependents are told of it is package summary's.
//
//  1. build: SSA form, the bodies, and for each body what it calls.
//  2. flow: which function values reach which places. It is a may analysis, insensitive to the order of statements, with
//     one cell for each field of a type and each variable (a slot) in which the values of all instances meet. A parameter
//     stands for itself in its function (a token) and is replaced by the argument at each call, so that a helper that
//     runs its argument does not mix up its callers (runners).
//  3. propagate: from the places where a context begins (a handler, a go statement, main) along the calls, breadth first,
//     so that the first chain found is a shortest one. A function reached in two contexts has both (entry).
//
// What else many questions ask is answered here, too:
//
//   - which branches and targets a call can come to: assume, params, refine, contents, settled, singleton, expected, wider;
//   - what blocks and for how long: channel, told, deadline, database, memory, suspend; what never ends: endless; what runs again: turn;
//   - which locks are surely held: locks.
//
// Names with a capital are what the packages above read. They do not write: an Engine does not change once its phases are
// done, but for what it remembers. What is lost is said in package affinity.
package engine
