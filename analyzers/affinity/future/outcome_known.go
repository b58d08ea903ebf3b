package future

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
)

// known is what is certain about a value where a function gets it.
type known struct {
	kind knownKind
	text string     // see the kinds
	t    types.Type // of isType and isInterface; nil where only its name is known
}

type knownKind byte

const (
	isUnknown   knownKind = iota
	isConstant            // as assumption.said writes it: "true", "nil", "set", "#7"
	isType                // an interface that holds exactly this type, which text names
	isInterface           // an interface that holds a type with these methods
	isOther               // an interface that holds none of these types, "a;b;~Key,String"
	isList                // futures; text is the outcome of all together
)

// An environment is what is known of a function's parameters; nil: nothing.
type environment []known

func (env environment) key() string {
	var b strings.Builder
	for i, k := range env {
		if k.kind != isUnknown {
			b.WriteString(strconv.Itoa(i))
			b.WriteByte('0' + byte(k.kind))
			b.WriteString(k.text)
			b.WriteByte('|')
		}
	}
	return b.String()
}

// is reports whether what is known settles a question for a type.
func (k known) is(asked types.Type) (yes, settled bool) {
	iface, toInterface := asked.Underlying().(*types.Interface)
	switch k.kind {
	case isConstant:
		return false, k.text == "nil"
	case isType:
		if !toInterface {
			return k.text == asked.String(), true
		}
		if k.t != nil {
			return types.Implements(k.t, iface), true
		}
	case isInterface:
		if k.t == nil {
			return false, false
		}
		if toInterface {
			yes = types.Implements(k.t, iface)
			return yes, yes
		}
		return false, !types.Implements(asked, k.t.Underlying().(*types.Interface))
	case isOther:
		return false, slices.Contains(strings.Split(k.text, ";"), askedKind(asked).text)
	}
	return false, false
}

// holds reports whether a case of a function of another package holds for what is known of its parameters.
func holds(c engine.FutureCase, env environment) bool {
	if c.Param < 0 {
		return true
	}
	if c.Param >= len(env) {
		return false
	}
	k := env[c.Param]
	switch {
	case c.Type == "":
		return k.kind == isConstant && k.text == c.Value
	case c.Type != "*":
		return k.kind == isType && k.text == c.Type
	case k.kind == isOther:
		not := strings.Split(k.text, ";")
		for _, text := range strings.Split(c.Value, ";") {
			if !slices.Contains(not, text) {
				return false
			}
		}
		return true
	case k.kind == isType:
		for _, text := range strings.Split(c.Value, ";") {
			if text == k.text || strings.HasPrefix(text, "~") && (k.t == nil || hasMethods(k.t, text)) {
				return false
			}
		}
		return true
	}
	return false
}

// among is what the future may be by the cases that hold.
func among(cases []engine.FutureCase, env environment) engine.Outcome {
	if len(cases) == 0 {
		return engine.Anything
	}
	o := ^engine.Outcome(0)
	for _, c := range cases {
		if holds(c, env) {
			o &= c.Outcome
		}
	}
	return o
}

// hasMethods reports whether a type has all the methods of a list that methodNames has written.
func hasMethods(t types.Type, list string) bool {
	for _, name := range strings.Split(strings.TrimPrefix(list, "~"), ",") {
		if name == "" {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if _, ok := obj.(*types.Func); !ok && token.IsExported(name) {
			return false
		}
	}
	return true
}
