package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	show, stop := progress(&out, time.Hour)
	show(1, 2, 3)
	stop()
	if out.Len() > 0 {
		t.Errorf("before its time: %q", &out)
	}
	show, stop = progress(&out, 0)
	show(1, 2, 30)
	stop()
	if got := out.String(); !strings.Contains(got, "1 of 2 packages checked, 30 analysed") || !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("%q", got)
	}
}
