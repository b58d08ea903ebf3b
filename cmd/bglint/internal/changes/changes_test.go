package changes

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A repository is a git repository to try things in.
type repository struct {
	*testing.T
	dir string
}

func newRepository(t *testing.T) repository {
	t.Helper()
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_SYSTEM", os.DevNull)
	r := repository{t, t.TempDir()}
	r.git("init", "-q", "-b", "main")
	// settings of users that change what git prints
	for key, value := range map[string]string{"diff.noprefix": "true", "diff.mnemonicPrefix": "true", "diff.interHunkContext": "9", "color.ui": "always", "diff.relative": "true"} {
		r.git("config", key, value)
	}
	return r
}

func (r repository) git(args ...string) {
	r.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.com"}, args...)...)
	cmd.Dir = r.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		r.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (r repository) write(name, text string) {
	r.Helper()
	path := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		r.Fatal(err)
	}
}

func (r repository) commit() {
	r.Helper()
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", "x")
}

// changed returns which of the first ten lines of a file count as changed since rev.
func (r repository) changed(dir, rev, name string) []int {
	r.Helper()
	s, err := Since(context.Background(), filepath.Join(r.dir, dir), rev)
	if err != nil {
		r.Fatal(err)
	}
	var lines []int
	for line := 1; line <= 10; line++ {
		if s.Touches(&finding.Finding{File: name, Line: line}, "") {
			lines = append(lines, line)
		}
	}
	return lines
}

func (r repository) expect(rev, name string, want ...int) {
	r.Helper()
	for _, dir := range []string{".", "sub"} {
		if got := r.changed(dir, rev, name); !slices.Equal(got, want) {
			r.Errorf("in %s since %s, %s: %v, want %v", dir, rev, name, got, want)
		}
	}
}

const ten = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"

func TestSince(t *testing.T) {
	r := newRepository(t)
	r.write("a.go", ten)
	r.write("sub/b.go", ten)
	r.write("sub/gone.go", ten)
	r.write(".gitignore", "ignored.go\n")
	r.commit()
	r.expect("HEAD", "a.go")

	r.write("a.go", "1\nnew\n2\n3\nother\n5\n6\n++ b/sub/b.go\n8\n10") // 4 changed, 9 removed, a line that looks like a header, no end of line
	r.write("sub/new.go", ten)
	r.write("sub/ignored.go", ten)
	r.git("rm", "-q", "sub/gone.go")
	r.expect("HEAD", "a.go", 2, 5, 8, 10)
	r.expect("HEAD", "sub/b.go")
	r.expect("HEAD", "sub/new.go", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
	r.expect("HEAD", "sub/ignored.go")
	r.expect("HEAD", "sub/gone.go")

	r.commit()
	r.expect("HEAD", "a.go")
	r.expect("HEAD~1", "a.go", 2, 5, 8, 10)
}

func TestRenames(t *testing.T) {
	r := newRepository(t)
	r.write("sub/a.go", ten)
	r.commit()
	r.git("mv", "sub/a.go", "sub/größer \"als\" b.go")
	r.write("sub/größer \"als\" b.go", strings.Replace(ten, "3", "new", 1))
	r.expect("HEAD", "sub/größer \"als\" b.go", 3)
	r.commit()
	r.expect("HEAD~1", "sub/größer \"als\" b.go", 3)
}

// TestOtherSide: what main did since the branch left it is no change of the branch.
func TestOtherSide(t *testing.T) {
	r := newRepository(t)
	r.write("a.go", ten)
	r.write("sub/b.go", ten)
	r.commit()
	r.git("checkout", "-q", "-b", "branch")
	r.write("sub/b.go", strings.Replace(ten, "3", "mine", 1))
	r.commit()
	r.git("checkout", "-q", "main")
	r.write("a.go", strings.Replace(ten, "5", "theirs", 1))
	r.commit()
	r.git("checkout", "-q", "branch")
	r.expect("main", "a.go")
	r.expect("main", "sub/b.go", 3)
}

func TestCannotTell(t *testing.T) {
	r := newRepository(t)
	r.write("a.go", ten)
	r.commit()
	r.git("checkout", "-q", "--orphan", "alone")
	r.write("a.go", "other\n")
	r.commit()
	for _, tt := range []struct{ dir, rev, want string }{
		{r.dir, "nosuch", `git knows no commit "nosuch"`},
		{r.dir, "--all", `git knows no commit "--all"`},
		{r.dir, "main", "no common ancestor"},
		{t.TempDir(), "HEAD", "not a git repository"},
	} {
		if _, err := Since(context.Background(), tt.dir, tt.rev); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.rev, err, tt.want)
		}
	}
}

// TestTouches: a finding has to do with a change if its line or a step of its chain is changed.
func TestTouches(t *testing.T) {
	s := &Set{files: map[string][]span{"apps/gui/store.go": {{4, 6}}}}
	at := func(line int, chain ...int) *finding.Finding {
		f := &finding.Finding{File: "ui.go", Line: line}
		for _, line := range chain {
			f.Chain = append(f.Chain, finding.Step{File: "store.go", Line: line})
		}
		return f
	}
	for _, tt := range []struct {
		finding *finding.Finding
		prefix  string
		want    bool
	}{
		{&finding.Finding{File: "store.go", Line: 5}, "apps/gui/", true},
		{&finding.Finding{File: "store.go", Line: 7}, "apps/gui/", false},
		{&finding.Finding{File: "store.go", Line: 5}, "", false},
		{at(5), "apps/gui/", false},
		{at(1, 3, 4), "apps/gui/", true},
		{at(1, 3, 7), "apps/gui/", false},
	} {
		if got := s.Touches(tt.finding, tt.prefix); got != tt.want {
			t.Errorf("%+v in %q: %v", tt.finding, tt.prefix, got)
		}
	}
}
