// Package directive reads the comments by which a program speaks to bglint and bggen.
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
// declaration. Rules go by id or name.
//
// There is no blank before bg: as in every Go directive, so that gofmt and go doc leave it alone. A comment that
// looks like a directive and is none, and an ignore that silences nothing, are reported (rule BG001).
package directive
