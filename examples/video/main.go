// Command video is a web server that shows what the packages below runtime are for: pages with a stream that worker
// processes filter, and with a surface that is computed in the background.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/go-bgkit/bgkit/examples/video/stream"
	"github.com/go-bgkit/bgkit/runtime/process"
)

func main() {
	process.Main() // in a worker process this serves, and never returns
	var c config
	addr := flag.String("addr", "localhost:8080", "`address` to listen on")
	flag.StringVar(&c.stream.Folder, "videos", "", "`folder` of video files to choose from (built with -tags opencv)")
	flag.IntVar(&c.stream.Camera, "camera", -1, "`number` of the camera to choose (built with -tags opencv)")
	flag.IntVar(&c.workers, "workers", 0, "`number` of worker processes; 0: one for each processor")
	flag.IntVar(&c.pages, "pages", 500, "`number` of pages that may be open at a time")
	flag.DurationVar(&c.grace, "grace", 10*time.Second, "`time` for a browser to come back after its connection was cut")
	flag.Parse()
	if err := serve(*addr, c); err != nil {
		fmt.Fprintln(os.Stderr, "video:", err)
		os.Exit(1)
	}
}

// config is what the flags say.
type config struct {
	stream  stream.Config
	workers int
	pages   int
	grace   time.Duration
}

// serve runs the server until it is told to end.
func serve(addr string, c config) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	app := newApp(c)
	server := &http.Server{Handler: app, ReadHeaderTimeout: 5 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	slog.Info("open http://" + listener.Addr().String())
	select {
	case err = <-failed:
	case <-ctx.Done():
		stop() // a second signal ends the program at once
		slog.Info("shutting down")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return errors.Join(err, server.Shutdown(ctx), app.close(ctx))
}
