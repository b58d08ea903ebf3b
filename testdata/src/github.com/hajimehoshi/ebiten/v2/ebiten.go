// Package ebiten is a stub of github.com/hajimehoshi/ebiten/v2 v2.8.8 for fixtures.
package ebiten

type Image struct{}

type Game interface {
	Update() error
	Draw(screen *Image)
	Layout(outsideWidth, outsideHeight int) (screenWidth, screenHeight int)
}

func RunGame(game Game) error { return nil }

func SetWindowTitle(title string) {}
