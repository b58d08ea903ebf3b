// Command lint measures bglint beside go vet, staticcheck and nilaway on a module of the user's, in one run in which the
// programs take turns:
//
//	cd benchmarks && go run ./lint -module DIR
//
// The compile cache is warm throughout, so that what is measured is the analysis:
//
//   - cold: nobody has analysed these packages yet. bglint is linked anew with a build id of its own, go vet gets a value of
//     -printf.funcs that it has never seen, staticcheck an empty cache; nilaway keeps no results and is run in this phase only.
//   - warm: the same once more.
//   - touched: a function was added to one package, and everything compiled again before the clock starts.
//
// The environment (GOWORK, GOFLAGS, ...) is passed on. DIR is changed in the touched rounds only, and restored. The other
// programs come through the Go module proxy into a temporary folder; who cannot be built is left out with a message.
package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

const (
	staticcheckVersion = "v0.8.2"
	nilawayVersion     = "v0.0.0-20251119034912-44f92224c998"
)

func main() {
	var b bench
	flag.StringVar(&b.dir, "module", "", "the `folder` of the module to analyse")
	flag.IntVar(&b.rounds, "n", 3, "warm and touched `rounds`; the median counts")
	flag.IntVar(&b.coldRounds, "cold", 1, "cold `rounds`")
	flag.StringVar(&b.touch, "touch", "", "the Go `file` to change (default one of the package with the median number of importers)")
	only := flag.String("tools", "go vet,bglint,staticcheck,nilaway", "the `programs` to measure")
	tests := flag.Bool("tests", false, "have bglint look at test files too, as the others do unasked")
	flag.Parse()
	if b.dir == "" || flag.NArg() > 0 || b.rounds < 1 || b.coldRounds < 1 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := b.run(ctx, strings.Split(*only, ","), *tests); err != nil {
		stop()
		fmt.Fprintln(os.Stderr, "lint:", err)
		os.Exit(1)
	}
}

// A bench is one run of this program.
type bench struct {
	dir, touch         string
	rounds, coldRounds int

	temp  string
	nonce int64
	tools []*tool
}

// A tool is a program that analyses the module.
type tool struct {
	name  string
	codes []int // exit codes after which the figures count: no findings, findings
	once  bool  // it keeps no results, so that it is always cold

	// cold makes the tool forget all results, and returns how it is called until the next time.
	cold func(ctx context.Context) (*call, error)

	call   *call
	phases [len(phaseNames)][]sample
}

type call struct {
	args, env []string
}

const (
	cold = iota
	warm
	touched
)

var phaseNames = [...]string{"cold", "warm", "touched"}

// A sample is what one call took.
type sample struct {
	wall, cpu time.Duration // cpu: user and system, with all child processes
	peaks     peaks
}

// peaks are the peak resident memories in bytes of the largest process of each name.
type peaks map[string]int64

func (p peaks) add(name string, bytes int64) { p[name] = max(p[name], bytes) }

// String names the two largest.
func (p peaks) String() string {
	names := slices.SortedFunc(maps.Keys(p), func(a, b string) int { return cmp.Or(cmp.Compare(p[b], p[a]), cmp.Compare(a, b)) })
	var texts []string
	for _, name := range names[:min(2, len(names))] {
		texts = append(texts, fmt.Sprintf("%s %d", name, p[name]>>20))
	}
	return cmp.Or(strings.Join(texts, ", "), "-")
}

func (b *bench) run(ctx context.Context, names []string, tests bool) error {
	var err error
	if b.dir, err = filepath.Abs(b.dir); err != nil {
		return err
	}
	if b.temp, err = os.MkdirTemp("", "lint"); err != nil {
		return err
	}
	defer os.RemoveAll(b.temp)
	b.nonce = time.Now().UnixNano()
	if err := b.makeTools(ctx, names, tests); err != nil {
		return err
	}
	if b.touch == "" {
		if b.touch, err = b.middle(ctx); err != nil {
			return err
		}
	} else if b.touch, err = filepath.Abs(b.touch); err != nil {
		return err
	}
	path, err := filepath.Rel(b.dir, b.touch)
	if err != nil {
		return err
	}
	if err := b.compile(ctx); err != nil {
		return err
	}
	fmt.Printf("%d processors, %s; touched: %s\n", runtime.NumCPU(), runtime.Version(), filepath.ToSlash(path))
	fmt.Printf("load average before: %s\n", load())
	err = b.phases(ctx)
	fmt.Printf("load average after: %s\n\n", load())
	return errors.Join(err, b.print(os.Stdout)) // an interrupt loses nothing
}

// phases does the rounds.
func (b *bench) phases(ctx context.Context) (err error) {
	for range b.coldRounds {
		for _, t := range b.tools {
			if t.call, err = t.cold(ctx); err != nil {
				return err
			}
			if err := b.measure(ctx, t, cold); err != nil {
				return err
			}
		}
	}
	for range b.rounds {
		if err := b.round(ctx, warm); err != nil {
			return err
		}
	}
	return b.touchedRounds(ctx)
}

