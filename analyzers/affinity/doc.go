// Package affinity finds out which goroutine runs what.
//
// It looks at one package at a time and hears of the others by facts. Two kinds of knowledge travel between packages.
// Effects flow up, from callee to caller: the function blocks, waits for the UI goroutine, touches the UI. Demands flow
// down, from the place that runs a function value to the value: this parameter, field, variable or interface method is
// run inline, on the UI goroutine, in the background. Each carries its witness, the steps that prove it.
//
// The analysis of a package has four parts.
//
//  1. build: SSA form, the bodies, and for each body what it calls.
//  2. flow: which function values reach which places. It is a may analysis, insensitive to the order of statements, with
//     one cell for each field of a type and each variable (a slot) in which the values of all instances meet. A parameter
//     stands for itself in its function (a token) and is replaced by the argument at each call, so that a helper that
//     runs its argument does not mix up its callers.
//  3. propagate: from the places where a context begins (a handler, a go statement, main) along the calls, breadth first,
//     so that the first chain found is a shortest one. A function reached in two contexts has both.
//  4. export: the summaries of what dependents can see.
//
// The rules' own questions are answered on top of that, each in files of its own:
//
//   - which branches and targets a call can come to: assume, params, refine, settled, singleton, expected, wider, instance;
//   - BG101 to BG103: hits, blame, repair, state; what blocks and for how long: channel, deadline, database, onetime;
//   - BG104 and BG105: access, race, race_report; what keeps two sides apart: order, handover, head, initonce, confined,
//     single, modelcopy, locks, locks_context; the state of other packages: far, fills;
//   - BG201: drop, outcome, answers, future; BG203: leak; BG204: lockwait, lockflow, lockhand, lockdefer, lockfar,
//     sameobject; BG205, BG206, BG301: crossing, tasks, hogs, executors;
//   - BG302: messages, chains, loops, polling, refire, animation, lifetime, streams;
//   - bggen's capture: receiver; bglint why and map: graph.
//
// What is lost: values that go through reflection, unsafe, or containers of containers; the difference between two
// instances of a type; conditions (a call behind "if" is a call). A finding that leans on a slot or an interface is
// therefore at most likely, one with direct calls only is certain.
package affinity
