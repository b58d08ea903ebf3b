// Package access finds what the functions of a package read and write that others can see: fields, captured variables,
// package variables, by themselves and through functions of other packages.
//
// It is a may analysis, by location and not by instance: the field of a type is one location for all its values. Each
// access knows the locks that are surely held there, which is a must analysis (internal/engine's). Of reflection only
// decoders and encoders are known; writes through unsafe are lost.
package access