// round has each tool that keeps results analyse the module once.
func (b *bench) round(ctx context.Context, phase int) error {
	for _, t := range b.tools {
		if t.once {
			continue
		}
		if err := b.measure(ctx, t, phase); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) touchedRounds(ctx context.Context) (err error) {
	restore, err := save(b.touch)
	if err != nil {
		return err
	}
	defer func() {
		if e := restore(); e != nil {
			err = fmt.Errorf("%s is left with a function too much: %w", b.touch, e)
		}
	}()
	for i := range b.rounds {
		if err := b.change(i); err != nil {
			return err
		}
		if err := b.compile(ctx); err != nil {
			return err
		}
		if err := b.round(ctx, touched); err != nil {
			return err
		}
		if err := restore(); err != nil {
			return err
		}
	}
	return nil
}

// save returns what puts a file back, with its times.
func save(path string) (restore func() error, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return func() error {
		if err := os.WriteFile(path, data, info.Mode().Perm()); err != nil {
			return err
		}
		return os.Chtimes(path, time.Time{}, info.ModTime())
	}, nil
}

// change adds to the file a function of which no compiler and no analysis has heard. That changes the compiled package,
// so that its importers are analysed again by those who go by that.
func (b *bench) change(round int) error {
	f, err := os.OpenFile(b.touch, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "\nfunc touched%d_%d() int { return %[1]d }\n", b.nonce, round)
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// compile warms the compile cache for all tools, with and without tests.
func (b *bench) compile(ctx context.Context) error {
	_, err := b.golist(ctx, "-export", "-test", "-deps", "-f={{.ImportPath}}")
	return err
}

func (b *bench) golist(ctx context.Context, args ...string) ([]string, error) {
	cmd := exec.CommandContext(ctx, "go", append(append([]string{"list"}, args...), "./...")...)
	cmd.Dir = b.dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, stderr.Bytes())
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n"), nil
}

// middle returns a file of the package with the median number of packages of the module that need it.
func (b *bench) middle(ctx context.Context) (string, error) {
	lines, err := b.golist(ctx, `-f={{if .GoFiles}}{{.ImportPath}}|{{.Dir}}|{{index .GoFiles 0}}|{{join .Deps " "}}{{end}}`)
	if err != nil {
		return "", err
	}
	importers := make(map[string]int)
	var packages [][]string
	for _, line := range lines {
		fields := strings.Split(line, "|")
		if len(fields) != 4 {
			continue
		}
		packages = append(packages, fields)
		for _, dep := range strings.Fields(fields[3]) {
			importers[dep]++
		}
	}
	if len(packages) == 0 {
		return "", fmt.Errorf("%s has no packages", b.dir)
	}
	slices.SortStableFunc(packages, func(p, q []string) int { return importers[p[0]] - importers[q[0]] })
	p := packages[len(packages)/2]
	return filepath.Join(p[1], p[2]), nil
}

// measure has the tool analyse the module once.
func (b *bench) measure(ctx context.Context, t *tool, phase int) error {
	cmd := exec.CommandContext(ctx, t.call.args[0], t.call.args[1:]...)
	cmd.Dir = b.dir
	cmd.Env = append(os.Environ(), t.call.env...)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	group(cmd)
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	watched := watch(cmd.Process.Pid)
	err := cmd.Wait()
	s := sample{wall: time.Since(begin), peaks: watched()}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if cmd.ProcessState == nil {
		return err
	}
	s.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	t.phases[phase] = append(t.phases[phase], s)
	code := cmd.ProcessState.ExitCode()
	fmt.Fprintf(os.Stderr, "%-7s  %-11s  exit code %d, %d lines, %.1f s, load average %s\n", phaseNames[phase], t.name, code,
		bytes.Count(output.Bytes(), []byte{'\n'}), s.wall.Seconds(), load())
	if !slices.Contains(t.codes, code) {
		fmt.Fprintf(os.Stderr, "%s did not do all of its work, so that its figures are worth little:\n%s\n", t.name, head(output.Bytes()))
	}
	return nil
}

func head(text []byte) string {
	lines := strings.SplitN(string(text), "\n", 11)
	return strings.Join(lines[:min(len(lines), 10)], "\n")
}

// median returns the median of the samples, each figure by itself; of the memory the maximum.
func median(samples []sample) sample {
	of := func(figure func(sample) time.Duration) time.Duration {
		var all []time.Duration
		for _, s := range samples {
			all = append(all, figure(s))
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	m := sample{wall: of(func(s sample) time.Duration { return s.wall }), cpu: of(func(s sample) time.Duration { return s.cpu })}
	m.peaks = make(peaks)
	for _, s := range samples {
		for name, bytes := range s.peaks {
			m.peaks.add(name, bytes)
		}
	}
	return m
}

// print writes the table. The ratios are to the first tool in the same phase.
func (b *bench) print(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	first := b.tools[0]
	fmt.Fprintf(table, "phase\ttool\twall s\tCPU s\twall, times %s\tCPU, times %[1]s\tlargest processes, MB\t\n", first.name)
	for phase, name := range phaseNames {
		for _, t := range b.tools {
			if len(t.phases[phase]) == 0 || len(first.phases[phase]) == 0 {
				continue
			}
			base, m := median(first.phases[phase]), median(t.phases[phase])
			fmt.Fprintf(table, "%s\t%s\t%.1f\t%.1f\t%.2f\t%.2f\t%s\t\n", name, t.name, m.wall.Seconds(), m.cpu.Seconds(),
				float64(m.wall)/float64(base.wall), float64(m.cpu)/float64(base.cpu), m.peaks)
		}
	}
	return table.Flush()
}
