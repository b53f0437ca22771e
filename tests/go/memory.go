package main

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
)

// checkMemory is the command `memory`: after a restart, the witness has forgotten nothing of what a
// report of the command `witness` says.
func checkMemory(flags *flag.FlagSet, words []string, report *report) error {
	path := flags.String("report", "", "`file` with what the command witness has answered")
	witness, err := witnessOf(flags, words)
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(*path)
	if err != nil {
		return &useError{"-report: " + err.Error()}
	}
	failures := 0
	for lines := json.NewDecoder(strings.NewReader(string(raw))); lines.More(); {
		var line struct {
			Origin, Text string
			Known        bool
			Size         int64
		}
		if err := lines.Decode(&line); err != nil {
			return err
		}
		if line.Origin == "" {
			continue
		}
		stage, err := newStage(witness, report, strings.TrimPrefix(line.Origin, originPrefix))
		if err != nil {
			return err
		}
		stage.isKnown, stage.size, stage.text = line.Known, line.Size, line.Text
		stage.conclude()
		failures += stage.failures
	}
	if failures > 0 {
		return disagree("memory", witness.address, "%d cases", failures)
	}
	return nil
}
