package executor

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/crossing"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A TaskFault is something that keeps work from crossing to a worker process.
type TaskFault struct {
	Func    *engine.Func
	Pos     token.Pos
	Message string
	Conf    finding.Confidence
	Chain   []finding.Step
}

const processPath = ir.RuntimePath + "process"

// findTaskFaults looks at every use of bgkit's worker processes.
func (e *finder) findTaskFaults() []TaskFault {
	var out []TaskFault
	for _, f := range e.Bodies {
		if f.SSA == nil || f.SSA.TypeParams().Len() > 0 {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				switch in := in.(type) {
				case *ssa.Call:
					out = append(out, e.taskFaults(f, in)...)
				case *ssa.Alloc:
					if strings.HasPrefix(ir.Deref(in.Type()).String(), processPath+".Task[") && in.Comment != "" {
						out = append(out, TaskFault{Func: f, Pos: in.Pos(), Conf: finding.Certain,
							Message: "this task was not made by process.Register: it has no name and no function, and no worker knows it; register it in a variable of the package"})
					}
				}
			}
		}
	}
	return out
}

func (e *finder) taskFaults(f *engine.Func, c *ssa.Call) []TaskFault {
	fn := ir.CalleeOf(&c.Call)
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	pos := e.At(c.Call.Pos())
	switch fn.FullName() {
	case processPath + ".Register":
		return append(e.messageFaults(f, c, pos), e.lateRegister(f, c, pos)...)
	case "(*" + processPath + ".Task[A, R]).Submit":
		return e.argumentFaults(f, c.Call.Args[2], pos, ir.ShortName(fn))
	case ir.RuntimePath + "run.CPUBound":
		if task, ok := c.Call.Args[1].(*ssa.Const); ok && task.IsNil() {
			return []TaskFault{{Func: f, Pos: pos, Conf: finding.Certain, Message: "run.CPUBound gets no task; a worker runs functions that process.Register has made known, in a variable of the package"}}
		}
		return e.argumentFaults(f, c.Call.Args[2], pos, ir.ShortName(fn))
	case processPath + ".Progress":
		return e.progressFaults(f, c.Call.Args[1], pos)
	}
	return nil
}

// messageFaults checks the types of a task's argument and result.
func (e *finder) messageFaults(f *engine.Func, c *ssa.Call, pos token.Pos) []TaskFault {
	inst := c.Call.StaticCallee()
	if inst == nil || len(inst.TypeArgs()) != 2 {
		return nil
	}
	var out []TaskFault
	for i, what := range []string{"the argument", "the result"} {
		t := inst.TypeArgs()[i]
		if no := crossing.Uncrossed(t, e.typeText); no != nil {
			out = append(out, e.crossingFault(f, pos, what+" "+e.typeText(t)+no.Path, no))
		}
	}
	return out
}

func (e *finder) crossingFault(f *engine.Func, pos token.Pos, what string, no *crossing.Uncrossable) TaskFault {
	conf := finding.Certain
	if no.Maybe {
		conf = finding.Likely // nothing is refused where nothing is in it
	}
	message := what + " cannot cross to a worker process: " + no.Reason
	if strings.Contains(what, "Mat") && strings.Contains(what, "cv.") {
		message = what + " cannot cross to a worker process: its pixels are OpenCV's own memory; use *opencv.Frame, whose pixels are shared"
	}
	return TaskFault{Func: f, Pos: pos, Conf: conf, Message: message}
}

// typeText writes a type as the package under analysis does.
func (e *finder) typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == e.Pass.Pkg {
			return ""
		}
		return p.Name()
	})
}

