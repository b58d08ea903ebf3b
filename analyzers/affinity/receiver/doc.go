// Package receiver finds what a method does with its receiver: which fields it reads, writes, locks or lets escape, itself
// and in the functions of its package that it calls. bggen copies the fields that are read, and refuses the rest; bglint
// asks whether bggen could.
//
// It is a may analysis of what is done; what it loses changes the copy only (see Uses).
package receiver
