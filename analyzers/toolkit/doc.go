// Package toolkit knows what the functions, types and fields of UI toolkits, of the standard library and of executors
// mean for goroutines.
//
// The knowledge is data: one YAML file a toolkit, embedded from profiles/. A user's own profiles have the same form and
// are merged over them, see [New]. The package answers questions about one symbol at a time; who calls it, and from which
// goroutine, is the business of package affinity.
//
// # Packages
//
// A profile says under packages whose symbols it describes: an exact path, further paths of the same code under also
// (another major version, a fork), "some/path/..." for a tree, "std" for the standard library, and under like the shape
// by which a fork or a copy in the program's own tree is recognised. Symbols are always written with the first path.
//
// A profile is opaque unless it says otherwise: the bodies of its packages are not analysed, the profile is all there is
// to know, and callbacks is what happens to every function that its API receives and no role mentions. Where even widgets
// that are in no window yet belong to the UI goroutine it says unattached: ui.
//
// # Symbols
//
// Symbols are written as go/types prints them: path.Func, path.Type, (*path.Type).Method, and for fields
// path.Type.Field. Whether a receiver is a pointer does not matter. A name, and the type of a method or field, may have
// one star in it: (*path.*).*, path.Show*, path.Form.On*. The more exact symbol wins: first the type, then the name, then
// the rule that comes later, a user's rule last of all.
//
// # Roles
//
// About the place of a call, of which the most exact one holds: ui (must be made on the UI goroutine, and a field be
// written there; confidence says how much harm it does elsewhere), safe, read (an exception from ui that nobody promised
// to be safe), dispatch (hands its work to the UI goroutine; waits; early where that works before the loop runs; unordered
// where two of them may change places; advice for
// who is on the UI goroutine), loop, events (yields the next event, or a channel of
// them, to a loop that the program writes itself).
//
// About functions among the parameters (params numbers them, else all plain ones), of a func-typed field, or of values
// converted to a func type: handler and dispatch (UI goroutine), spawn (background), process (a worker process), inline (at
// once), none. For a function that is given to a widget, fired_by names the setters of that widget which run it; for one
// that is given to an executor, bounded says that there is a limited number of places: always, or after the method that it
// names.
//
// About the cost: blocking (tier, advice, confidence) and nonblocking, of which the most exact one holds. The rest adds
// up: future (a type whose values must not be dropped), lock and unlock (of the lock that the UI goroutine holds while it
// runs handlers), stop (ends the event loop, or hands the screen over), resume (takes it back), cleanup, liveness, once (a handler that runs once in the life of the
// program: what it starts is not started again), again (a function that runs in the background, at each event), several (a function that runs on several background goroutines at once, for each connection), intercept
// and closes (what runs when the user closes a window, and the call by which the program closes it past that), replaces
// (takes away what is shown, a window's content, a page or a dialog: its handlers do not run any more), outlives
// (starts work that outlives its client, unless an option with the role cleanup is among the arguments).
//
// What fixes are written with stands under fixes: wrap (dispatchers for UI calls that are off the UI goroutine, the
// preferred one first), redraw (dispatchers that redraw, which the event loop does anyway after a handler) and batch (makes
// one future of several). Without them, reports about the toolkit come without fixes.
//
// Next to roles, interfaces lists what programs implement and toolkits call, and signatures the shapes by which handlers
// are recognised that no symbol names.
//
// # Versions
//
// Rules of toolkits change between versions, and version numbers are not at hand (forks, programs without go.mod). A rule
// therefore holds when a symbol exists in the packages that the type checker loaded, or, with "!", when it does not.
// Export data holds only a part of a package that is imported indirectly. What is missing there proves nothing, so the
// newest version is assumed. A rule whose symbols some versions lack is marked optional, which only matters to [Set.Unknown].
package toolkit