// lateRegister finds tasks that are registered when workers have begun to serve already, or never: after process.Main, or
// in what runs after it.
func (e *finder) lateRegister(f *engine.Func, c *ssa.Call, pos token.Pos) []TaskFault {
	late := TaskFault{Func: f, Pos: pos, Conf: finding.Certain,
		Message: "the task is registered after process.Main, which a worker never leaves: no worker knows it; register it in a variable of the package"}
	if main := mainCall(f); main != nil {
		if ir.Reaches(main, c, nil) {
			late.Chain = []finding.Step{e.Step(e.At(main.Call.Pos()), "a worker serves from here on"), e.Step(pos, "registers the task")}
			return []TaskFault{late}
		}
		return nil
	}
	for _, ctx := range []engine.Context{engine.UI, engine.Background} {
		if en := f.Context(ctx); en != nil {
			late.Chain = append(e.Chain(en), e.Step(pos, "registers the task"))
			late.Conf = engine.Weaker(en.Confidence, finding.Likely)
			return []TaskFault{late}
		}
	}
	for _, ed := range f.Incoming {
		main := mainCall(ed.From)
		if main != nil && ed.Instr != nil && ed.Instr.Parent() == ed.From.SSA && ir.Reaches(main, ed.Instr, nil) {
			late.Chain = []finding.Step{e.Step(e.At(main.Call.Pos()), "a worker serves from here on"), e.Step(ed.Pos, ed.Text), e.Step(pos, "registers the task")}
			return []TaskFault{late}
		}
	}
	return nil
}

// mainCall returns the call of process.Main in a function, or nil.
func mainCall(f *engine.Func) *ssa.Call {
	if f.SSA == nil {
		return nil
	}
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			if c, ok := in.(*ssa.Call); ok {
				if fn := ir.CalleeOf(&c.Call); fn != nil && fn.FullName() == processPath+".Main" {
					return c
				}
			}
		}
	}
	return nil
}

// crossAsThemselves are the types that arrive in an interface as what they were.
var crossAsThemselves = map[string]bool{
	"bool": true, "int64": true, "float64": true, "string": true, "[]byte": true, "[]uint8": true,
	"[]any": true, "[]interface{}": true, "map[string]any": true, "map[string]interface{}": true,
}

// argumentFaults checks what an argument has in its interfaces, where the function that submits it puts that in.
func (e *finder) argumentFaults(f *engine.Func, arg ssa.Value, pos token.Pos, callee string) []TaskFault {
	fault := func(path string, mi *ssa.MakeInterface) []TaskFault {
		if crossAsThemselves[mi.X.Type().String()] {
			return nil
		}
		return []TaskFault{{Func: f, Pos: pos, Conf: finding.Certain,
			Message: "the argument of " + callee + " has a " + e.typeText(mi.X.Type()) + " in the interface" + path + ", which would arrive as another type and is refused; use a concrete type, or one of bool, int64, float64, string, []byte, []any, map[string]any"}}
	}
	if mi, ok := arg.(*ssa.MakeInterface); ok {
		return fault("", mi)
	}
	load, ok := arg.(*ssa.UnOp)
	if !ok {
		return nil
	}
	made, ok := load.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var out []TaskFault
	for _, ref := range *made.Referrers() {
		fa, ok := ref.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		for _, use := range *fa.Referrers() {
			if st, ok := use.(*ssa.Store); ok && st.Addr == ssa.Value(fa) {
				if mi, ok := st.Val.(*ssa.MakeInterface); ok {
					out = append(out, fault(" ."+ir.FieldOf(fa.X.Type(), fa.Field).Name(), mi)...)
				}
			}
		}
	}
	return out
}

// progressFaults checks a value that a task sends while it runs.
func (e *finder) progressFaults(f *engine.Func, v ssa.Value, pos token.Pos) []TaskFault {
	mi, ok := v.(*ssa.MakeInterface)
	if !ok {
		return nil
	}
	t := mi.X.Type()
	if key := crossing.TypeKey(t); key == "*"+crossing.BufferKey || key == crossing.FrameKey || key == "*"+crossing.FrameKey {
		return []TaskFault{{Func: f, Pos: pos, Conf: finding.Certain, Message: "a Buffer crosses in arguments and results only, not as progress; have the caller give the task a Buffer, and send which part of it is new"}}
	}
	if no := crossing.Uncrossed(t, e.typeText); no != nil {
		return []TaskFault{e.crossingFault(f, pos, "the progress "+e.typeText(t)+no.Path, no)}
	}
	return nil
}
