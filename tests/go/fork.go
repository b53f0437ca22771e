package main

import (
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"math/bits"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	forkHeader  = "segel/equivocation/v1"
	forkCharter = 1
	forkSmaller = 2
	forkLarger  = 3
	forkHashes  = 4
)

// convictLogs is the command `fork`: files that say a log has signed two histories. It agrees with
// a file that proves it.
func convictLogs(flags *flag.FlagSet, words []string, report *report) error {
	var keys keyring
	keys.declare(flags)
	if err := parse(flags, words, 1); err != nil {
		return err
	}
	if err := keys.open(); err != nil {
		return err
	}
	for _, file := range flags.Args() {
		raw, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		smaller, larger, err := convict(string(raw), &keys)
		if err != nil {
			return disagree("fork", file, "%v", err)
		}
		report.add(fact{"check": "fork", "what": file, "sizes": []int64{smaller, larger}})
	}
	return nil
}

// convict reads a file, and returns the sizes of two checkpoints that cannot both be true.
func convict(text string, keys *keyring) (int64, int64, error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) < forkHashes || lines[0] != forkHeader {
		return 0, 0, errors.New("not of the form")
	}
	if _, err := block(lines[forkCharter], "charter "); err != nil {
		return 0, 0, err
	}
	var heads []*head
	for _, line := range lines[forkSmaller:forkHashes] {
		raw, err := block(line, "checkpoint ")
		if err != nil {
			return 0, 0, err
		}
		signed, err := openCheckpoint(raw, keys)
		if err != nil {
			return 0, 0, err
		}
		heads = append(heads, signed)
	}
	var hashes tlog.TreeProof
	for _, line := range lines[forkHashes:] {
		hash, err := parseHash(strings.TrimPrefix(line, "hash "))
		if err != nil {
			return 0, 0, err
		}
		hashes = append(hashes, hash)
	}
	smaller, larger := heads[0].tree, heads[1].tree
	return smaller.N, larger.N, contradict(smaller, larger, hashes)
}

// contradict wants two trees of which the larger one does not begin with the smaller one.
func contradict(smaller, larger tlog.Tree, hashes tlog.TreeProof) error {
	if smaller.N == larger.N && len(hashes) == 0 {
		if smaller.Hash == larger.Hash {
			return errors.New("it is one checkpoint twice")
		}
		return nil
	}
	if smaller.N < 1 || smaller.N >= larger.N || len(hashes) == 0 {
		return fmt.Errorf("%d hashes say nothing of %d and %d", len(hashes), smaller.N, larger.N)
	}
	was, path := beginning(smaller.N, larger.N, hashes)
	// Ours only proposes what the larger tree began with; whether it did, sumdb says.
	if err := tlog.CheckTree(path, larger.N, larger.Hash, smaller.N, was); err != nil {
		return err
	}
	if was == smaller.Hash {
		return errors.New("both can be true: the larger one begins with the smaller one")
	}
	return nil
}

// beginning returns the root of the first `old` entries to which hashes lead, and the RFC 6962
// consistency proof that is in them: they have the older root before it where RFC 6962 does not.
func beginning(old, size int64, hashes tlog.TreeProof) (tlog.Hash, tlog.TreeProof) {
	if old&(old-1) == 0 {
		return hashes[0], hashes[1:]
	}
	shift := bits.TrailingZeros64(uint64(old))
	inner := bits.Len64(uint64((old-1)^(size-1))) - shift
	was := hashes[0]
	for depth, sibling := range hashes[1:] {
		if depth >= inner || (old-1)>>shift>>depth&1 == 1 {
			was = tlog.NodeHash(sibling, was)
		}
	}
	return was, hashes
}

// block returns the bytes in a line that begins with a word.
func block(line, word string) ([]byte, error) {
	if !strings.HasPrefix(line, word) {
		return nil, fmt.Errorf("want a line %q", word)
	}
	return base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(line, word))
}
