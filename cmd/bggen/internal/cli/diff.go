package cli

import (
	"fmt"
	"strings"
)

// diff compares two texts by line, in the unified format with three lines around. The middle that differs is found by
// the longest common subsequence; generated files are small enough for that.
func diff(name, before, after string) string {
	a, b := lines(before), lines(after)
	type edit struct {
		op   byte
		text string
	}
	var edits []edit
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		edits = append(edits, edit{' ', a[start]})
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	x, y := a[start:len(a)-end], b[start:len(b)-end]
	table := make([][]int, len(x)+1)
	for i := range table {
		table[i] = make([]int, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(x) || j < len(y); {
		switch {
		case i < len(x) && j < len(y) && x[i] == y[j]:
			edits = append(edits, edit{' ', x[i]})
			i, j = i+1, j+1
		case i < len(x) && (j == len(y) || table[i+1][j] >= table[i][j+1]):
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

	const around = 3
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", side(name, before), side(name, after))
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
		oldLine, newLine, oldN, newN := 1, 1, 0, 0
		for k, e := range edits[:to] {
			o, n := &oldLine, &newLine
			if k >= from {
				o, n = &oldN, &newN
			}
			if e.op != '+' {
				*o++
			}
			if e.op != '-' {
				*n++
			}
		}
		fmt.Fprintf(&out, "@@ -%s +%s @@\n", span(oldLine, oldN), span(newLine, newN))
		for _, e := range edits[from:to] {
			fmt.Fprintf(&out, "%c%s\n", e.op, e.text)
		}
		i = to
	}
	return out.String()
}

func side(name, text string) string {
	if text == "" {
		return "/dev/null"
	}
	return name
}

func span(line, n int) string {
	if n == 0 {
		line--
	}
	return fmt.Sprintf("%d,%d", line, n)
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(s, "\n"), "\n")
}
