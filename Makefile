# make test   everything that must pass; installs what it needs where it may, and says what is missing where it may not
# make build  bin/bglint
# make lint   golangci-lint, if it is there, and bglint on this project

GO ?= go

# Debian packages, each with the command or pkg-config module that shows it is there.
SYSTEM = gcc:gcc g++:g++ pkg-config:pkg-config libopencv-dev:opencv4 chromium:chromium

# Modules of their own: what they depend on stays out of go.mod.
NESTED = $(sort $(dir $(wildcard testdata/e2e/*/go.mod benchmarks/go.mod benchmarks/*/go.mod examples/*/go.mod)))

.PHONY: test build lint system format vet unit opencv nested self

test: system format vet unit opencv nested self

build:
	$(GO) build -o bin/bglint ./cmd/bglint

system:
	@missing=; for p in $(SYSTEM); do \
		command -v $${p#*:} >/dev/null || pkg-config --exists $${p#*:} 2>/dev/null || missing="$$missing $${p%:*}"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing && exit 0; \
	fi; \
	echo "make: missing:$$missing; what needs them is left out or fails (Debian: apt-get install$$missing)"

format:
	@unformatted=$$(git ls-files '*.go' | grep -v '^testdata/scenarios/' | xargs gofmt -l); \
	if [ -n "$$unformatted" ]; then echo "not formatted (gofmt -w):" $$unformatted; exit 1; fi

vet:
	$(GO) mod tidy -diff
	$(GO) vet ./... ./testdata/demo/...

unit:
	$(GO) test -race ./...

opencv:
	@if pkg-config --exists opencv4 2>/dev/null; then \
		echo "$(GO) test -race -tags opencv ./runtime/opencv/..."; $(GO) test -race -tags opencv ./runtime/opencv/... && \
		echo "cd examples/video; $(GO) test -tags opencv ./..." && cd examples/video && $(GO) test -tags opencv ./...; \
	else echo "make: libopencv-dev is missing: the tests of runtime/opencv ran without OpenCV only"; fi

nested:
	@set -e; for dir in $(NESTED); do \
		echo "cd $$dir; $(GO) mod tidy -diff; $(GO) vet ./..."; (cd $$dir && $(GO) mod tidy -diff && $(GO) vet ./...); \
		case $$dir in benchmarks/*) ;; *) echo "cd $$dir; $(GO) test ./..."; (cd $$dir && $(GO) test ./...);; esac; \
	done

# The project keeps its own rules. The demo breaks them all, which a test in cmd/bglint checks; of examples/toolkits, the
# folders wrong do, which a test there checks.
self: build
	bin/bglint ./...
	$(GO) run ./cmd/bggen diff ./docs/...
	cd examples/video && ../../bin/bglint ./... && $(GO) tool bggen diff ./...

lint: self
	@if command -v golangci-lint >/dev/null; then golangci-lint run; \
	else echo "make: golangci-lint is missing: only bglint ran"; fi
