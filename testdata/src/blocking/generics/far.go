package generics

import (
	"os/exec"
	"strconv"
	"time"

	"blocking/generics/box"

	"fyne.io/fyne/v2/widget"
)

type printer struct{ name string }

func (p printer) Ping() error {
	return exec.Command("lpstat", p.name).Run() // want "blocks the UI goroutine"
}

type scanner struct{ name string }

func (s scanner) Probe() error { return exec.Command("scanimage", s.name).Run() }

// The constraint of another package's function.
func NewPrinters(all []printer, scanners []scanner) []*widget.Button {
	return []*widget.Button{
		widget.NewButton("Ping", func() { box.PingAll(all) }),
		widget.NewButton("Probe", func() { box.ProbeAll(scanners) }),
	}
}

// An embedded generic type of another package, whose method is promoted.
type orders struct {
	box.Page[int]
	lbl *widget.Label
}

func parse(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func NewOrders(lbl *widget.Label) []*widget.Button {
	o := &orders{lbl: lbl}
	return []*widget.Button{
		widget.NewButton("Reload", func() {
			o.Reload(parse) // want `\(\*exec.Cmd\).Output blocks the UI goroutine through \(\*box.Page\).Reload`
		}),
		widget.NewButton("In a goroutine", func() { go o.Reload(parse) }),
	}
}

// A generic function of another package that posts.
func Post(lbl *widget.Label, in chan string) {
	go func() {
		for s := range in {
			time.Sleep(time.Second)
			box.Show(s, func(s string) {
				time.Sleep(time.Second) // want "blocks the UI goroutine"
				lbl.SetText(s)
			})
		}
	}()
}

// A generic interface of another package, whose type nobody here knows.
type feed struct{ from box.Source[int] }

func NewFeed(lbl *widget.Label) *widget.Button {
	f := &feed{from: box.NewSource("feed", parse)}
	return widget.NewButton("Next", func() {
		n, _ := f.from.Next() // want `\(\*exec.Cmd\).Output blocks the UI goroutine through box.Source.Next`
		lbl.SetText(strconv.Itoa(n))
	})
}
