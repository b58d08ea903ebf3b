// Package background runs work that outlives the handler that started it, and ends it in order.
//
//	background.Create(ctx, func(ctx context.Context) error {
//		return upload(ctx, file)
//	}, background.Name("upload"), background.FinishOnShutdown())
//
// A task has a name, a creation site, the client of the context it was created with, and a place to which its error
// goes at once: nobody has to wait for it. That is what a bare go statement lacks. For a result that a handler needs,
// use run.IOBound.
//
// At the end of main, Shutdown cancels what runs, waits, and says by name and creation site what did not end:
//
//	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
//	defer cancel()
//	if err := background.Shutdown(ctx); err != nil {
//		log.Print(err)
//	}
package background
