package main

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"golang.org/x/mod/sumdb/note"
)

// A stage is where one log and a witness talk; it knows what the witness has to remember.
type stage struct {
	witness *witness
	report  *report
	play    string
	log     *issuer
	keys    []note.Verifier

	isKnown bool   // The witness has cosigned something of this log,
	size    int64  // namely so much,
	text    string // with this text.

	failures int
}

// tell reports one case.
func (s *stage) tell(name string, status int, err error) {
	line := fact{"case": s.play + ": " + name, "status": status, "agrees": err == nil}
	if err != nil {
		s.failures++
		line["reason"] = err.Error()
	}
	s.report.add(line)
}

// accept wants a cosignature, and remembers it.
func (s *stage) accept(name string, r request) { s.acceptBody(name, r, int64(len(r.body()))) }

func (s *stage) acceptBody(name string, r request, length int64) {
	got, err := s.witness.post(r.body(), length)
	if err != nil {
		s.tell(name, 0, err)
		return
	}
	err = want(got, http.StatusOK)
	if err == nil {
		err = s.witness.checkCosigned(r.note, got.body, s.keys)
	}
	if err == nil {
		s.remember(r)
	}
	s.tell(name, got.status, err)
}

// remember takes note of what the witness has cosigned.
func (s *stage) remember(r request) {
	s.text = string(r.note[:bytes.LastIndex(r.note, []byte("\n\n"))+1])
	s.size, _ = parseNumber(strings.Split(s.text, "\n")[1])
	s.isKnown = true
}

// refuse wants one of these statuses.
func (s *stage) refuse(name string, r request, statuses ...int) {
	s.refuseBody(name, r.body(), statuses...)
}

func (s *stage) refuseBody(name string, body []byte, statuses ...int) {
	got, err := s.witness.post(body, int64(len(body)))
	s.answered(name, got, err, statuses...)
}

// answered tells whether an answer has one of these statuses.
func (s *stage) answered(name string, got *answer, err error, statuses ...int) {
	if err != nil {
		s.tell(name, 0, err)
		return
	}
	s.tell(name, got.status, want(got, statuses...))
}

// conflict wants to be told the size that the witness remembers.
func (s *stage) conflict(name string, r request) {
	body := r.body()
	got, err := s.witness.post(body, int64(len(body)))
	if err != nil {
		s.tell(name, 0, err)
		return
	}
	s.tell(name, got.status, wantConflict(got, s.size))
}

// conclude checks what the witness remembers at the end, and tells everybody.
func (s *stage) conclude() {
	if s.size < records {
		s.conflict("it remembers", s.log.ask(s.size+1, records))
	}
	got, err := s.witness.monitored(s.log.origin)
	if err != nil {
		s.tell("monitoring", 0, err)
		return
	}
	s.tell("monitoring", got.status, s.monitored(got))
	s.report.add(fact{"origin": s.log.origin, "known": s.isKnown, "size": s.size, "text": s.text})
}

func (s *stage) monitored(got *answer) error {
	if !s.isKnown {
		return want(got, http.StatusNotFound)
	}
	if err := want(got, http.StatusOK); err != nil {
		return err
	}
	if !bytes.HasPrefix(got.body, []byte(s.text+"\n")) {
		return fmt.Errorf("it is not the checkpoint of %d", s.size)
	}
	return s.witness.checkNote(got.body, s.keys)
}

// race hands in requests at the same moment, and returns the answers in the same order.
func (s *stage) race(requests []request) ([]*answer, error) {
	answers, failures := make([]*answer, len(requests)), make([]error, len(requests))
	var ready, done sync.WaitGroup
	ready.Add(1)
	for i, r := range requests {
		done.Add(1)
		go func(i int, body []byte) {
			defer done.Done()
			ready.Wait()
			answers[i], failures[i] = s.witness.post(body, int64(len(body)))
		}(i, r.body())
	}
	ready.Done()
	done.Wait()
	for _, err := range failures {
		if err != nil {
			return nil, err
		}
	}
	return answers, nil
}

// want checks a status.
func want(got *answer, statuses ...int) error {
	for _, status := range statuses {
		if got.status == status {
			return nil
		}
	}
	return fmt.Errorf("HTTP %d, want %v: %.200q", got.status, statuses, got.body)
}

// wantConflict checks that an answer names the size that is remembered, as specified.
func wantConflict(got *answer, size int64) error {
	if err := want(got, http.StatusConflict); err != nil {
		return err
	}
	if string(got.body) != fmt.Sprintf("%d\n", size) {
		return fmt.Errorf("the body is %.200q, want %d", got.body, size)
	}
	if got.kind != sizeType {
		return fmt.Errorf("Content-Type %q, want %q", got.kind, sizeType)
	}
	return nil
}
