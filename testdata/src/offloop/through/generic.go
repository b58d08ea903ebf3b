package through

import "fyne.io/fyne/v2/widget"

// A generic spawner.
func then[T any](work func() T, use func(T)) {
	go func() { use(work()) }()
}

func Generic(lbl *widget.Label, work func() string) {
	then(work, func(s string) {
		lbl.SetText(s) // want "off the UI goroutine"
	})
}

// A generic type with a func field.
type observable[T any] struct {
	value    T
	onChange func(T)
}

func (o *observable[T]) watch(in chan T) {
	go func() {
		for v := range in {
			o.onChange(v)
		}
	}()
}

func GenericField(bar *widget.ProgressBar, in chan float64) {
	o := &observable[float64]{onChange: func(v float64) {
		bar.SetValue(v) // want "off the UI goroutine"
	}}
	o.watch(in)
}
