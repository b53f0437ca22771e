package main

import (
	"encoding/base64"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	seriesFolder = "checkpoints/"
	level0       = "tile/0/"
)

// seriesPath returns where a mirror keeps its files of old checkpoints: numbered like tiles.
func seriesPath(number int64) string {
	tile := tlog.Tile{H: tileHeight, L: 0, N: number, W: tileWidth}
	return seriesFolder + strings.TrimPrefix(tilePath(tile), level0)
}

// series checks every checkpoint that a mirror has seen, oldest first.
func (a *audit) series() error {
	var heads []*head
	keys := a.keys
	keys.need = 0
	reader := tlog.TileHashReader(a.head.tree, &tileReader{a.source, map[string][]byte{}})
	for number, isFull := int64(0), true; isFull; number++ {
		path := seriesPath(number)
		raw, err := a.source.read(path)
		if err != nil && number > 0 {
			break // The file before it was full, and the last one.
		} else if err != nil {
			return disagree("series", path, "%v", err)
		}
		lines := strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
		isFull = len(lines) == tileWidth
		for row, line := range lines {
			older, err := a.seen(line, &keys, reader)
			if err != nil {
				return disagree("series", path, "line %d: %v", row+1, err)
			}
			heads = append(heads, older)
		}
	}
	return a.checkOrder(heads)
}

func (a *audit) seen(line string, keys *keyring, reader tlog.HashReader) (*head, error) {
	raw, err := base64.StdEncoding.Strict().DecodeString(line)
	if err != nil {
		return nil, err
	}
	older, err := openCheckpoint(raw, keys)
	if err != nil {
		return nil, err
	}
	return older, a.extends(older, reader)
}

// checkOrder wants checkpoints of growing size, of which the newest is the one that is shown.
func (a *audit) checkOrder(heads []*head) error {
	size := int64(-1)
	for _, older := range heads {
		if older.tree.N <= size {
			return disagree("series", seriesFolder, "%d after %d", older.tree.N, size)
		}
		size = older.tree.N
	}
	if size != a.head.tree.N {
		return disagree("series", seriesFolder, "it ends with %d of %d", size, a.head.tree.N)
	}
	a.report.add(fact{"check": "series", "count": len(heads)})
	return nil
}
