package main

import (
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const proofHeader = "c2sp.org/tlog-proof@v1"

// checkEntries is the command `entry`: files, and beside each the proof that it is in the log.
func checkEntries(flags *flag.FlagSet, words []string, report *report) error {
	var keys keyring
	keys.declare(flags)
	if err := parse(flags, words, 2); err != nil {
		return err
	}
	if err := keys.open(); err != nil {
		return err
	}
	files := flags.Args()
	if len(files)%2 != 0 {
		return &useError{"entry: want a proof beside each entry"}
	}
	for ; len(files) > 0; files = files[2:] {
		entry, err := os.ReadFile(files[0])
		if err != nil {
			return err
		}
		raw, err := os.ReadFile(files[1])
		if err != nil {
			return err
		}
		if err := checkProof(raw, tlog.RecordHash(entry), -1, &keys); err != nil {
			return disagree("proof", files[1], "%v", err)
		}
		report.add(fact{"check": "proof", "what": files[1]})
	}
	return nil
}

// checkProof checks a file of c2sp.org/tlog-proof; a wanted index below 0 is any.
func checkProof(raw []byte, leaf tlog.Hash, wanted int64, keys *keyring) error {
	text, note, ok := strings.Cut(string(raw), "\n\n")
	lines := strings.Split(text, "\n")
	if !ok || len(lines) < 2 || lines[0] != proofHeader {
		return errors.New("not a proof")
	}
	lines = lines[1:]
	if extra := strings.TrimPrefix(lines[0], "extra "); extra != lines[0] && len(lines) > 1 {
		if _, err := base64.StdEncoding.Strict().DecodeString(extra); err != nil {
			return err
		}
		lines = lines[1:]
	}
	if !strings.HasPrefix(lines[0], "index ") {
		return errors.New("it has no index")
	}
	index, err := parseNumber(strings.TrimPrefix(lines[0], "index "))
	if err != nil {
		return err
	}
	if wanted >= 0 && index != wanted {
		return fmt.Errorf("it is of leaf %d", index)
	}
	return checkPath(lines[1:], []byte(note), index, leaf, keys)
}

func checkPath(lines []string, raw []byte, index int64, leaf tlog.Hash, keys *keyring) error {
	var path tlog.RecordProof
	for _, line := range lines {
		hash, err := parseHash(line)
		if err != nil {
			return err
		}
		path = append(path, hash)
	}
	head, err := openCheckpoint(raw, keys)
	if err != nil {
		return err
	}
	if index >= head.tree.N {
		return fmt.Errorf("leaf %d of %d", index, head.tree.N)
	}
	return tlog.CheckRecord(path, head.tree.N, head.tree.Hash, index, leaf)
}
