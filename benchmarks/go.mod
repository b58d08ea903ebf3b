module github.com/go-bgkit/bgkit/benchmarks

go 1.25.0

require github.com/go-bgkit/bgkit v0.0.0

replace github.com/go-bgkit/bgkit => ../
