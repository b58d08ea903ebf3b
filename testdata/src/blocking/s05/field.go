package s05

import (
	"net"

	"blocking/s05/switcher"
)

// The field is called by switcher.Model.Update, so the stored func runs on the loop.
func NewSwitcher() *switcher.Model {
	return switcher.New(switcher.Config{
		OnSwitch: func(name string) {
			conn, err := net.Dial("tcp", name+":80") // want "blocks the UI goroutine"
			if err == nil {
				_ = conn.Close()
			}
		},
		OnFilter: func(name string) {
			go func() {
				_, _ = net.Dial("tcp", name+":80") // right: the stored func only starts a goroutine
			}()
		},
	})
}
