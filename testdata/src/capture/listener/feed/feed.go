// Package feed calls its listeners in a goroutine.
package feed

type Feed struct {
	OnRow     func(string)
	listeners []func(string)
}

func (f *Feed) Listen(l func(string)) { f.listeners = append(f.listeners, l) }

func (f *Feed) Start(in chan string) {
	go func() {
		for s := range in {
			f.OnRow(s)
			for _, l := range f.listeners {
				l(s)
			}
		}
	}()
}
