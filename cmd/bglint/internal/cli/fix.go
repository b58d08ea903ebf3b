package cli

import (
	"fmt"
	"io"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/driver"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/repair"
)

// A repairs is what --fix and --diff do with the findings.
type repairs struct {
	plan     *repair.Plan
	applied  int
	overlaps int // fixes that have to wait for the next run
	rest     []*finding.Finding
}

// plan puts the first fix of each finding together, as far as they fit.
func plan(res *driver.Result) (*repairs, error) {
	r := &repairs{plan: repair.NewPlan()}
	for _, f := range res.Findings {
		fixes := res.Fixes[f]
		if len(fixes) == 0 {
			r.rest = append(r.rest, f)
			continue
		}
		ok, err := r.plan.Add(fixes[0])
		switch {
		case err != nil:
			return nil, err
		case ok:
			r.applied++
		default:
			r.overlaps++
			r.rest = append(r.rest, f)
		}
	}
	return r, r.plan.Finish()
}

// diff prints what --fix would change, and changes nothing.
func diff(w, errw io.Writer, res *driver.Result) (int, error) {
	r, err := plan(res)
	if err != nil {
		return Failed, err
	}
	if _, err := io.WriteString(w, r.plan.Diff(res.Root)); err != nil {
		return Failed, err
	}
	r.tell(errw, "")
	if r.applied > 0 {
		return Findings, nil
	}
	return Clean, nil
}

// fix changes the files, and leaves in res what is still to be reported.
func fix(errw io.Writer, res *driver.Result) error {
	r, err := plan(res)
	if err != nil {
		return err
	}
	n, err := r.plan.Write()
	if err != nil {
		return err
	}
	if r.applied > 0 {
		r.tell(errw, fmt.Sprintf("applied %s in %s", count(r.applied, "fix", "fixes"), count(n, "file", "files")))
	} else {
		r.tell(errw, "")
	}
	res.Findings = r.rest
	return nil
}

// tell says on standard error what was done and what was not.
func (r *repairs) tell(errw io.Writer, done string) {
	if done != "" {
		fmt.Fprintln(errw, "bglint:", done)
	}
	if r.overlaps > 0 {
		fmt.Fprintf(errw, "bglint: %s with others and must wait for the next run\n", count(r.overlaps, "fix overlaps", "fixes overlap"))
	}
	if n := len(r.rest) - r.overlaps; n > 0 {
		fmt.Fprintf(errw, "bglint: %s, since a change could alter what the program does\n", count(n, "finding has no fix", "findings have no fix"))
	}
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
