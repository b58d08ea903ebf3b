package rule

import "testing"

func TestMarkdown(t *testing.T) {
	info := Info{ID: "BG101", Name: "blocking", Doc: `blocking: calls that block

# Wrong

A call that
waits * here:

	v.load()

and one in a handler:

	func (v *view) load() { time.Sleep(time.Second) }

It is

  - one
  - two, which
    is longer

and says

	view.go:3:4: time.Sleep blocks`}
	const want = `### Wrong

A call that waits \* here:

` + "```go\nv.load()\n```" + `

and one in a handler:

` + "```go\nfunc (v *view) load() { time.Sleep(time.Second) }\n```" + `

It is

  - one
  - two, which is longer

and says

` + "```\nview.go:3:4: time.Sleep blocks\n```\n"
	if got := info.Markdown(3); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
