// Package pond is a stub of github.com/alitto/pond for fixtures.
package pond

type WorkerPool struct{}

type Option func(*WorkerPool)

func New(maxWorkers, maxCapacity int, options ...Option) *WorkerPool { return &WorkerPool{} }

func (p *WorkerPool) Submit(task func()) {}

func (p *WorkerPool) StopAndWait() {}
