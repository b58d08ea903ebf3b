package finding

import "regexp"

// A Key tells findings apart without saying where in a file they are, so that it stays the same while the lines around
// move. Two findings in a function may have the same one.
type Key struct {
	Package, Func, Rule, Message string
}

// Key returns the finding's key. Its message is without the clause that counts further places, " (and 2 more fields)" or
// ", with 3 more UI operations here": one place more or less is the same mistake.
func (f *Finding) Key() Key {
	return Key{f.Package, f.Func, f.Rule, more.ReplaceAllString(f.Message, "")}
}

var more = regexp.MustCompile(` \(and \d+ more [\pL ]+\)|, with \d+ more [\pL ]+ here`)
