// Package feed runs what its maker was handed in a struct with exported fields, from a field that nobody else can name.
package feed

type Options struct {
	OnUpdate func(price float64)
}

type Monitor struct {
	onUpdate func(price float64)
}

func NewMonitor(o Options) *Monitor {
	m := &Monitor{}
	m.onUpdate = o.OnUpdate
	return m
}

// SetAssets runs the function on the goroutine that calls it.
func (m *Monitor) SetAssets(price float64) { m.onUpdate(price) }
