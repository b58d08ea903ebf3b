// Package sharing finds races on the variables that background functions share: rule BG105 of bglint.
//
// # Analyzer sharing
//
// sharing: captured and package variables that background work shares without a copy or a lock
//
// # What it reports
//
// Like BG104, for variables instead of fields: locals that literals capture, with the slices, maps and structs in them,
// and package variables. A background function uses one, at least one side writes, no lock is common to both, and the
// other side is
//
//   - the UI goroutine: a handler, a list's callback, a method that the toolkit calls, or what these call; for package
//     variables also what BG104 presumes to run there;
//   - the function that started the goroutine and goes on to use the variable without waiting for it;
//   - another goroutine that runs the same function, since a loop starts it: appending to one slice, writing one map.
//
// # Why it matters
//
// A list's callbacks run whenever the toolkit draws, so they see a slice half appended: an index out of range, a row from
// the past. A map that is written while another goroutine uses it ends the program: "fatal error: concurrent map read and
// map write" cannot be recovered. A result that is returned while its goroutine still writes it is sometimes the old one.
//
// # Wrong
//
// The refresh is marshalled, the append is not (Fyne):
//
//	var items []string
//	list := widget.NewList(func() int { return len(items) }, row, update)
//	go func() {
//		for s := range feed {
//			items = append(items, s)
//			fyne.Do(list.Refresh)
//		}
//	}()
//
// A handler writes the map that the goroutine writes (tview):
//
//	form.AddInputField("Name", "", 10, nil, func(name string) { sizes[name] = 0 })
//	form.AddButton("Measure", func() {
//		go func() { sizes["all"] = measure("all") }()
//	})
//
// When the time is up nobody waits any more, but the goroutine goes on:
//
//	go func() { n = query(); close(done) }()
//	select {
//	case <-done:
//	case <-time.After(time.Second):
//	}
//	return n
//
// # Right
//
// The UI goroutine appends, a copy goes along, the result travels through a channel with room for it:
//
//	fyne.Do(func() { items = append(items, s); list.Refresh() })
//
//	form.AddButton("Scan", func() { go scan(slices.Clone(paths)) })
//
//	res := make(chan int, 1)
//	go func() { res <- query() }()
//	select {
//	case n := <-res:
//		return n
//	case <-time.After(time.Second):
//		return 0
//	}
//
// # How to read a report
//
//	feed.go:21:4: a background function writes items, which races with the read on the UI goroutine; pass a copy,
//	or hand the result over and write it on the UI goroutine (BG105 sharing, likely)
//		feed.go:19:2: starts a goroutine
//		feed.go:21:4: writes items
//		feed.go:18:17: handler given to widget.NewList
//		feed.go:18:49: reads items
//
// The chain has two halves: how the background gets to the variable, then how the other side does. The report stands on
// the background's side. One goroutine makes one report; further variables follow with "also".
// For maps it says that the program can crash. No report is certain.
//
// # When it is silent
//
//   - Copies: slices.Clone, maps.Clone, a struct passed by value, a variable of each iteration.
//   - A common sync.Mutex or RWMutex on both sides; atomic values, channels, sync.Map and the rest of package sync.
//   - Variables that nobody writes any more once the goroutine runs, and what main fills before the loop.
//   - A starter that waits first: a receive, a select, WaitGroup.Wait, Group.Wait. A select that goes on when a timer
//     fires or a context ends does not count.
//   - Workers that write elements of their own: out[i] = f(a).
//   - A variable that only the goroutine and what it posts itself use.
//
// # Limits
//
// Package variables of other packages are not looked at. Contents are followed through an alias, m := items, and through
// the parameter of a function that has one caller, not further. Whether two indices differ is not evaluated, nor are
// conditions. Two different background functions are not compared with each other. An assignment to a parameter that is
// a copy, which nobody can see, is no race and not reported. A channel that orders a goroutine and a handler is not
// understood.
//
// # How to silence it
//
//	//bg:ignore BG105 reason    on the line, on the line above, or in the doc comment of a function
//	//bg:safe reason            in the doc comment of a function that runs in the background: what it and its
//	                            callees do with shared state is safe
//
// Both belong to the background's side, where the report stands. A literal has no doc comment, and that of the function
// around it does not make it safe.
package sharing
