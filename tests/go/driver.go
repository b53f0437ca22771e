package main

import (
	"flag"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

const (
	originPrefix = "driver.example/"
	newKeySuffix = "-2" // A log's second key is named like the log, with this behind it.
)

// A play is a conversation with a witness about a log that nobody else talks about.
type play struct {
	name string
	act  func(*stage)
}

// plays are all conversations, of the specification: c2sp.org/tlog-witness.
func plays() []play {
	var all []play
	for _, some := range [][]play{acceptance, conflicts, refusals, forms, races} {
		all = append(all, some...)
	}
	return all
}

func originOf(name string) string { return originPrefix + strings.ReplaceAll(name, " ", "-") }

// listKeys is the command `keys`: the logs that a witness has to know before it is driven.
func listKeys(flags *flag.FlagSet, words []string, report *report) error {
	if err := parse(flags, words, 0); err != nil {
		return err
	}
	for _, play := range plays() {
		origin := originOf(play.name)
		report.add(fact{"origin": origin, "vkey": newIssuer(origin).vkey})
	}
	second := newIssuerNamed(originOf(rotation), originOf(rotation)+newKeySuffix)
	report.add(fact{"origin": second.origin, "vkey": second.vkey})
	return nil
}

// driveWitness is the command `witness`: every play, to the end even if something disagrees.
func driveWitness(flags *flag.FlagSet, words []string, report *report) error {
	witness, err := witnessOf(flags, words)
	if err != nil {
		return err
	}
	failures := 0
	for _, play := range plays() {
		stage, err := newStage(witness, report, play.name)
		if err != nil {
			return err
		}
		play.act(stage)
		stage.conclude()
		failures += stage.failures
	}
	if failures > 0 {
		return disagree("witness", witness.address, "%d cases", failures)
	}
	return nil
}

func witnessOf(flags *flag.FlagSet, words []string) (*witness, error) {
	vkey := flags.String("key", "", "verifier `key` of the witness, type 0x04")
	if err := parse(flags, words, 1); err != nil {
		return nil, err
	}
	key, err := newCosigner(*vkey)
	if err != nil {
		return nil, &useError{"-key: " + err.Error()}
	}
	return &witness{strings.TrimRight(flags.Arg(0), "/"), key}, nil
}

func newStage(witness *witness, report *report, name string) (*stage, error) {
	log := newIssuer(originOf(name))
	stage := &stage{witness: witness, report: report, play: name, log: log}
	second := newIssuerNamed(log.origin, log.origin+newKeySuffix)
	for _, vkey := range []string{log.vkey, second.vkey} {
		verifier, err := note.NewVerifier(vkey)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", vkey, err)
		}
		stage.keys = append(stage.keys, verifier)
	}
	return stage, nil
}
