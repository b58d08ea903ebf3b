// Package affinity finds out which goroutine runs what, and answers the rules' questions about it.
//
// It looks at one package at a time and hears of the others by facts. Two kinds of knowledge travel between packages.
// Effects flow up, from callee to caller: the function blocks, waits for the UI goroutine, touches the UI. Demands flow
// down, from the place that runs a function value to the value: this parameter, field, variable or interface method is
// run inline, on the UI goroutine, in the background. Each carries its witness, the steps that prove it.
//
// Analyzer does the work once for all rules, and each rule reads its Result. Imports go one way, from the first line to
// the last:
//
//   - affinity: calls the others in their order (see run) and keeps what they find. What rules BG101 to BG103 ask is
//     answered here: hits, blame, repair.
//   - race (BG104, BG105), future (BG201), lifetime (BG202), leak (BG203), lockwait (BG204), executor (BG205, BG206,
//     BG301), redraw (BG302), picture (bglint why and map): one question each.
//   - internal/summary: what dependents are told. It stands above the questions whose answers are part of that.
//   - internal/access: what is read and written, for races, lock waits and summaries.
//   - internal/engine: who runs what.
//   - internal/ir, receiver (bggen's capture), crossing (what can be sent to a process): values, types and instructions,
//     without an engine.
//
// What is lost: values that go through reflection, unsafe, or containers of containers; the difference between two
// instances of a type; conditions (a call behind "if" is a call). A finding that leans on a slot or an interface is
// therefore at most likely, one with direct calls only is certain.
package affinity
