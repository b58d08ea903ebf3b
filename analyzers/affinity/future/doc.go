// Package future finds the futures, task handles and commands that a package drops (BG201).
//
// A call that returns a future is followed into the function that returns it, to learn with which arguments it returns
// none, or one that need not be looked at (outcome). It is a may analysis of what comes back, so that a future counts as
// lost only where every way of the call makes one. What other packages return is in their summaries.
package future
