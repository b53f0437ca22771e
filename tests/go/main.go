// Proof checks a log, its offline proofs and a witness with other people's code: the Go team's
// golang.org/x/mod/sumdb, which runs the checksum database of every Go program. Nothing of Segel is
// used, so that Segel's own code and its own checker cannot agree on the same mistake.
//
//	proof log      -key VKEY [-witness VKEY]... [-need N] [-old FILE]...
//	               [-seen FILE]... [-api ADDRESS] [-series] [-untyped] TARGET
//	proof entry    -key VKEY [-witness VKEY]... [-need N] ENTRY PROOF [ENTRY PROOF]...
//	proof fork     -key VKEY FILE...
//	proof keys
//	proof witness  -key VKEY ADDRESS
//	proof memory   -key VKEY -report FILE ADDRESS
//
// TARGET is a folder or an address with `checkpoint` and `tile/` below it. Every line of the answer
// is a JSON object; the last one has a verdict. The status is 0 if everything agrees, 1 if
// something does not, 2 if the words make no sense.
package main

import (
	"flag"
	"fmt"
	"os"
)

const (
	statusAgrees    = 0
	statusDisagrees = 1
	statusWrongUse  = 2
)

var commands = map[string]func(*flag.FlagSet, []string, *report) error{
	"log":     checkLog,
	"entry":   checkEntries,
	"fork":    convictLogs,
	"keys":    listKeys,
	"witness": driveWitness,
	"memory":  checkMemory,
}

func main() {
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "proof: want log, entry, fork, keys, witness or memory")
		os.Exit(statusWrongUse)
	}
	flags := flag.NewFlagSet(os.Args[1], flag.ContinueOnError)
	report := newReport(os.Stdout)
	err := commands[os.Args[1]](flags, os.Args[2:], report)
	if _, wrong := err.(*useError); wrong {
		fmt.Fprintln(os.Stderr, "proof:", err)
		os.Exit(statusWrongUse)
	}
	report.conclude(err)
	if err != nil {
		os.Exit(statusDisagrees)
	}
	os.Exit(statusAgrees)
}

// A useError says that a command was called with words that make no sense.
type useError struct{ reason string }

func (e *useError) Error() string { return e.reason }

// parse reads the flags of a command, and wants so many words after them at least.
func parse(flags *flag.FlagSet, words []string, least int) error {
	if err := flags.Parse(words); err != nil {
		return &useError{err.Error()}
	}
	if flags.NArg() < least {
		return &useError{fmt.Sprintf("%s: want %d more words", flags.Name(), least-flags.NArg())}
	}
	return nil
}

// A list is a flag that may be given more than once.
type list []string

func (l *list) String() string { return fmt.Sprint(*l) }

// Set appends one value.
func (l *list) Set(value string) error {
	*l = append(*l, value)
	return nil
}
