package cli

import (
	"fmt"
	"strings"
)

// An edit is a line that both texts have (' '), or only one of them ('-' and '+').
type edit struct {
	op   byte
	text string
}

// diff compares two texts by line, in the unified format. Different texts of the same name are expected.
func diff(name, before, after string) string {
	edits := compare(lines(before), lines(after))
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", side(name, before), side(name, after))
	const around = 3 // lines of context
	for i := 0; i < len(edits); {
		if edits[i].op == ' ' {
			i++
			continue
		}
		from, to, quiet := max(0, i-around), i, 0
		for to < len(edits) && quiet <= 2*around {
			if edits[to].op == ' ' {
				quiet++
			} else {
				quiet = 0
			}
			to++
		}
		to -= max(0, quiet-around)
		hunk(&out, edits, from, to)
		i = to
	}
	return out.String()
}

// hunk writes the edits from one to another, with the line numbers on both sides.
func hunk(out *strings.Builder, edits []edit, from, to int) {
	oldBefore, newBefore := count(edits[:from])
	oldLines, newLines := count(edits[from:to])
	fmt.Fprintf(out, "@@ -%s +%s @@\n", span(oldBefore, oldLines), span(newBefore, newLines))
	for _, e := range edits[from:to] {
		fmt.Fprintf(out, "%c%s\n", e.op, e.text)
	}
}

// count counts the lines of both sides.
func count(edits []edit) (before, after int) {
	for _, e := range edits {
		if e.op != '+' {
			before++
		}
		if e.op != '-' {
			after++
		}
	}
	return before, after
}

// compare takes off what is equal at both ends and aligns the rest by its longest common subsequence; generated files are
// small enough for that.
func compare(a, b []string) []edit {
	var edits []edit
	start, end := 0, 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		edits = append(edits, edit{' ', a[start]})
		start++
	}
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	x, y := a[start:len(a)-end], b[start:len(b)-end]
	common := make([][]int, len(x)+1) // lengths of the subsequences of x[i:] and y[j:]
	for i := range common {
		common[i] = make([]int, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(x) || j < len(y); {
		switch {
		case i < len(x) && j < len(y) && x[i] == y[j]:
			edits = append(edits, edit{' ', x[i]})
			i, j = i+1, j+1
		case i < len(x) && (j == len(y) || common[i+1][j] >= common[i][j+1]):
			edits = append(edits, edit{'-', x[i]})
			i++
		default:
			edits = append(edits, edit{'+', y[j]})
			j++
		}
	}
	for _, text := range a[len(a)-end:] {
		edits = append(edits, edit{' ', text})
	}
	return edits
}

func side(name, text string) string {
	if text == "" {
		return "/dev/null"
	}
	return name
}

// span writes a range of lines that begins after so many. An empty one stands at the line before it.
func span(before, n int) string {
	if n == 0 {
		return fmt.Sprintf("%d,0", before)
	}
	return fmt.Sprintf("%d,%d", before+1, n)
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(s, "\n"), "\n")
}
