package report

import (
	"bytes"
	"strings"
	"testing"
)

func TestGitHub(t *testing.T) {
	doc := sample(nested(t))
	doc.Findings[0].Message = "100% sure:\r\none, two"
	doc.Findings[0].File = "a,b:c.go"
	var out bytes.Buffer
	if err := GitHub(&out, doc); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(out.String(), "\n")
	if want := "::error file=apps/gui/a%2Cb%3Ac.go,line=3,col=30,title=BG101 blocking (certain)::100%25 sure:%0D%0Aone, two" +
		"%0Aexample.com/Kit@v1.2.3/kit.go:5:6: runs Future[int]%0Amy ui/a.go:3:30: \n"; lines[0] != want {
		t.Errorf("%q, want %q", lines[0], want)
	}
	for i, want := range []string{
		1: "::notice file=apps/gui/my ui/a.go,line=30,col=2,title=BG101 blocking (possible)::time.Sleep blocks%0A",
		2: "::warning file=apps/gui/none.go,line=1,col=1,title=BG001 directive (likely)::no reason\n",
		3: "::error title=bglint could not check example.com/gui/bad::bad.go:1:1: expected 'package'\n",
		4: "",
	} {
		if !strings.HasPrefix(lines[i], want) {
			t.Errorf("%q, want %q", lines[i], want)
		}
	}
	if len(lines) != 5 {
		t.Errorf("%d lines", len(lines))
	}
}
