// Package journal appends to what its callers hold.
package journal

import "sync"

func Add(to *[]string, mu *sync.RWMutex, s string) { add(to, mu, s) }

func add(to *[]string, mu *sync.RWMutex, s string) {
	mu.Lock()
	defer mu.Unlock()
	*to = append(*to, s)
}

func AddBare(to *[]string, s string) { *to = append(*to, s) }
