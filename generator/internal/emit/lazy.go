package emit

import "github.com/dave/jennifer/jen"

// lazy writes the latest-wins form: of the calls for one component, one runs and one waits, and a newer one takes the
// place of the one that waits, whose future then ends with background.ErrSuperseded.
//
// The task waits for a future of the ordinary kind, so that panics and time limits mean the same in both forms; the
// future that the caller gets waits for the task. These futures have an executor of their own: they only wait, and
// must not take the slots of functions that work.
func (w *wrapper) lazy(before []jen.Code, call func() *jen.Statement) []jen.Code {
	if w.waiters == "" {
		w.waiters = w.global("bggenWaiting")
		w.add([]string{w.waiters + " runs what waits for its turn."},
			jen.Var().Id(w.waiters).Op("=").Id(w.runtime("run", "NewExecutor")).Call(jen.Lit(1<<20), jen.Id(w.runtime("run", "Unbounded"))))
	}
	s := w.scope
	value, failed, task := s.name("value"), s.name("failed"), s.name("task")
	err := s.name("err")
	ctxParam := jen.Id(w.ctx).Id(w.std("context", "Context"))
	name := func(pkg string) jen.Code { return jen.Id(w.runtime(pkg, "Name")).Call(jen.Lit(w.m.Name())) }
	return []jen.Code{
		jen.Var().Id(value).Id(w.value),
		jen.Var().Id(failed).Error(),
		jen.Id(task).Op(":=").Id(w.runtime("background", "CreateLazy")).Call(
			jen.Id(w.ctx), jen.Index(jen.Lit(2)).Any().Values(jen.Id(w.recv), jen.Lit(w.pkg.Path+"."+w.m.Name())),
			jen.Func().Params(ctxParam.Clone()).Error().Block(append(before,
				jen.List(jen.Id(value), jen.Id(failed)).Op("=").Add(call()).Dot("Await").Call(jen.Id(w.ctx)),
				jen.Return(jen.Nil()),
			)...), name("background")),
		jen.Return(jen.Id(w.runtime("run", "IOBound")).Call(
			jen.Id(w.ctx),
			jen.Func().Params(ctxParam.Clone()).Params(jen.Id(w.value), jen.Error()).Block(
				jen.If(jen.Id(err).Op(":=").Id(task).Dot("Wait").Call(jen.Id(w.ctx)), jen.Id(err).Op("!=").Nil()).Block(
					jen.Id(task).Dot("Cancel").Call(),
					jen.Return(jen.Op("*").Id("new("+w.value+")"), jen.Id(err)),
				),
				jen.Return(jen.Id(value), jen.Id(failed)),
			),
			jen.Id(w.runtime("run", "On")).Call(jen.Id(w.waiters)), name("run"))),
	}
}
