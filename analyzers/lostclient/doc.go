// Package lostclient finds background work that cannot reach its client, or ends too early: rule BG202 of bglint.
//
// # Analyzer lostclient
//
// lostclient: work whose context leads to no client, or ends too early
package lostclient
