package run

// list is a list of futures, linked through them so that one leaves in constant time and nothing is allocated. A future
// is in one list at most: that of the queued or that of the running. It is guarded by Executor.mu.
type list struct {
	first, last *core
	n           int
}

func (q *list) push(c *core) {
	c.prev = q.last
	if q.last == nil {
		q.first = c
	} else {
		q.last.next = c
	}
	q.last = c
	q.n++
}

func (q *list) remove(c *core) {
	if c.prev == nil {
		q.first = c.next
	} else {
		c.prev.next = c.next
	}
	if c.next == nil {
		q.last = c.prev
	} else {
		c.next.prev = c.prev
	}
	c.next, c.prev = nil, nil
	q.n--
}

func (q *list) all() []*core {
	all := make([]*core, 0, q.n)
	for c := q.first; c != nil; c = c.next {
		all = append(all, c)
	}
	return all
}
