// Package discarded finds commands and futures that get lost: rule BG201 of bglint.
//
// # Analyzer discarded
//
// discarded: commands and futures that nobody returns, awaits or forgets on purpose
//
// # What it reports
//
// Some results must reach somebody: a tea.Cmd has to be returned to Bubble Tea's loop, a *run.Future of bgkit to be
// awaited, given to Then or forgotten on purpose, a *process.Call to be asked for its result. The rule reports a call
// whose result of such a type
//
//   - is not used: the call is a statement, or stands behind go or defer;
//   - is assigned to the blank identifier;
//   - is assigned to a variable that nobody reads before it is assigned again, perhaps by the next round of a loop.
//
// Of commands it also reports one that is used as a message, which compiles since every value is a message, and one that
// is called by hand with its message thrown away.
//
// # Why it matters
//
// A command that is not returned never runs: the spinner stands still, the status line stays, the file is not saved, and
// there is no error. A future's work runs, but its error and its result are lost. One variable for the commands of
// several components is the usual way: the second Update overwrites what the first one returned.
//
// # Wrong
//
//	func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
//		var cmd tea.Cmd
//		m.status.say("saved")            // returns the command that clears the line
//		m.name, cmd = m.name.Update(msg) // overwritten
//		m.email, cmd = m.email.Update(msg)
//		return m, cmd
//	}
//
// The command becomes the message instead of being run:
//
//	return func() tea.Msg {
//		if err := get(); err != nil {
//			return showError(err) // showError returns a tea.Cmd
//		}
//		return nil
//	}
//
// Nobody hears of the error (any toolkit, with bgkit's runtime):
//
//	widget.NewButton("Upload", func() { run.IOBound(ctx, upload) })
//
// # Right
//
//	func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
//		cmds := make([]tea.Cmd, 3)
//		cmds[0] = m.status.say("saved")
//		m.name, cmds[1] = m.name.Update(msg)
//		m.email, cmds[2] = m.email.Update(msg)
//		return m, tea.Batch(cmds...)
//	}
//
// Call the command where a message is wanted: return showError(err)(). Say what happens with a future, or that nothing
// should:
//
//	run.IOBound(ctx, upload).Then(func(n int, err error) { v.show(n, err) })
//	run.IOBound(ctx, warm).Forget("only warms the cache; its error shows at the next use")
//
// # How to read a report
//
//	model.go:42:11: the tea.Cmd that (*status).say returns is dropped: its work never runs; return it to the event
//	loop, or batch it with the others (BG201 discarded, certain)
//
// There is no chain: all that matters stands on the line. What the program's own functions return is certain. Another
// module's futures are likely, and so are its commands where the UI goroutine runs the function that drops them;
// elsewhere they are only possible, since a component's setter returns harmless ones as well (the cursor's first blink).
// A command called by hand is likely or possible in the same way. What the blank identifier drops beside a result that is
// kept (m.size, _ = m.size.Update(msg)) is only possible where the callee may return nil: who writes the blank has looked,
// unless the function has no command to return itself and only guards of the callee return nil.
//
// # When it is silent
//
//   - The command is nil: the callee returns nil on every path, or on every path that is left for the constant or the
//     type of message that the call passes, also where it hands the message on, through an interface to all the types in
//     sight, or batches only commands that are nil. m.setBusy(false) and m.size.Update(tea.WindowSizeMsg{}) can be such calls.
//   - It is kept: in a field, a slice, a map, a channel, a variable that a literal captures or a later line reads.
//   - At start-up, before the loop runs, where nobody could run a command.
//   - Tasks of package background, which report their own errors.
//
// # Limits
//
// What is kept is taken to be used some day. The rule does not evaluate conditions other than the ones above, and does
// not look through func values: a command from there counts as one that is not nil, and a //bg:forget behind it or an
// interface does not help. A command that one branch reads counts as read.
//
// A report is only possible where nothing in sight shows that the command does something: it comes from an interface that
// nobody in sight implements, it is returned only for values with a flag that the caller has just unset or sets later, both
// sides of one if drop a command of the same component (set here, cleared there), or it animates what View draws of a
// component that the package draws by another method.
//
// # How to silence it
//
//	//bg:ignore BG201 reason    on the line, on the line above, or in the doc comment of a function
//	//bg:forget reason          in the doc comment of the callee: what it returns may be dropped
//
// In one place, a future's own method Forget(reason) says the same at run time.
package discarded
