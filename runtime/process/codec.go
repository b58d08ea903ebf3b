package process

import (
	"fmt"
	"reflect"

	"github.com/fxamacker/cbor/v2"
)

// encMode and decMode lose nothing that the check let through: times keep
// their nanoseconds, strings their invalid bytes, integers in interfaces stay
// int64.
var encMode, decMode = modes()

func modes() (cbor.EncMode, cbor.DecMode) {
	enc, err := cbor.EncOptions{
		Time:          cbor.TimeRFC3339Nano,
		TextMarshaler: cbor.TextMarshalerTextString,
	}.EncMode()
	if err != nil {
		panic(fmt.Sprintf("process: codec: %v", err))
	}
	dec, err := cbor.DecOptions{
		IntDec:            cbor.IntDecConvertSigned,
		UTF8:              cbor.UTF8DecodeInvalid,
		MaxNestedLevels:   maxDepth + 16,
		MaxArrayElements:  1<<31 - 1,
		MaxMapPairs:       1<<31 - 1,
		TextUnmarshaler:   cbor.TextUnmarshalerTextString,
		DefaultMapType:    mapType,
		TimeTag:           cbor.DecTagIgnored,
		ExtraReturnErrors: cbor.ExtraDecErrorNone,
	}.DecMode()
	if err != nil {
		panic(fmt.Sprintf("process: codec: %v", err))
	}
	return enc, dec
}

// encode checks that *v can cross and encodes it. It gives the Buffers that the
// value holds, in no particular order.
func encode[T any](task, what string, v *T) ([]byte, []*Buffer, error) {
	buffers, err := check(v)
	if err != nil {
		err.Task, err.What = task, what
		return nil, nil, err
	}
	data, e := encMode.Marshal(*v)
	if e != nil {
		return nil, nil, &EncodeError{Task: task, What: what, Path: typeName[T](), Reason: e.Error()}
	}
	return data, buffers, nil
}

func decode(data []byte, v any) error { return decMode.Unmarshal(data, v) }

// encodeProgress encodes a value whose type only the task knows: OnProgress
// says what it is decoded to.
func encodeProgress(task string, v any) ([]byte, error) {
	t := reflect.TypeOf(v)
	if t == nil {
		return encMode.Marshal(nil)
	}
	buffers, refusal := checkAs(t, reflect.ValueOf(v))
	if refusal == nil && len(buffers) > 0 {
		refusal = &EncodeError{Path: rootName(t), Reason: "a Buffer crosses in arguments and results only"}
	}
	if refusal != nil {
		refusal.Task, refusal.What = task, "progress"
		return nil, refusal
	}
	return encMode.Marshal(v)
}
