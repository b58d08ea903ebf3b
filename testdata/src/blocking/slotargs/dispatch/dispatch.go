// Package dispatch calls the fields and interfaces, and knows neither the bodies nor the arguments.
package dispatch

import "blocking/slotargs/panels"

type D struct {
	Panels []panels.Panel
	Views  []panels.View
	Round  panels.Round
}

func (d *D) Key(k int, a panels.Actions) bool {
	for _, p := range d.Panels {
		if p.Key != nil && p.Key(k, a) {
			return true
		}
	}
	return false
}

func (d *D) Show(s panels.Source) {
	for _, v := range d.Views {
		v.Show(s)
	}
	d.Round.Next(s)
}
