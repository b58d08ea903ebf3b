// Package lifetime finds contexts that do not fit what is done with them: work without its client, work that dies with the
// handler that began it, and requests that nobody can cancel (BG202).
//
// A context is followed back to where it comes from, through parameters and variables of the package. Where that is
// unknown, nothing is reported.
package lifetime
