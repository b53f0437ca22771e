package main

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// A tree is every hash of a log, made from its entries by sumdb alone.
type tree struct {
	size   int64
	hashes []tlog.Hash
}

// grow appends one entry.
func (t *tree) grow(entry []byte) {
	added, err := tlog.StoredHashes(t.size, entry, t)
	if err != nil {
		panic(err) // It reads only what it has written.
	}
	t.hashes = append(t.hashes, added...)
	t.size++
}

// ReadHashes returns hashes by the number under which sumdb stores them.
func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, 0, len(indexes))
	for _, index := range indexes {
		if index < 0 || index >= int64(len(t.hashes)) {
			return nil, fmt.Errorf("the entries make no hash number %d", index)
		}
		found = append(found, t.hashes[index])
	}
	return found, nil
}

// root returns the root of the first entries.
func (t *tree) root(size int64) (tlog.Hash, error) {
	if size == 0 {
		return emptyRoot(), nil
	}
	return tlog.TreeHash(size, t)
}
