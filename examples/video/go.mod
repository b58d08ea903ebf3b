module github.com/go-bgkit/bgkit/examples/video

go 1.25.0

tool github.com/go-bgkit/bgkit/cmd/bggen

replace github.com/go-bgkit/bgkit => ../..

require (
	github.com/coder/websocket v1.8.15
	github.com/go-bgkit/bgkit v0.0.0
	gocv.io/x/gocv v0.31.0
)

require (
	github.com/agnivade/levenshtein v1.2.1 // indirect
	github.com/dave/jennifer v1.7.1 // indirect
	github.com/fxamacker/cbor/v2 v2.9.6 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/spf13/cobra v1.10.2 // indirect
	github.com/spf13/pflag v1.0.9 // indirect
	github.com/x448/float16 v0.8.4 // indirect
	go.yaml.in/yaml/v3 v3.0.6 // indirect
	golang.org/x/tools v0.49.0 // indirect
)
