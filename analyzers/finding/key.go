package finding

// A Key tells findings apart without saying where in a file they are, so that it stays the same while the lines around
// move. Two findings in a function may have the same one.
type Key struct {
	Package, Func, Rule, Message string
}

// Key returns the finding's key.
func (f *Finding) Key() Key { return Key{f.Package, f.Func, f.Rule, f.Message} }
