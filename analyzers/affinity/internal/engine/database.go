package engine

import (
	"go/types"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// embedded are the drivers of databases that are a file of this machine, and the packages that bring one.
var embedded = map[string]bool{
	"github.com/glebarez/go-sqlite":        true,
	"github.com/glebarez/sqlite":           true,
	"github.com/mattn/go-sqlite3":          true,
	"github.com/ncruces/go-sqlite3":        true,
	"github.com/ncruces/go-sqlite3/driver": true,
	"gorm.io/driver/sqlite":                true,
	"modernc.org/sqlite":                   true,
}

// DriversOf reports which kinds of database drivers a package of the program imports itself. A driver is a package with a
// type that has the method Open of database/sql/driver.Driver.
func DriversOf(pkg *types.Package) (local, remote bool) {
	for _, imp := range pkg.Imports() {
		switch {
		case embedded[imp.Path()]:
			local = true
		case !toolkit.IsStd(imp.Path()) && drives(imp):
			remote = true
		}
	}
	return local, remote
}

func drives(pkg *types.Package) bool {
	for _, name := range pkg.Scope().Names() {
		tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || !tn.Exported() || types.IsInterface(tn.Type()) {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, pkg, "Open")
		if m, ok := obj.(*types.Func); ok && m.Signature().Results().Len() == 2 && m.Signature().Results().At(0).Type().String() == "database/sql/driver.Conn" {
			return true
		}
	}
	return false
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

// localDatabase corrects what is known of database/sql where the database is a file of this machine. A query is small
// local I/O then; what changes the file waits for the device, and for others who write.
func (e *Engine) localDatabase(eff *Effect) {
	method, ok := strings.CutPrefix(eff.What, "(*sql.")
	if !ok || e.Foreign || eff.Kind != Blocks || eff.Tier != toolkit.TierNetwork || e.databaseTier() != toolkit.TierDisk {
		return
	}
	eff.Tier = toolkit.TierDisk
	if _, name, _ := strings.Cut(method, ")."); !strings.HasPrefix(name, "Exec") && name != "Commit" {
		eff.Confidence = finding.Possible
	}
}
