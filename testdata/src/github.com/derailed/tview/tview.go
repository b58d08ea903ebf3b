// Package tview has the signatures of a fork that was made before text views had a batch writer: SetText and Clear do not
// lock.
package tview

type Primitive interface{ Draw() }

type Box struct{ title string }

func (b *Box) Draw() {}

type TextView struct {
	*Box
	text string
}

func NewTextView() *TextView { return &TextView{Box: &Box{}} }

func (t *TextView) SetText(text string) *TextView { t.text = text; return t }
func (t *TextView) Clear() *TextView              { t.text = ""; return t }
func (t *TextView) GetText(strip bool) string     { return t.text }
func (t *TextView) Write(p []byte) (int, error)   { return len(p), nil }

type Application struct{}

func NewApplication() *Application                                 { return &Application{} }
func (a *Application) EnableMouse(enable bool) *Application        { return a }
func (a *Application) SetRoot(p Primitive, full bool) *Application { return a }
func (a *Application) QueueUpdateDraw(f func()) *Application       { return a }
func (a *Application) QueueUpdate(f func()) *Application           { return a }
func (a *Application) Draw() *Application                          { return a }
func (a *Application) Run() error                                  { return nil }
