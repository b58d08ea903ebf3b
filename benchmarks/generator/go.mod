module github.com/go-bgkit/bgkit/benchmarks/generator

go 1.25.0

tool (
	github.com/matryer/moq
	golang.org/x/tools/cmd/stringer
)

require (
	github.com/matryer/moq v0.5.3 // indirect
	golang.org/x/mod v0.39.0 // indirect
	golang.org/x/sync v0.22.0 // indirect
	golang.org/x/tools v0.49.0 // indirect
)
