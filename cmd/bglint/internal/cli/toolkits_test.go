package cli

import (
	"strings"
	"testing"
)

func TestToolkits(t *testing.T) {
	dir := write(t, append([]string{
		".bglint.yml", strings.ReplaceAll(userToolkit, "example.com/kit", "example.com/app/ui"),
		"wrong.yml", strings.NewReplacer("example.com/kit.Draw", "example.com/app/ui.Drow", "example.com/kit", "example.com/app/ui").Replace(userToolkit),
	}, project...)...)
	list := bglint(t, dir, "toolkits")
	for _, want := range []string{"fyne          Fyne: Fyne's UI goroutine\n", "                github.com/rivo/tview\n", "mine          mine\n                example.com/app/ui\n", `"bglint toolkits --help"`} {
		if list.code != Clean || !strings.Contains(list.stdout, want) {
			t.Errorf("exit code %d, no %q in:\n%s%s", list.code, want, list.stdout, list.stderr)
		}
	}
	if o := bglint(t, dir, "toolkits", "show", "gotk4"); o.code != Clean || !strings.Contains(o.stdout, "\nname: gotk4\n") {
		t.Errorf("exit code %d: %s%s", o.code, o.stdout, o.stderr)
	}
	bglint(t, dir, "toolkits", "show", "gtk").expect(t, Failed, "", `unknown toolkit "gtk"; valid: bgkit, bubbletea,`)
	bglint(t, dir, "toolkits", "show").expect(t, Failed, "", "name a toolkit; valid: bgkit,")
	bglint(t, dir, "toolkits", "check", ".bglint.yml").expect(t, Clean, ".bglint.yml: 1 symbol in 1 package, all there\n")
	bglint(t, dir, "toolkits", "check", "wrong.yml").expect(t, Findings, "wrong.yml:7:19: example.com/app/ui has no function or type Drow; nearest: Draw\n")
	bglint(t, dir, "toolkits", "check", "none.yml").expect(t, Failed, "", "none.yml: no such file")
	bglint(t, dir, "toolkits", "check").expect(t, Failed, "", "name one file to check")
}
