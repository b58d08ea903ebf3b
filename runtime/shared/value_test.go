package shared_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/go-bgkit/bgkit/runtime/shared"
)

func TestZeroValue(t *testing.T) {
	var v shared.Value[int]
	if v.Load() != 0 {
		t.Error(v.Load())
	}
	v.Store(3)
	v.Update(func(n int) int { return n + 1 })
	if v.Load() != 4 {
		t.Error(v.Load())
	}
	v.View(func(n int) {
		if n != 4 {
			t.Error(n)
		}
	})
}

type cloner struct{ list []int }

func (c cloner) Clone() cloner { return cloner{slices.Clone(c.list)} }

type pointerCloner struct{ list []int }

func (c *pointerCloner) Clone() *pointerCloner { return &pointerCloner{slices.Clone(c.list)} }

// plain has no Clone: its slice stays shared, as documented.
type plain struct{ list []int }

func TestCopiesOnTheWayInAndOut(t *testing.T) {
	t.Run("slice", func(t *testing.T) {
		in := []int{1, 2}
		v := shared.New(in)
		in[0] = 9
		v.Load()[0] = 8
		if got := v.Load(); !slices.Equal(got, []int{1, 2}) {
			t.Error(got)
		}
	})
	t.Run("slice in a zero value", func(t *testing.T) {
		var v shared.Value[[]int]
		if v.Load() != nil {
			t.Error("nil became something else")
		}
		in := []int{1}
		v.Store(in)
		in[0] = 9
		if v.Load()[0] != 1 {
			t.Error(v.Load())
		}
	})
	t.Run("map", func(t *testing.T) {
		v := shared.New(map[string]int{"a": 1})
		v.Load()["a"] = 9
		if got := v.Load(); !maps.Equal(got, map[string]int{"a": 1}) {
			t.Error(got)
		}
	})
	t.Run("Clone method", func(t *testing.T) {
		v := shared.New(cloner{[]int{1}})
		v.Load().list[0] = 9
		if v.Load().list[0] != 1 {
			t.Error(v.Load())
		}
	})
	t.Run("Clone method of a pointer", func(t *testing.T) {
		v := shared.New(&pointerCloner{[]int{1}})
		v.Load().list[0] = 9
		if v.Load().list[0] != 1 {
			t.Error(v.Load())
		}
		v.Store(nil)
		if v.Load() != nil {
			t.Error("nil became something else")
		}
	})
	t.Run("WithClone", func(t *testing.T) {
		v := shared.New(plain{[]int{1}}, shared.WithClone(func(p plain) plain { return plain{slices.Clone(p.list)} }))
		v.Load().list[0] = 9
		if v.Load().list[0] != 1 {
			t.Error(v.Load())
		}
	})
	t.Run("NoClone", func(t *testing.T) {
		in := []int{1}
		v := shared.New(in, shared.NoClone[[]int]())
		if &v.Load()[0] != &in[0] {
			t.Error("copied")
		}
	})
	t.Run("assignment", func(t *testing.T) {
		v := shared.New(plain{[]int{1}})
		v.Load().list[0] = 9
		if v.Load().list[0] != 9 {
			t.Error("a struct without Clone was copied deeply")
		}
	})
}

func TestPlainValuesCostNothing(t *testing.T) {
	v := shared.New(1)
	if n := testing.AllocsPerRun(100, func() { v.Store(v.Load() + 1) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestUpdateIsAtomic(t *testing.T) {
	v := shared.New(map[int]int{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 200 {
				v.Update(func(m map[int]int) map[int]int { m[i]++; return m })
				_ = v.Load()[i]
			}
		})
	}
	wg.Wait()
	for i, n := range v.Load() {
		if n != 8 {
			t.Fatalf("m[%d] = %d", i, n)
		}
	}
}

func TestPanicOfUpdateUnlocks(t *testing.T) {
	v := shared.New(1)
	func() {
		defer func() { _ = recover() }()
		v.Update(func(int) int { panic("boom") })
	}()
	if v.Load() != 1 {
		t.Error(v.Load())
	}
}

func TestWait(t *testing.T) {
	var v shared.Value[int]
	go func() {
		for i := range 100 {
			v.Store(i)
		}
	}()
	if n, err := v.Wait(t.Context(), func(n int) bool { return n == 99 }); n != 99 || err != nil {
		t.Errorf("Wait = %d, %v", n, err)
	}
	why := errors.New("enough")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(why)
	if n, err := v.Wait(ctx, func(n int) bool { return n == 100 }); n != 99 || err != why {
		t.Errorf("Wait = %d, %v", n, err)
	}
}

func TestChanged(t *testing.T) {
	var v shared.Value[int]
	a, b := v.Changed(), v.Changed()
	v.Store(0)
	<-a
	<-b
	select {
	case <-v.Changed():
		t.Error("changed without a change")
	default:
	}
}
