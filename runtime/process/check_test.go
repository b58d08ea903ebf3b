package process

import (
	"errors"
	"math"
	"net/netip"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

type inner struct {
	X int
}

type node struct {
	V    int
	Next *node
}

func TestCheckAccepts(t *testing.T) {
	type ok struct {
		A  int
		B  *string
		C  []map[string][]float64
		D  any
		T  time.Time
		U  url.URL
		IP netip.Addr
		N  *node
		F  [3]float32
		S  string
		M  map[int]node
		E  error
		Sk chan int   `cbor:"-"`
		mu sync.Mutex `cbor:"-"`
		inner
		_ struct{}
	}
	s := "b\xff"
	v := ok{A: -5, B: &s, C: []map[string][]float64{{"x": {1, math.Inf(1)}}}, D: []any{int64(7), "x", map[string]any{"k": []byte{1}}, nil, true, 1.5},
		T: time.Now().Round(0).UTC(), U: url.URL{Scheme: "http", Host: "h"}, IP: netip.MustParseAddr("::1"),
		N: &node{1, &node{2, nil}}, F: [3]float32{1, 2, 3}, S: "\xfe", M: map[int]node{3: {V: 4}}, inner: inner{9}}
	data, _, err := encode("t", "argument", &v)
	if err != nil {
		t.Fatal(err)
	}
	var w ok
	if err := decode(data, &w); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(&v, &w) {
		t.Errorf("came back as\n%+v\nwant\n%+v", &w, &v)
	}
}

type loop struct{ Self *loop }

func refusal[T any](v T) string {
	_, _, err := encode("t", "argument", &v)
	var e *EncodeError
	if !errors.As(err, &e) {
		return "accepted"
	}
	return e.Path + ": " + e.Reason
}

func TestCheckRefuses(t *testing.T) {
	type A struct {
		M map[string]struct{ C chan int }
	}
	type B struct{ hidden int }
	type C struct{ L sync.Mutex }
	type D struct {
		X any
	}
	type E struct {
		inner
		X string
	}
	type F struct {
		Secret string `json:"-"`
	}
	type G struct{ *inner }
	type H struct{ E error }
	type I struct{ B Buffer }
	type J struct {
		P []struct{ F func() }
	}
	cyclic := &loop{}
	cyclic.Self = cyclic
	for _, c := range []struct{ got, want string }{
		{refusal(A{}), "A.M[].C: chan int cannot cross"},
		{refusal(B{1}), "B.hidden: unexported field would be lost"},
		{refusal(&C{}), "C.L: a sync.Mutex works within one process"},
		{refusal(D{[]any{int64(1), map[string]any{"k": func() {}}}}), `D.X[1]["k"]: func() in an interface`},
		{refusal(D{3}), "D.X: int in an interface would arrive as another type"},
		{refusal(D{node{}}), "D.X: process.node in an interface"},
		{refusal(E{}), `E.X: has the same encoded name "X" as E.inner.X`},
		{refusal(F{}), `F.Secret: json:"-" would leave it behind`},
		{refusal(G{}), "G.inner: embedded pointer to an unexported struct"},
		{refusal(H{errors.New("x")}), "H.E: *errors.errorString in interface error"},
		{refusal(I{}), "I.B: a Buffer crosses as a pointer"},
		{refusal(J{}), "J.P[].F: func() cannot cross"},
		{refusal(func() {}), "func(): func() cannot cross"},
		{refusal(complex(1, 2)), "complex128: complex128 cannot cross"},
		{refusal(cyclic), "loop.Self.Self"},
	} {
		if !strings.HasPrefix(c.got, c.want) {
			t.Errorf("got  %s\nwant %s", c.got, c.want)
		}
	}
}
