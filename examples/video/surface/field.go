package surface

import "math"

// ball is a source of the field whose level set the surface is.
type ball struct{ x, y, z float64 }

// balls are where they are at time t, in a space from -1 to 1.
func balls(n int, t float64) []ball {
	list := make([]ball, n)
	for i := range list {
		a := float64(i)
		list[i] = ball{
			0.55 * math.Sin(t*(0.5+0.07*a)+a*2.1),
			0.55 * math.Cos(t*(0.6+0.05*a)+a*1.3),
			0.55 * math.Sin(t*(0.4+0.06*a)+a*0.7),
		}
	}
	return list
}

// level is the field's value on the surface. radius is a lone ball's.
const (
	radius = 0.3
	level  = 1
)

// field is the sum of what the balls give at a point, and its gradient.
func field(list []ball, x, y, z float64) (v float64, gradient [3]float64) {
	for _, b := range list {
		dx, dy, dz := x-b.x, y-b.y, z-b.z
		d := dx*dx + dy*dy + dz*dz + 1e-9
		w := radius * radius / d
		v += w
		g := -2 * w / d
		gradient[0] += g * dx
		gradient[1] += g * dy
		gradient[2] += g * dz
	}
	return v, gradient
}
