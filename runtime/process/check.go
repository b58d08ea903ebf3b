package process

import "reflect"

const maxDepth = 1000

var mapType = reflect.TypeFor[map[string]any]()

func typeName[T any]() string { return reflect.TypeFor[T]().String() }

func check(v any) ([]*Buffer, *EncodeError) { return nil, nil }
