package widgets

// A Sink is what a program gives to a log.
type Sink interface{ Put(string) }

// A Log knows its sink, but has not made it.
type Log struct{ sink Sink }

func NewLog(s Sink) *Log { return &Log{s} }

func (l *Log) Sink() Sink { return l.sink }

func (l *Log) Say(text string) { l.sink.Put(text) }
