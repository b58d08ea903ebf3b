// Package binding is a stub of fyne.io/fyne/v2/data/binding v2.7.2 for fixtures.
package binding

type DataItem interface {
	AddListener(DataListener)
	RemoveListener(DataListener)
}

type DataListener interface {
	DataChanged()
}

func NewDataListener(fn func()) DataListener { return &listener{fn} }

type listener struct {
	callback func()
}

func (l *listener) DataChanged() { l.callback() }

type Item[T any] interface {
	DataItem
	Get() (T, error)
	Set(T) error
}

type ExternalItem[T any] interface {
	Item[T]
	Reload() error
}

type (
	String         = Item[string]
	ExternalString = ExternalItem[string]
	Int            = Item[int]
	Float          = Item[float64]
)

func NewString() String { return nil }

func NewInt() Int { return nil }

func NewFloat() Float { return nil }

func BindString(v *string) ExternalString { return nil }
