package through

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2/widget"
	"golang.org/x/sync/errgroup"
)

func Errgroup(ctx context.Context, bar *widget.ProgressBar) error {
	g, _ := errgroup.WithContext(ctx)
	g.Go(func() error {
		bar.SetValue(1) // want "off the UI goroutine"
		return nil
	})
	return g.Wait()
}

func Group(bar *widget.ProgressBar) {
	var wg sync.WaitGroup
	wg.Go(func() {
		bar.SetValue(1) // want "off the UI goroutine"
	})
	wg.Wait()
}

func Timer(bar *widget.ProgressBar) {
	t := time.AfterFunc(time.Second, func() {
		bar.SetValue(1) // want "off the UI goroutine"
	})
	t.Reset(time.Second)
}

// An own pool: jobs go through a channel to a worker. Unlike a UI queue (S27) it is right to be in the background, so the
// report stands in the job.
type pool struct{ jobs chan func() }

func newPool() *pool {
	p := &pool{jobs: make(chan func(), 4)}
	go p.work()
	return p
}

func (p *pool) work() {
	for job := range p.jobs {
		job()
	}
}

func (p *pool) submit(job func()) { p.jobs <- job }

func Pool(bar *widget.ProgressBar) {
	newPool().submit(func() {
		bar.SetValue(1) // want "off the UI goroutine"
	})
}
