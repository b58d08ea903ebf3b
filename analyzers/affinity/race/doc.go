// Package race finds state that background work shares with others, at least one of them writing, without a lock in common
// (BG104 for fields, BG105 for variables).
//
// It is a may analysis on both sides, by location and not by instance. What keeps two sides apart is looked for in files of
// their own: an order (order), a channel or wait group between them (handover), the head of a goroutine that start-up code
// starts (head), values that are set once (initonce), locks of callers (lockcontext), a copy of a Bubble Tea model
// (modelcopy). Each of these is a must analysis: in doubt there is no race.
package race
