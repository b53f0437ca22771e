package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A fact is one line of a report, in the order in which things were found out.
type fact map[string]any

// A report is written line by line, so that what was found out before a crash is there.
type report struct{ lines *json.Encoder }

func newReport(out io.Writer) *report {
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	return &report{lines}
}

// add writes one fact.
func (r *report) add(line fact) {
	if err := r.lines.Encode(line); err != nil {
		panic(err) // The report is the only thing that this program makes.
	}
}

// conclude writes the verdict: the first disagreement, or that there is none.
func (r *report) conclude(err error) {
	if err == nil {
		r.add(fact{"verdict": "agrees"})
		return
	}
	line := fact{"verdict": "disagrees", "check": "reading", "reason": err.Error()}
	var found *disagreement
	if errors.As(err, &found) {
		line["check"], line["what"], line["reason"] = found.check, found.what, found.reason
	}
	r.add(line)
}

// A disagreement says what does not hold, and where.
type disagreement struct{ check, what, reason string }

func (d *disagreement) Error() string { return d.check + ": " + d.what + ": " + d.reason }

func disagree(check, what, format string, values ...any) error {
	return &disagreement{check, what, fmt.Sprintf(format, values...)}
}
