package affinity

import (
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// worst returns the operation that the others are folded into: of the surest the gravest, of these the one that is proved
// by the fewest steps, of these the first. What only waits for the disk gives way to what is likely to wait for more.
func worst(ops []*engine.Op) *engine.Op {
	best := ops[0]
	for _, op := range ops[1:] {
		if worse(op, best) {
			best = op
		}
	}
	return best
}

// local reports whether an operation makes a poor headline: it waits for the disk, or may not happen at all.
func local(op *engine.Op, conf finding.Confidence) bool {
	return op.Kind == engine.Blocks && (op.Tier == toolkit.TierDisk || !conf.AtLeast(finding.Likely))
}

func worse(op *engine.Op, than *engine.Op) bool {
	return (&Hit{Op: op, Confidence: op.Confidence, Proof: len(op.Steps)}).worse(&Hit{Op: than, Confidence: than.Confidence, Proof: len(than.Steps)})
}

// worse is the order of worst, for hits: their confidence is also that of the way to the operation, and so is their proof.
func (h *Hit) worse(than *Hit) bool {
	if a, b := local(h.Op, h.Confidence), local(than.Op, than.Confidence); a != b && h.Op.Kind == than.Op.Kind {
		return b
	}
	if h.Confidence != than.Confidence {
		return h.Confidence.AtLeast(than.Confidence)
	}
	if a, b := h.Op.Gravity(), than.Op.Gravity(); a != b {
		return a > b
	}
	return h.Op.Kind == engine.Blocks && h.Proof < than.Proof
}
