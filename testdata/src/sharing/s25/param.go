package s25

// Wrong, though nothing races: nobody can see this assignment: failed is worker's own parameter.
func worker(failed bool, work func() error) {
	go func() {
		if work() != nil {
			failed = true // a limit: not seen
		}
	}()
}

func Work(work func() error) {
	failed := false
	worker(failed, work)
}
