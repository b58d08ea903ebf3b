package optional

import (
	"io"
	"net/http"

	"blocking/optional/music"

	"fyne.io/fyne/v2/widget"
)

type outbox struct{ urls []string }

func (o *outbox) Post(url, kind string, body io.Reader) (*http.Response, error) {
	o.urls = append(o.urls, url)
	return nil, nil
}

func newDoer() music.Doer { return &http.Client{} }

func post(p music.Poster) *widget.Button {
	return widget.NewButton("Post", func() {
		p.Post("", "", nil) // right: kept in memory
	})
}

var (
	_ = newDoer()
	_ = post(&outbox{})
)
