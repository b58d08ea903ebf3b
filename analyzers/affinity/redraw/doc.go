// Package redraw finds what draws or asks too often (BG302): timers and loops that are too fast or have nothing to do,
// messages that start themselves again, handlers that fire themselves, animations of what is not shown. It tells dependents
// which messages a function sends.
//
// Intervals are constants that it can follow; a timer whose interval nobody knows is not reported. That a chain of messages
// comes back to its start is a may analysis, that nothing on the way asks for permission a must analysis.
package redraw
