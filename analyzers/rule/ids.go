package rule

import "strings"

// ids are the ids and names of all rules, in the order of their ids. The ones that bglint does not have yet are reserved:
// a comment that speaks of one is no mistake.
var ids = [...][2]string{
	{"BG001", "directive"},
	{"BG101", "blocking"},
	{"BG102", "selfdeadlock"},
	{"BG103", "offloop"},
	{"BG104", "capture"},
	{"BG105", "sharing"},
	{"BG201", "discarded"},
	{"BG202", "lostclient"},
	{"BG203", "cleanup"},
	{"BG204", "lockwait"},
	{"BG205", "processarg"},
	{"BG206", "poolhog"},
	{"BG301", "executor"},
	{"BG302", "timerrate"},
}

// ID returns the id of the rule with the given id or name, in any case, and whether there is one.
func ID(idOrName string) (string, bool) {
	for _, r := range ids {
		if strings.EqualFold(idOrName, r[0]) || strings.EqualFold(idOrName, r[1]) {
			return r[0], true
		}
	}
	return "", false
}

// IDs returns the ids of all rules.
func IDs() []string {
	all := make([]string, len(ids))
	for i, r := range ids {
		all[i] = r[0]
	}
	return all
}
