// Package directives is about the comments that silence this rule.
package directives

import (
	"context"

	"discarded/directives/status"

	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/go-bgkit/bgkit/runtime/run"
)

func blink() tea.Msg { return nil }

func start() tea.Cmd { return blink }

// What may be forgotten: of a function, a method, another package, also in a go statement and as a blank.
//
//bg:forget the cursor blinks without it
func focus() tea.Cmd { return blink }

type input struct{ on bool }

//bg:forget the cursor blinks without it
func (i *input) Focus() tea.Cmd { return blink }

// It hands on the command of one that may be forgotten, but says nothing itself.
func (i *input) FocusAll() tea.Cmd { return i.Focus() }

type model struct {
	input input
	line  status.Line
}

func New() tea.Model { return &model{} }

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	focus()
	_ = focus()
	m.input.Focus()
	defer focus()
	m.line.Flash("saved")
	m.line.Say("saved") // want "is dropped"
	m.input.FocusAll()  // want "is dropped"
	return m, nil
}

func (m *model) View() string { return "" }

// An ignore holds on its line, on the line below, or for a whole function.
func (m *model) ignored() {
	start() //bg:ignore BG201 the program ends anyway
	//bg:ignore discarded the program ends anyway
	start()
	//bg:ignore BG101 another rule
	start() // want "is dropped"
	start() //bg:ignore BG201 // want "is dropped"
}

//bg:ignore BG201 only tests call it
func (m *model) ignoredFunc() {
	start()
	func() { _ = start() }()
}

func (m *model) Call() {
	m.ignored()
	m.ignoredFunc()
}

// A future: forgotten by the callee's word, by its own method, or by nobody.
func warm(ctx context.Context) (int, error) { return 0, nil }

//bg:forget it only warms a cache; its error shows at the next use
func warmAsync(ctx context.Context) *run.Future[int] { return run.IOBound(ctx, warm) }

func countAsync(ctx context.Context) *run.Future[int] { return run.IOBound(ctx, warm) }

func NewWarm(ctx context.Context) *widget.Button {
	return widget.NewButton("Warm", func() {
		warmAsync(ctx)
		countAsync(ctx).Forget("only warms a cache")
		countAsync(ctx) // want "is dropped"
	})
}
