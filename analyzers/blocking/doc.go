// Package blocking finds calls that hold the UI goroutine: rule BG101 of bglint.
//
// # Analyzer blocking
//
// blocking: calls that block the UI goroutine
//
// # What it reports
//
// A function that runs on the UI goroutine does something that may not return soon. Such functions are the handlers
// given to a toolkit, the methods that a toolkit calls (Layout, Draw, Bubble Tea's Init, Update and View), what a
// dispatcher such as fyne.Do posts, and everything that these call: through helpers, func values, fields, channels of
// functions, interfaces and other packages. What blocks is:
//
//   - waiting: time.Sleep, WaitGroup.Wait, a receive, a select without default, a send on an unbuffered channel,
//     Future.Await;
//   - the network: net, net/http, net/rpc, database/sql, gRPC, and third-party methods that take a context and return
//     an error, in packages built on these;
//   - child processes: Run, Output, CombinedOutput and Wait of exec.Cmd;
//   - the disk where it takes long: os.RemoveAll, filepath.WalkDir, File.Sync, io.Copy.
//
// # Why it matters
//
// One goroutine draws and handles input. While it waits nothing is drawn, no key is read, and the window system may
// offer to kill the program. Few of these calls are visible in the handler itself; most are some calls below it, often
// in another package.
//
// # Wrong
//
// The request is two calls below the button (Fyne), and git runs before the command that prune returns (Bubble Tea):
//
//	widget.NewButton("Check", v.check)
//
//	func (v *view) check() { v.state.SetText(v.fetch(v.url.Text)) }
//
//	func (v *view) fetch(url string) string { return report(http.Get(url)) }
//
//	func prune(branch string) tea.Cmd { // return m, prune(m.branch)
//		err := exec.Command("git", "branch", "-d", branch).Run()
//		return func() tea.Msg { return prunedMsg{err} }
//	}
//
// The arguments of a go statement are computed before it starts, so this one waits as well:
//
//	go show(load())
//
// # Right
//
// Read from the widgets, work in a goroutine, hand the result back:
//
//	func (v *view) check() {
//		url := v.url.Text
//		go func() {
//			text := v.fetch(url)
//			fyne.Do(func() { v.state.SetText(text) })
//		}()
//	}
//
//	func prune(branch string) tea.Cmd {
//		return func() tea.Msg {
//			return prunedMsg{exec.Command("git", "branch", "-d", branch).Run()}
//		}
//	}
//
// Moving the whole handler into the goroutine cures the freeze and makes BG103 and BG104 out of it.
//
// # How to read a report
//
//	view.go:31:20: http.Get blocks the UI goroutine (handler given to widget.NewButton); do it in a goroutine
//	and show the result with fyne.Do (BG101 blocking, certain)
//		view.go:26:56: handler given to widget.NewButton
//		view.go:28:44: calls (*view).fetch
//		view.go:31:20: calls http.Get
//
// The chain below the claim begins where the UI goroutine comes in and ends at the call that blocks. (Drivers that show
// nothing but a message have the chain in it, of a long one the first and the last three steps.) The report stands at
// the innermost call of the package under analysis, once for each function, and once for all calls of the same
// function of another package in one file: at the worst of them, and what else blocks there follows in the chain with
// "also". The worst is the surest; of equally sure ones, what may take for ever comes before what has a deadline, that
// before a single sleep, a select or a send. The disk comes after whatever is likely to wait for more. Where that call is
// in generated code, the report stands at the call that leads there. A chain of direct calls is certain; one through an
// interface or a stored function is likely, and so are channel operations and databases.
//
// # When it is silent
//
//   - Work in a goroutine, a tea.Cmd, an errgroup, time.AfterFunc, run.IOBound, whatever method it stands in.
//   - exec.Cmd.Start, select with default, a send on a channel with a buffer.
//   - main and init, and what only they call: nothing is drawn before the loop runs.
//   - Pauses by intent: tview's Suspend, tea.ExecProcess, and what runs between gocui's or tcell's Suspend and Resume, also
//     where helpers do that: one that runs its parameter in between, or one that suspends and one that resumes.
//   - A single sleep of at most 20 ms, and small file operations (os.Stat, os.ReadFile): both are reported with
//     --confidence=possible.
//   - What ends after at most 200 ms by a constant: a context with a timeout, net.DialTimeout, http.Client.Timeout, a
//     deadline of the connection, a select with a timer. In a loop each round counts anew.
//   - A statement where the package and what it is built on import only drivers of embedded databases (SQLite), unless it
//     changes something in each round of a loop, or the schema. A socket of this machine (net.Dial with "unix"). What is
//     copied from memory, also through readers that decode it, and a database in memory.
//   - Waiting for a goroutine that was told to stop before (close(stop); <-done) and waits for nothing without waiting for
//     that, too.
//   - A file that is read in what the toolkit runs once before the first picture, such as Init.
//   - A send whose receiver stands ready: whoever installs the handler does nothing afterwards but receive the answer.
//   - Functions that nothing in sight runs.
//
// # Limits
//
// Conditions are not evaluated: a call behind "if" is a call. A field, a variable or an interface method is one place
// for all instances of its type, so a function stored in one instance counts for the others; but what a function of
// another package runs through an object that its caller passes, or keeps the caller's function in, is that caller's.
// Long computations are not seen, nor is Mutex.Lock, which is short unless its holder is slow. Values are not followed
// through reflection or unsafe. How a third-party package synchronises its own goroutines inside is only possible.
// Bubble Tea v2 runs the command that View.OnMouse returns on its loop, unlike other commands; the rule takes it for one
// of those.
//
// # How to silence it
//
//	//bg:ignore BG101 reason    on the line, on the line above, or in the doc comment of a function
//	//bg:nonblocking reason     in the doc comment of a function: neither it nor what it calls blocks
//	//bg:background             in the doc comment of a function: it runs in the background, though it
//	                            has the shape of a handler
//
// A third-party function is declared once, under toolkits in .bglint.yml, with the role nonblocking.
package blocking
