package main

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A head is what a checkpoint says, after its signatures were verified.
type head struct {
	origin    string
	tree      tlog.Tree
	witnessed []string
}

// openCheckpoint verifies a checkpoint's signatures and reads it: one spelling only.
func openCheckpoint(raw []byte, keys *keyring) (*head, error) {
	opened, err := note.Open(raw, keys.all)
	if err != nil {
		return nil, err
	}
	if err := checkSpelling(raw); err != nil {
		return nil, err
	}
	found := &head{}
	isSigned := false
	for _, signature := range opened.Sigs {
		if signature.Name == keys.log.Name() && signature.Hash == keys.log.KeyHash() {
			isSigned = true
		} else {
			found.witnessed = append(found.witnessed, signature.Name)
		}
	}
	if !isSigned {
		return nil, fmt.Errorf("%s has not signed it", keys.log.Name())
	}
	if len(found.witnessed) < keys.need {
		return nil, fmt.Errorf("%d witnesses, want %d", len(found.witnessed), keys.need)
	}
	if err := found.parse(opened.Text); err != nil {
		return nil, err
	}
	if found.origin != keys.log.Name() {
		return nil, fmt.Errorf("it is of the log %q", found.origin)
	}
	return found, nil
}

// checkSpelling refuses signatures that have a second spelling, which sumdb does not mind.
func checkSpelling(raw []byte) error {
	_, lines, _ := strings.Cut(string(raw), "\n\n")
	for _, line := range strings.Split(strings.TrimSuffix(lines, "\n"), "\n") {
		signature := line[strings.LastIndex(line, " ")+1:]
		if _, err := base64.StdEncoding.Strict().DecodeString(signature); err != nil {
			return err
		}
	}
	return nil
}

// parse reads the text: c2sp.org/tlog-checkpoint without extension lines.
func (h *head) parse(text string) error {
	lines := strings.SplitAfter(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return fmt.Errorf("%d lines, want 3", len(lines)-1)
	}
	h.origin = strings.TrimSuffix(lines[0], "\n")
	size, err := parseNumber(strings.TrimSuffix(lines[1], "\n"))
	if err != nil {
		return err
	}
	root, err := parseHash(strings.TrimSuffix(lines[2], "\n"))
	if err != nil {
		return err
	}
	h.tree = tlog.Tree{N: size, Hash: root}
	if size == 0 && root != emptyRoot() {
		return fmt.Errorf("size 0 with the root of another tree")
	}
	return nil
}

// parseNumber reads a decimal number that is written in the only way there is.
func parseNumber(text string) (int64, error) {
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil || number < 0 || strconv.FormatInt(number, 10) != text {
		return 0, fmt.Errorf("%q is no size", text)
	}
	return number, nil
}

// parseHash reads a hash that is written in the only way there is.
func parseHash(text string) (tlog.Hash, error) {
	hash, err := tlog.ParseHash(text)
	if err == nil && hash.String() != text {
		err = fmt.Errorf("%q is not how this hash is written", text)
	}
	return hash, err
}

// emptyRoot returns the root of the empty tree; sumdb knows only trees with something in them.
func emptyRoot() tlog.Hash { return sha256.Sum256(nil) }
