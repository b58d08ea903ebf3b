// Package panels has bodies that go through a field and an interface, and use what they are called with.
package panels

type Sessions interface{ Create() }

type Sync interface{ Pull() }

type Actions interface {
	Sessions
	Sync
	Quit()
}

// A Panel's keys go through a func field.
type Panel struct {
	Key func(k int, a Actions) bool
}

type sessions struct{}

func (s *sessions) key(k int, a Sessions) bool {
	if k == 1 {
		a.Create()
	}
	return k == 1
}

type syncer struct{}

func (s *syncer) key(k int, a Sync) bool {
	if k == 2 {
		go a.Pull()
	}
	return k == 2
}

func NewSessions() Panel {
	s := &sessions{}
	return Panel{Key: func(k int, a Actions) bool { return s.key(k, a) }}
}

func NewSync() Panel {
	s := &syncer{}
	return Panel{Key: func(k int, a Actions) bool { return s.key(k, a) }}
}

// A View goes through an interface.
type View interface{ Show(s Source) }

type Source interface{ Rows() int }

type Table struct{ n int }

func (t *Table) Show(s Source) { t.n = s.Rows() }

// Rounds call each other through their fields.
type Round struct{ Next, Back func(s Source) }

func NewRound(r *Round) {
	r.Next = func(s Source) { r.Back(s) }
	r.Back = func(s Source) { r.Next(s) }
}
