// Package vettool is bglint as the go command's vet tool: one process analyses one package.
//
// "go vet -vettool=bglint" runs the tool once with -V=full, which identifies it for the cache, once with -flags, and then
// once for every package that the cache does not know, dependencies first, with a file *.cfg that says what to do.
// unitchecker, of golang.org/x/tools, does that. This package stands before it, for five reasons:
//
//   - Settings. They come in the environment, since flags of the tool would have to be flags of the analyzers. The hash
//     that -V=full prints covers them: a changed setting never gives a stale result.
//   - Speed. The engine knows the standard library by its profile, so a package of it is done before it is type-checked.
//   - Memory. Some dependencies are C libraries translated to Go, machine-made and of enormous size: the analysis of
//     SQLite's takes more memory than any other package's. Nobody passes them functions, and what of them blocks is known
//     by the packages around them. They are passed over.
//   - Tests. Without the setting tests, test files are left out before they are parsed.
//   - A mistake of the go command (seen with 1.26). Its cache does not distinguish a package that was analysed for its
//     facts only, as a dependency, from one that was analysed for its diagnostics. After "go vet ./cmd/app" a "go vet
//     ./..." thus says nothing about the packages that app imports. Packages of the main module are therefore always
//     analysed for their diagnostics; bglint's driver drops those that were not asked for.
package vettool

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/go-bgkit/bgkit/analyzers"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/config"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/replaced"
)

// Environment variables of the tool.
const (
	EnvRequest  = "BGLINT_REQUEST"  // from bglint's driver: a Request in JSON
	EnvConfig   = "BGLINT_CONFIG"   // from users of plain go vet: the absolute path of a .bglint.yml
	EnvProgress = "BGLINT_PROGRESS" // from bglint's driver: a file that grows by one byte for each package
)

// Marker is the name of the analyzer that bglint's driver finds once in the output for every package: the package was
// analysed, whether or not there is anything to report.
const Marker = "bglint"

// A Request is what bglint's driver wants to have analysed, as far as it changes what the tool does with a package.
// Everything that only selects among the findings is the driver's business, so that it costs nothing to change. So are the
// packages' graphs, which are reported always: whoever asks why of a program that was checked has the answer in the cache.
type Request struct {
	Toolkits string `json:"toolkits,omitempty"` // the user's profiles in YAML
	Tests    bool   `json:"tests,omitempty"`
	Foreign  bool   `json:"foreign,omitempty"` // report also on packages outside of the main module, the standard library's too

	// Replaced are the modules that are folders on this machine, but dependencies. The tool does nothing with them; they
	// only keep the results apart from those of the same files as part of the program.
	Replaced []string `json:"replaced,omitempty"`
}

// New makes the analyzers.
type New func(analyzers.Settings) ([]*analysis.Analyzer, error)

// Requested reports whether the arguments of the process are those of the vet tool protocol.
func Requested(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	return args[0] == "-V=full" || args[0] == "-flags" ||
		strings.HasSuffix(last, ".cfg") && (len(args) == 1 || !strings.HasSuffix(args[len(args)-2], "-config"))
}

