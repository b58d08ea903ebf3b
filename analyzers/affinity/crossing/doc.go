// Package crossing says which values can be sent to a worker process. The rules are those of bgkit's package process,
// which refuses the call when the program runs; bglint and bggen say it before.
package crossing
