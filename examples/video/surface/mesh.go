package surface

import (
	"context"
	"encoding/binary"
	"math"
	"time"
)

// Mesh is a surface as triangles.
type Mesh struct {
	// Data is what the page gets: the numbers of vertices and of indices (uint32), the vertices' positions and their
	// normals (three float32 each), and the triangles' corners (uint32). Everything is little-endian.
	Data                []byte
	Vertices, Triangles int
	Took                time.Duration
}

// mesh computes the surface at time t by marching cubes. It computes for some milliseconds, more with a fine grid, so it
// runs in the background, on a copy of the settings. Go computes there as well as in a worker process: there is nothing in
// it that may crash. Lazy: of calls that come while one runs, only the last one's settings count.
//
//bg:io lazy
func (v *View) mesh(ctx context.Context, t float64) (Mesh, error) {
	start := time.Now()
	m := march{n: v.settings.Grid, balls: balls(v.settings.Balls, t)}
	if err := m.run(ctx); err != nil {
		return Mesh{}, err
	}
	return Mesh{m.encode(), len(m.vertices), len(m.corners) / 3, time.Since(start)}, nil
}

type vertex struct{ position, normal [3]float32 }

// march walks over the cubes of a grid from -1 to 1.
type march struct {
	n     int // cubes along an edge
	balls []ball

	values   []float64 // of the field at the grid's points
	onEdge   []uint32  // the vertex on a point's edge along x, y and z, plus one; 0: none yet
	vertices []vertex
	corners  []uint32 // of triangles, three each
}

// corners of a cube, and its edges as two of them: the numbers that the table of triangles goes by.
var (
	cubeCorners = [8][3]int{{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 1}, {1, 1, 1}, {0, 1, 1}}
	cubeEdges   = [12][2]int{{0, 1}, {1, 2}, {3, 2}, {0, 3}, {4, 5}, {5, 6}, {7, 6}, {4, 7}, {0, 4}, {1, 5}, {2, 6}, {3, 7}}
)

func (m *march) run(ctx context.Context) error {
	points := m.n + 1
	m.values = make([]float64, points*points*points)
	m.onEdge = make([]uint32, 3*len(m.values))
	for z := range points {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		for y := range points {
			for x := range points {
				m.values[m.point(x, y, z)], _ = field(m.balls, m.at(x), m.at(y), m.at(z))
			}
		}
	}
	for z := range m.n {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		for y := range m.n {
			for x := range m.n {
				m.cube(x, y, z)
			}
		}
	}
	return nil
}

func (m *march) point(x, y, z int) int { return (z*(m.n+1)+y)*(m.n+1) + x }

// at is a coordinate in space.
func (m *march) at(i int) float64 { return 2*float64(i)/float64(m.n) - 1 }

// cube adds the triangles in one cube.
func (m *march) cube(x, y, z int) {
	outside := 0
	for i, c := range cubeCorners {
		if m.values[m.point(x+c[0], y+c[1], z+c[2])] < level {
			outside |= 1 << i
		}
	}
	for _, e := range []byte(triangles[outside]) {
		m.corners = append(m.corners, m.vertexOn(x, y, z, cubeEdges[e]))
	}
}

// vertexOn is the number of the vertex on an edge. Cubes share their edges, and so the vertices.
func (m *march) vertexOn(x, y, z int, edge [2]int) uint32 {
	a, b := cubeCorners[edge[0]], cubeCorners[edge[1]]
	axis := 0
	for b[axis] == a[axis] {
		axis++
	}
	from := m.point(x+a[0], y+a[1], z+a[2])
	known := &m.onEdge[3*from+axis]
	if *known == 0 {
		va, vb := m.values[from], m.values[m.point(x+b[0], y+b[1], z+b[2])]
		at := [3]float64{m.at(x + a[0]), m.at(y + a[1]), m.at(z + a[2])}
		at[axis] += (level - va) / (vb - va) * 2 / float64(m.n)
		m.vertices = append(m.vertices, m.vertexAt(at))
		*known = uint32(len(m.vertices))
	}
	return *known - 1
}

// vertexAt is a vertex with the surface's normal, which is where the field decreases.
func (m *march) vertexAt(p [3]float64) vertex {
	_, g := field(m.balls, p[0], p[1], p[2])
	length := math.Sqrt(g[0]*g[0] + g[1]*g[1] + g[2]*g[2])
	var v vertex
	for i := range 3 {
		v.position[i], v.normal[i] = float32(p[i]), float32(-g[i]/max(length, 1e-12))
	}
	return v
}

func (m *march) encode() []byte {
	data := make([]byte, 0, 8+24*len(m.vertices)+4*len(m.corners))
	number := func(n uint32) { data = binary.LittleEndian.AppendUint32(data, n) }
	number(uint32(len(m.vertices)))
	number(uint32(len(m.corners)))
	for _, v := range m.vertices {
		for _, f := range v.position {
			number(math.Float32bits(f))
		}
	}
	for _, v := range m.vertices {
		for _, f := range v.normal {
			number(math.Float32bits(f))
		}
	}
	for _, c := range m.corners {
		number(c)
	}
	return data
}