// Main carries out one request of the go command, and exits.
func Main(args []string, newAnalyzers New) {
	if err := run(args, newAnalyzers); err != nil {
		fmt.Fprintln(os.Stderr, "bglint:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func run(args []string, newAnalyzers New) error {
	j, err := readJob()
	if err != nil && args[0] == "-flags" {
		j, err = &job{}, nil // the go command hides what is said here; -V=full comes next, and will be heard
	}
	if err != nil {
		return err
	}
	if args[0] == "-V=full" {
		if os.Getenv(EnvRequest) == "" { // plain go vet: the working directory is still the user's
			j.id = append(j.id, strings.Join(replaced.Here(""), "\n")...)
		}
		id, err := j.buildID()
		if err != nil {
			return err
		}
		fmt.Printf("bglint version devel buildID=%s\n", id)
		return nil
	}
	if args[0] != "-flags" {
		tame()
		progress()
		done, err := j.prepare(args[len(args)-1], slices.Contains(args, "-fix"))
		if err != nil || done {
			return err
		}
	}
	list, err := newAnalyzers(j.settings)
	if err != nil {
		return err
	}
	if j.settings.Details {
		list = append(list, marker)
	}
	os.Args = append([]string{"bglint"}, args...)
	unitchecker.Main(list...) // exits
	return nil
}

// tame keeps the process small: the go command runs as many of them at a time as there are processors. Most packages fit
// into the first heap without any collection; near the limit the collector works harder instead of growing.
func tame() {
	debug.SetGCPercent(200)
	debug.SetMemoryLimit(320 << 20)
}

// progress tells the driver, if it wants to know, that one more package is in work.
func progress() {
	path := os.Getenv(EnvProgress)
	if path == "" {
		return
	}
	if f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0); err == nil {
		f.Write([]byte{'.'})
		f.Close()
	}
}

// marker reports once for each package.
var marker = &analysis.Analyzer{
	Name: Marker,
	Doc:  Marker + ": mark packages that were analysed",
	Run: func(pass *analysis.Pass) (any, error) {
		pass.Reportf(pass.Files[0].Package, "%s", pass.Pkg.Path())
		return nil, nil
	},
}

// A job is what the environment asks of the tool.
type job struct {
	settings analyzers.Settings
	foreign  bool
	id       []byte // what makes the settings different from others
}

func readJob() (*job, error) {
	if text := os.Getenv(EnvRequest); text != "" {
		if path, ok := strings.CutPrefix(text, "@"); ok {
			data, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			text = string(data)
		}
		var r Request
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			return nil, fmt.Errorf("%s: %w", EnvRequest, err)
		}
		j := &job{foreign: r.Foreign, id: []byte(text)}
		j.settings = analyzers.Settings{Enable: []string{"all"}, Confidence: finding.Possible, Tests: r.Tests, Details: true, Graph: true}
		if r.Toolkits != "" {
			j.settings.Toolkits = analyzers.Toolkits{{Name: "toolkits", Data: []byte(r.Toolkits)}}
		}
		return j, nil
	}
	path := os.Getenv(EnvConfig)
	if path == "" {
		return &job{}, nil
	}
	if !filepath.IsAbs(path) {
		return nil, fmt.Errorf("%s=%s: must be an absolute path, since go vet runs its tool in the folders of the packages", EnvConfig, path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", EnvConfig, err)
	}
	c, err := config.Parse(filepath.Base(path), data)
	if err != nil {
		return nil, err
	}
	return &job{settings: c.Settings, id: data}, nil
}

// buildID identifies the tool and its settings.
func (j *job) buildID() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	h.Write(j.id)
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// A unit is what the tool needs to know of a *.cfg file; the rest is unitchecker's.
type unit struct {
	ImportPath    string
	Dir           string
	GoFiles       []string
	ModulePath    string
	ModuleVersion string
	Module        *struct{ Path, Version string } // go 1.27
	VetxOnly      bool
	VetxOutput    string
	Stdout        string
}

// prepare reads the *.cfg file, and rewrites it where it asks for too much or too little. It reports whether the package
// is done already. fix: what is found is not reported but repaired, so no package is looked at that was not asked for.
func (j *job) prepare(path string, fix bool) (done bool, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return false, err
	}
	var u unit
	if err := json.Unmarshal(data, &u); err != nil {
		return false, fmt.Errorf("%s: %w", path, err)
	}
	if u.Module != nil {
		u.ModulePath, u.ModuleVersion = u.Module.Path, u.Module.Version
	}
	if u.VetxOnly && !j.foreign && (u.std() || u.ModuleVersion != "" && u.size() > hugeDependency) {
		return true, u.empty()
	}
	changes := make(map[string]any)
	if !j.settings.Tests {
		var files []string
		for _, f := range u.GoFiles {
			if !strings.HasSuffix(f, "_test.go") {
				files = append(files, f)
			}
		}
		switch {
		case len(files) == 0 && len(u.GoFiles) > 0:
			return true, u.empty()
		case len(files) < len(u.GoFiles):
			changes["GoFiles"] = files
		}
	}
	// Without Stdout (go 1.25 and before) the cache has no such mistake, and diagnostics where none are asked for would
	// make the analysis of a dependency fail.
	main := u.ModulePath != "" && u.ModuleVersion == ""
	if u.VetxOnly && u.Stdout != "" && !fix && (main || j.foreign) && (j.settings.Details || !u.hasTests()) {
		changes["VetxOnly"] = false
	}
	if len(changes) == 0 {
		return false, nil
	}
	fields := make(map[string]any)
	raw := make(map[string]json.RawMessage)
	if err := json.Unmarshal(data, &raw); err != nil {
		return false, err
	}
	for key, value := range raw {
		fields[key] = value
	}
	for key, value := range changes {
		fields[key] = value
	}
	if data, err = json.Marshal(fields); err != nil {
		return false, err
	}
	return false, os.WriteFile(path, data, 0o666) // it is the go command's, in a folder for this package alone
}

// hugeDependency is the size in bytes above which the files of a dependency are not looked at. The largest packages that
// people wrote have less than half of it.
const hugeDependency = 6 << 20

func (u *unit) size() (sum int64) {
	for _, f := range u.GoFiles {
		if info, err := os.Stat(f); err == nil {
			sum += info.Size()
		}
	}
	return sum
}

// std reports whether the package is of the standard library. The file does not say; but such a package is in no module,
// and in a folder src/ named by its path.
func (u *unit) std() bool {
	return u.ModulePath == "" && toolkit.IsStd(u.ImportPath) &&
		strings.HasSuffix(filepath.ToSlash(u.Dir), "/src/"+u.ImportPath)
}

// hasTests reports whether the package has test files of its own. Then plain go vet analyses it a second time with
// them, and that is where its diagnostics belong.
func (u *unit) hasTests() bool {
	files, _ := filepath.Glob(filepath.Join(u.Dir, "*_test.go"))
	for _, path := range files {
		if ok, err := build.Default.MatchFile(u.Dir, filepath.Base(path)); err != nil || !ok {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.PackageClauseOnly)
		if err == nil && !strings.HasSuffix(f.Name.Name, "_test") {
			return true
		}
	}
	return false
}

// empty says that there is nothing to say about the package: no facts, no diagnostics.
func (u *unit) empty() error {
	err := os.WriteFile(u.VetxOutput, nil, 0o666)
	if u.Stdout != "" {
		err = errors.Join(err, os.WriteFile(u.Stdout, nil, 0o666))
	}
	return err
}
