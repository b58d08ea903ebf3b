// Package leak finds work of a window, page, client or message that nothing ends (BG203).
//
// Each kind of leak is a search of its own, in a file of its own. That a function runs again and again is a may analysis,
// that a goroutine never ends a must analysis (internal/engine's turn and endless). Both go by the variable or field and
// not by the instance that it holds.
package leak
