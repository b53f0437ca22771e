package main

import "strings"

// A request is what is posted to a witness, in parts that can be spoilt one by one.
type request struct {
	old   string
	proof []string
	note  []byte
}

// body returns the bytes that go over the wire.
func (r request) body() []byte {
	lines := append([]string{r.old}, r.proof...)
	return append([]byte(strings.Join(lines, "\n")+"\n\n"), r.note...)
}

func (r request) withOld(line string) request {
	r.old = line
	return r
}

func (r request) withProof(lines ...string) request {
	r.proof = lines
	return r
}

func (r request) withNote(note []byte) request {
	r.note = note
	return r
}

// withText replaces the checkpoint by another text, which the log signs.
func (r request) withText(log *issuer, text string) request { return r.withNote(log.sign(text)) }

// withLines adds signature lines behind the log's own.
func (r request) withLines(lines ...string) request {
	return r.withNote([]byte(string(r.note) + strings.Join(lines, "")))
}

// swapped replaces a part of the note after it was signed.
func (r request) swapped(old, new string) request {
	return r.withNote([]byte(strings.Replace(string(r.note), old, new, 1)))
}
