package process

import (
	"bytes"
	"context"
	"errors"
	"testing"
)

var (
	double = Register("test.double", func(ctx context.Context, n int) (int, error) {
		if n < 0 {
			panic("negative")
		}
		return 2 * n, Progress(ctx, n)
	})
	unsent = &Task[int, int]{name: "test.unsent"}
)

// elsewhere is an executor as one for other machines would be: what goes in and
// out of Run are bytes.
type elsewhere struct{}

func (elsewhere) Start(ctx context.Context, m *Message, done func(Outcome)) (func(), error) {
	ctx, cancel := context.WithCancel(ctx)
	far := &Message{Task: m.Task, Args: bytes.Clone(m.Args), Progress: m.Progress}
	go func() {
		defer cancel()
		done(Run(ctx, far))
	}()
	return cancel, nil
}

func TestOtherExecutor(t *testing.T) {
	seen := 0
	c, err := double.Submit(t.Context(), 21, On(elsewhere{}), OnProgress(func(n int) { seen = n }))
	if err != nil {
		t.Fatal(err)
	}
	<-c.Done()
	if n, err := c.Result(); n != 42 || err != nil || seen != 21 {
		t.Error(n, err, seen)
	}
	c, err = double.Submit(t.Context(), -1, On(elsewhere{}))
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	c.OnDone(func() { close(ended) })
	<-ended
	var panicked *PanicError
	if _, err := c.Result(); !errors.As(err, &panicked) || panicked.Value != "negative" {
		t.Error(err)
	}
	if c, err = unsent.Submit(t.Context(), 1, On(elsewhere{})); err != nil {
		t.Fatal(err)
	}
	<-c.Done()
	if _, err := c.Result(); !errors.Is(err, ErrUnknownTask) {
		t.Error(err)
	}
}
