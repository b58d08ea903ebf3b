package engine

import (
	"fmt"
	"testing"
)

func TestEncoding(t *testing.T) {
	s := new(PackageSummary)
	for i := range 1000 {
		s.Funcs = append(s.Funcs, FuncSummary{Key: fmt.Sprintf("T%04d.m", i), Endless: i%2 == 0})
		s.Slots = append(s.Slots, SlotSummary{Key: fmt.Sprintf("example.org/p T.f%04d", i)})
	}
	data, err := Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	got, err := decode(data)
	if err != nil || len(got.Funcs) != 1000 || got.Funcs[2].Key != "T0002.m" || !got.Funcs[2].Endless || len(got.Slots) != 1000 {
		t.Fatalf("decode = %d functions, %d slots, %v", len(got.Funcs), len(got.Slots), err)
	}
	for i := range 1000 {
		if !mayHave(data, s.Funcs[i].Key) || !mayHave(data, s.Slots[i].Key) {
			t.Fatalf("%s or %s is not found", s.Funcs[i].Key, s.Slots[i].Key)
		}
	}
	chance := 0
	for i := range 10000 {
		if mayHave(data, fmt.Sprintf("absent%d", i)) {
			chance++
		}
	}
	if chance > 10 {
		t.Errorf("%d of 10000 absent keys are taken for present", chance)
	}
}

// A table may have been written by another version of bglint, or cut off.
func TestDecodeDamaged(t *testing.T) {
	data, err := Encode(&PackageSummary{Funcs: []FuncSummary{{Key: "f", Fresh: true}}})
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		if s, err := decode(data[:n]); err == nil {
			t.Errorf("%d of %d bytes are read as %+v", n, len(data), s)
		}
		mayHave(data[:n], "f") // must not panic
	}
}
