// Package executor looks at what a package hands to executors: arguments that cannot cross to a worker process and tasks
// that no worker knows (BG205), functions without end on a bounded executor (BG206), work for another executor (BG301).
//
// Types are judged by what they can hold. Which function an executor gets is a may analysis (the engine's), whether it
// ends a must analysis: what may end is no hog.
package executor
