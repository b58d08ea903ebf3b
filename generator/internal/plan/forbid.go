package plan

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/affinity/crossing"
	"github.com/go-bgkit/bgkit/analyzers/affinity/receiver"
)

// forbid refuses what must not happen to a detached copy.
func (c *capturing) forbid(use receiver.Use) {
	path := use.Path.String()
	under, strictly := c.underShared(path)
	who := c.via(use)
	switch use.Kind {
	case receiver.UseWrite:
		if strictly || under && use.Inside {
			return
		}
		what := "writes " + c.field(path)
		if use.Inside {
			what = "changes what " + c.field(path) + " holds"
		}
		c.Problem(use.Pos, fmt.Sprintf("%s %s (%s), and the write would be lost with the copy that the body runs on: return the new value and assign it in Then%s", who, what, says(use.Text), orShare(use)))
	case receiver.UseEscape:
		c.Problem(use.Pos, fmt.Sprintf("%s lets %s get out of sight (%s), so what is read of it cannot be known: pass the fields that are needed instead", who, c.field(""), says(use.Text)))
	case receiver.UseAddress:
		if strictly {
			return
		}
		c.Problem(use.Pos, fmt.Sprintf("%s lets the address of %s get out of sight (%s): copy the value into a variable and use that", who, c.field(path), says(use.Text)))
	case receiver.UseUI:
		c.Problem(use.Pos, fmt.Sprintf("%s %s, which must happen on the UI goroutine: return the result and do that in Then", who, use.Text))
	case receiver.UseCall:
		c.forbidCall(use, path, who)
	}
}

// orShare names share= as another way, for what is written behind a pointer to a struct.
func orShare(use receiver.Use) string {
	for i, f := range use.Path[:max(0, len(use.Path)-1)] {
		if p, ok := f.Type().Underlying().(*types.Pointer); ok {
			if _, ok := p.Elem().Underlying().(*types.Struct); ok {
				return fmt.Sprintf(", or say share=%s // WHY if all that it leads to is safe for concurrent use", use.Path[:i+1])
			}
		}
	}
	return ""
}

func says(text string) string { return "it " + strings.TrimPrefix(text, "it ") }

// forbidCall refuses the call of a method that changes what it is called on, when that is a copy.
func (c *capturing) forbidCall(use receiver.Use, path, who string) {
	if under, _ := c.underShared(path); under {
		return
	}
	n := c.captured(use)
	if n == nil || n.Copy == nil || n.Copy.Kind == Assign {
		return // refused for another reason, or shared by its nature
	}
	c.Problem(use.Pos, fmt.Sprintf("%s changes %s (%s, and a method of that name changes its receiver), and the change would be lost with the copy: return the new value and assign it in Then, or say share=%s // WHY if it is safe for concurrent use", who, c.field(path), says(use.Text), path))
}

// captured is the node at or above a use.
func (c *capturing) captured(use receiver.Use) *Node {
	n := c.m.Root
	for _, f := range use.Path {
		if n.Copy != nil {
			return n
		}
		found := false
		for _, k := range n.Kids {
			if k.Field.Name() == f.Name() {
				n, found = k, true
			}
		}
		if !found {
			return nil
		}
	}
	return n
}

// underShared reports whether a path is, or is below, a field of share=.
func (c *capturing) underShared(path string) (under, strictly bool) {
	for shared := range c.shared {
		if path == shared {
			under = true
		}
		if strings.HasPrefix(path, shared+".") {
			under, strictly = true, true
		}
	}
	return under, strictly
}

// lock has the wrapper hold a lock while it copies, which the body holds when it reads.
func (c *capturing) lock(use receiver.Use) {
	path := use.Path.String()
	if under, _ := c.underShared(path); under {
		return
	}
	if len(use.Path) == 0 {
		return
	}
	whole := c.captured(use)
	if whole != nil && whole.Copy != nil && (whole.Copy.Kind == Assign && whole.Path() != path || whole.Copy.Kind == ByMethod || whole.Copy.Kind == ByFunc) {
		return // shared with its lock, or copied by somebody who knows of the lock
	}
	if use.Inside {
		c.Problem(use.Pos, fmt.Sprintf("%s locks something in %s, and the wrapper, which copies all of it, cannot hold that lock: give the elements a method Clone that locks, or say share=%s // WHY if all who use them lock", c.via(use), c.field(path), path))
		return
	}
	for _, l := range c.m.Locks {
		if l.Path == path {
			return
		}
	}
	last := use.Path[len(use.Path)-1]
	l := Lock{Path: path, RW: strings.HasSuffix(crossing.TypeKey(last.Type()), "sync.RWMutex")}
	for i := 1; i < len(use.Path); i++ {
		if _, ok := use.Path[i-1].Type().Underlying().(*types.Pointer); ok {
			l.Guards = append(l.Guards, use.Path[:i].String())
		}
	}
	c.m.Locks = append(c.m.Locks, l)
	if whole != nil && whole.Copy != nil {
		return // the lock is in what is copied as a whole
	}
	n := c.m.Root
	for _, f := range use.Path {
		n = n.kid(f, use.Pos)
	}
	_, isPointer := n.Type.Underlying().(*types.Pointer)
	cp := &Copy{Kind: Fresh, Type: n.Type, Why: "a lock of its own; the wrapper holds the original while it copies"}
	if isPointer {
		cp.Kind, cp.Why = Assign, "the same lock; the wrapper holds it while it copies"
		if c.m.CPU() {
			cp.Kind = Fresh
			c.Problem(use.Pos, fmt.Sprintf("%s locks %s, a pointer, which is nil in the worker process: make the field a sync.Mutex, or read the fields before and pass them as arguments", c.via(use), c.field(path)))
		}
	}
	n.Copy, n.Kids = cp, nil
}

// byFunction copies a field by a function that the user names.
func (c *capturing) byFunction(n *Node, name string) *Copy {
	field := *c.find(n.Path())
	fn, why := c.function(name)
	if why != "" {
		c.optionProblem(field, fmt.Sprintf("clone=%s:%s: %s", n.Path(), name, why))
		return nil
	}
	sig := fn.Signature()
	ok := sig.Recv() == nil && sig.Params().Len() == 1 && sig.Results().Len() == 1 && !sig.Variadic()
	if ok && sig.TypeParams().Len() == 0 {
		ok = types.AssignableTo(n.Type, sig.Params().At(0).Type()) && types.AssignableTo(sig.Results().At(0).Type(), n.Type)
	}
	if !ok {
		c.optionProblem(field, fmt.Sprintf("clone=%s:%s: %s is a %s, not a func(%s) %s", n.Path(), name, name, c.copies.name(fn.Type()), c.copies.name(n.Type), c.copies.name(n.Type)))
		return nil
	}
	return &Copy{Kind: ByFunc, Type: n.Type, Func: name, Why: "by " + name, Object: fn}
}

func (c *capturing) find(path string) *int {
	for _, f := range c.m.Options.Clone {
		if f.Path == path {
			return &f.Offset
		}
	}
	return new(int)
}

// function finds a function of the package, or of one that the method's file imports.
func (c *capturing) function(name string) (*types.Func, string) {
	qualifier, base, qualified := strings.Cut(name, ".")
	scope := c.Types.Scope()
	if qualified {
		pkg := c.Named(qualifier, c.m.Method)
		if pkg == nil {
			return nil, "no file here imports a package " + qualifier
		}
		scope = pkg.Scope()
	} else {
		base = name
	}
	fn, ok := scope.Lookup(base).(*types.Func)
	if !ok || qualified && !fn.Exported() {
		return nil, "there is no function " + name
	}
	return fn, ""
}
