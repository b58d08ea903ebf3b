package engine

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// embedded are the drivers of databases that are a file of this machine, and the packages that bring one.
var embedded = map[string]bool{
	"github.com/glebarez/go-sqlite":          true,
	"github.com/glebarez/sqlite":             true,
	"github.com/mattn/go-sqlite3":            true,
	"github.com/ncruces/go-sqlite3":          true,
	"github.com/ncruces/go-sqlite3/driver":   true,
	"github.com/ncruces/go-sqlite3/gormlite": true,
	"gorm.io/driver/sqlite":                  true,
	"modernc.org/sqlite":                     true,
}

// DriversOf reports which kinds of database drivers a package of the program imports itself. A driver is a package with a
// type that has the method Open of database/sql/driver.Driver, or Initialize of gorm's Dialector; one that is built on an
// embedded driver is embedded, too.
func DriversOf(pkg *types.Package) (local, remote bool) {
	for _, imp := range pkg.Imports() {
		switch {
		case isEmbedded(imp):
			local = true
		case !toolkit.IsStd(imp.Path()) && drives(imp):
			remote = true
		}
	}
	return local, remote
}

func isEmbedded(pkg *types.Package) bool {
	return embedded[pkg.Path()] || !toolkit.IsStd(pkg.Path()) && drives(pkg) && slices.ContainsFunc(pkg.Imports(), func(imp *types.Package) bool { return embedded[imp.Path()] })
}

func drives(pkg *types.Package) bool {
	for _, name := range pkg.Scope().Names() {
		tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || !tn.Exported() || types.IsInterface(tn.Type()) {
			continue
		}
		if opensConn(method(tn, "Open")) || initializesGorm(method(tn, "Initialize")) {
			return true
		}
	}
	return false
}

// method returns the signature of a method of a pointer to a type, or nil. One of an interface that it embeds is not its own:
// gorm's handle embeds the Dialector that it is given.
func method(tn *types.TypeName, name string) *types.Signature {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), name)
	if m, ok := obj.(*types.Func); ok && !types.IsInterface(m.Signature().Recv().Type()) {
		return m.Signature()
	}
	return nil
}

func opensConn(sig *types.Signature) bool {
	return sig != nil && sig.Results().Len() == 2 && sig.Results().At(0).Type().String() == "database/sql/driver.Conn"
}

func initializesGorm(sig *types.Signature) bool {
	return sig != nil && sig.Params().Len() == 1 && sig.Params().At(0).Type().String() == "*gorm.io/gorm.DB"
}

// databaseTier says what a call of database/sql waits for in this package: the disk, if it and the packages of its module
// that it is built on import drivers of embedded databases only, the network otherwise. A program that links another driver
// elsewhere, above this package, is not found out.
func (e *Engine) databaseTier() toolkit.Tier {
	if e.driver != nil {
		return *e.driver
	}
	local, remote := DriversOf(e.Pass.Pkg)
	for _, path := range e.Deps.SameMod {
		t := e.Deps.Table(path)
		local, remote = local || t.localDB, remote || t.remoteDB
	}
	tier := toolkit.TierNetwork
	if local && !remote {
		tier = toolkit.TierDisk
	}
	e.driver = &tier
	return tier
}

// changing are the methods that change a database, by what their names begin with; the others read, or begin and give up.
var changing = map[string][]string{
	"(*sql.":    {"Exec"},
	"(*gorm.DB": {"Create", "Delete", "Exec", "Save", "Update"},
}

// localDatabase corrects what is known of a call of database/sql or an object mapper where the database is a file of this
// machine: a statement or two is small local I/O then. What stays is a change in each round of a loop, and the change of a
// whole schema.
func (e *Engine) localDatabase(eff *Effect, at ssa.Instruction) {
	if e.Foreign || eff.Kind != Blocks || eff.Tier != toolkit.TierNetwork || !strings.HasPrefix(eff.What, "(*") {
		return
	}
	for handle, names := range changing {
		if !strings.HasPrefix(eff.What, handle) || e.databaseTier() != toolkit.TierDisk {
			continue
		}
		eff.Tier = toolkit.TierDisk
		_, name, _ := strings.Cut(eff.What, ").")
		changes := slices.ContainsFunc(names, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
		if name != "AutoMigrate" && !(changes && repeats(at)) || e.memoryDatabase(at) {
			eff.Confidence = finding.Possible
		}
	}
}
