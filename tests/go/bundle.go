package main

import (
	"encoding/binary"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

const lengthSize = 2

// splitBundle returns the entries of a bundle: each with its length before it, nothing between.
func splitBundle(raw []byte) ([][]byte, error) {
	var entries [][]byte
	for len(raw) > 0 {
		if len(raw) < lengthSize {
			return nil, fmt.Errorf("a length is cut off after entry %d", len(entries))
		}
		length := int(binary.BigEndian.Uint16(raw))
		raw = raw[lengthSize:]
		if len(raw) < length {
			return nil, fmt.Errorf("entry %d of the bundle is cut off", len(entries))
		}
		entries = append(entries, raw[:length])
		raw = raw[length:]
	}
	return entries, nil
}

// checkBundle compares a bundle as it was read with the leaves that are known.
func checkBundle(path string, tile tlog.Tile, raw []byte, hashes tlog.HashReader) error {
	entries, err := splitBundle(raw)
	if err != nil {
		return disagree("entries", path, "%v", err)
	}
	if len(entries) != tile.W {
		return disagree("entries", path, "%d entries, want %d", len(entries), tile.W)
	}
	for offset, entry := range entries {
		index := tlog.StoredHashIndex(0, tile.N<<tileHeight+int64(offset))
		want, err := hashes.ReadHashes([]int64{index})
		if err != nil || want[0] != tlog.RecordHash(entry) {
			return disagree("entries", path, "entry %d has another hash", offset)
		}
	}
	return nil
}
