package toolkit

import "testing"

func TestEmbeddedProfilesAreValid(t *testing.T) {
	if _, err := New(); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}
