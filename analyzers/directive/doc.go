// Package directive reads the comments by which a program speaks to bglint and bggen.
//
// # Analyzer directive
//
// directive: //bg: comments that are wrong or have no effect
//
// A program speaks to bglint and bggen by these comments:
//
//	//bg:ignore BG101,BG104 reason   no report of these rules here; the reason is mandatory
//	//bg:nonblocking reason          the function does not block, whatever its body looks like
//	//bg:ui                          the function runs on the UI goroutine
//	//bg:background                  the function runs off the UI goroutine
//	//bg:safe reason                 the function may be called, and its state used, from every goroutine
//	//bg:forget reason               the function's result may be dropped
//	//bg:io options                  bggen: the method runs on the I/O executor
//	//bg:cpu options                 bggen: the method is a worker process's task
//	//nolint:bglint // why           as golangci-lint understands it
//
// All but ignore and nolint stand in the doc comment of a function or method. An ignore silences the line it stands
// on; on a line of its own, the line below its comment group; in the doc comment of a declaration, the whole
// declaration. Rules go by id or name. There is no blank before bg: as in every Go directive, so that gofmt and go doc
// leave it alone.
//
// A comment that does not say what its author means is worse than none: it looks like a decision. The rule reports //bg:
// comments
//
//   - whose verb or rule does not exist, or that have a blank after the slashes,
//   - without the reason that ignore, nonblocking, safe and forget need,
//   - that stand elsewhere than in the doc comment of a function, except for ignore,
//   - that contradict each other,
//   - and ignores that silence nothing, because the report is gone. An ignore for a rule that did not run is left alone.
//
// Wrong:
//
//	//bg:ignore BG101
//	data, _ := os.ReadFile(path)
//
// Right:
//
//	//bg:ignore BG101 a few bytes from the program's own folder
//	data, _ := os.ReadFile(path)
package directive
