package option

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	got, problems := Parse("//bg:io name=fetch  timeout=1m30s lazy share=db,cfg.store clone=m:maps.Clone,d:copyDoc // pools guard themselves")
	want := Options{
		Kind: IO, Name: "fetch", Timeout: 90 * time.Second, Lazy: true, Reason: "pools guard themselves",
		Share: []Field{{Path: "db", Offset: 45}, {Path: "cfg.store", Offset: 48}},
		Clone: []Field{{Path: "m", Func: "maps.Clone", Offset: 64}, {Path: "d", Func: "copyDoc", Offset: 77}},
	}
	if len(problems) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\n%v", got, problems)
	}
}

func TestIs(t *testing.T) {
	for comment, want := range map[string]bool{
		"//bg:io": true, "//bg:cpu x": true, "//bg:io\tlazy": true, "//bg:iox": false, "// bg:io": false, "//bg:ui": false, "//bg:": false, "": false,
	} {
		if Is(comment) != want {
			t.Errorf("%q: %v", comment, !want)
		}
	}
}

// FuzzParse: whatever a comment says, mistakes lie within it, and what is read without a mistake is read again from what
// it is written as.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"//bg:io", "//bg:cpu lazy", "//bg:io name=a timeout=3s share=a,b.c // why", "//bg:io clone=a:b.c,d:e", "//bg:io share=,", "//bg:io =", "//bg:io name=\xff // //", "//bg:io\u00a0lazy"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, comment string) {
		opts, problems := Parse(comment)
		for _, p := range problems {
			if p.Offset < 0 || p.Offset > len(comment) || p.Message == "" {
				t.Errorf("problem %+v", p)
			}
		}
		if !Is(comment) {
			if len(problems) != 1 {
				t.Errorf("%d problems for what is no directive", len(problems))
			}
			return
		}
		if len(problems) > 0 || strings.ContainsAny(comment, "\n\r") {
			return
		}
		again, problems := Parse(opts.text())
		for _, list := range [][]Field{opts.Share, opts.Clone, again.Share, again.Clone} {
			for i := range list {
				list[i].Offset = 0
			}
		}
		if len(problems) > 0 || !reflect.DeepEqual(opts, again) {
			t.Errorf("%q\n%+v\n%+v %v", opts.text(), opts, again, problems)
		}
	})
}

// text writes options as a comment.
func (o Options) text() string {
	s := "//bg:" + string(o.Kind)
	if o.Name != "" {
		s += " name=" + o.Name
	}
	if o.Timeout != 0 {
		s += " timeout=" + o.Timeout.String()
	}
	if o.Lazy {
		s += " lazy"
	}
	list := func(key string, fields []Field) {
		var items []string
		for _, f := range fields {
			item := f.Path
			if f.Func != "" {
				item += ":" + f.Func
			}
			items = append(items, item)
		}
		if len(items) > 0 {
			s += " " + key + "=" + strings.Join(items, ",")
		}
	}
	list("share", o.Share)
	list("clone", o.Clone)
	if o.Reason != "" {
		s += " // " + o.Reason
	}
	return s
}
