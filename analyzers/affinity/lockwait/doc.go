// Package lockwait finds locks held where the UI goroutine can be left standing (BG204), and tells dependents which locks
// functions take.
//
// It joins two may analyses: what is reached while a lock is surely held (flow, by instruction), and which functions on the
// UI goroutine take the lock. Locks go by the mutex's field or variable and not by instance, except where that alone
// decides (sameobject).
package lockwait
