package surface

import (
	"context"
	"errors"
	"math"
	"testing"
)

// marched computes a surface and gives its parts.
func marched(t *testing.T, n int, list []ball) march {
	t.Helper()
	m := march{n: n, balls: list}
	if err := m.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return m
}

// The surface around one ball is a sphere: every vertex has its radius, every normal points away from its centre.
func TestSphere(t *testing.T) {
	m := marched(t, 40, []ball{{0.1, -0.2, 0.05}})
	if len(m.vertices) < 500 {
		t.Fatalf("%d vertices", len(m.vertices))
	}
	for _, v := range m.vertices {
		d := [3]float64{float64(v.position[0]) - 0.1, float64(v.position[1]) + 0.2, float64(v.position[2]) - 0.05}
		r := math.Sqrt(d[0]*d[0] + d[1]*d[1] + d[2]*d[2])
		along := (d[0]*float64(v.normal[0]) + d[1]*float64(v.normal[1]) + d[2]*float64(v.normal[2])) / r
		if math.Abs(r-radius) > 0.01 || along < 0.999 {
			t.Fatalf("a vertex at a distance of %.3f with a normal that is off by %.3f, want %.3f and 0", r, 1-along, radius)
		}
	}
}

// The surface has no holes: each edge of a triangle is that of one more, which runs along it the other way.
func TestClosed(t *testing.T) {
	m := marched(t, 32, balls(6, 12.5))
	edges := map[[2]uint32]int{}
	for i := 0; i < len(m.corners); i += 3 {
		for j := range 3 {
			edges[[2]uint32{m.corners[i+j], m.corners[i+(j+1)%3]}]++
		}
	}
	open := 0
	for e, n := range edges {
		if n != 1 || edges[[2]uint32{e[1], e[0]}] != 1 {
			open++
		}
	}
	if open > 0 {
		t.Errorf("%d of %d edges are open", open, len(edges))
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := march{n: 96, balls: balls(12, 0)}
	if err := m.run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("run = %v", err)
	}
}

func BenchmarkMesh(b *testing.B) {
	v := &View{settings: Settings{Balls: 6, Grid: 40}}
	for b.Loop() {
		if _, err := v.mesh(b.Context(), 1); err != nil {
			b.Fatal(err)
		}
	}
}
