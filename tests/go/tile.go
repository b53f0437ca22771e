package main

import (
	"bytes"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight   = 8
	tileWidth    = 1 << tileHeight
	entriesLevel = -1

	sumdbHashes  = "tile/8/"
	sumdbEntries = "tile/8/data/"
	c2spHashes   = "tile/"
	c2spEntries  = "tile/entries/"
)

// tilePath returns where c2sp.org/tlog-tiles puts what sumdb puts elsewhere.
func tilePath(tile tlog.Tile) string {
	if tile.L == entriesLevel {
		return c2spEntries + strings.TrimPrefix(tile.Path(), sumdbEntries)
	}
	return c2spHashes + strings.TrimPrefix(tile.Path(), sumdbHashes)
}

// parseTilePath is the inverse of tilePath.
func parseTilePath(path string) (tlog.Tile, error) {
	if strings.HasPrefix(path, c2spEntries) {
		return tlog.ParseTilePath(sumdbEntries + strings.TrimPrefix(path, c2spEntries))
	}
	return tlog.ParseTilePath(sumdbHashes + strings.TrimPrefix(path, c2spHashes))
}

// tilesOf returns every tile of hashes that a log of this size has.
func tilesOf(size int64) []tlog.Tile {
	var tiles []tlog.Tile
	for level := 0; size > 0; level, size = level+1, size>>tileHeight {
		for n := int64(0); n<<tileHeight < size; n++ {
			tiles = append(tiles, tileAt(level, n, size))
		}
	}
	return tiles
}

// tileAt returns number n of the tiles of one level that hold so many hashes or entries.
func tileAt(level int, n, size int64) tlog.Tile {
	width := size - n<<tileHeight
	if width > tileWidth {
		width = tileWidth
	}
	return tlog.Tile{H: tileHeight, L: level, N: n, W: int(width)}
}

// isWithin tells whether a log of this size has everything that a tile holds.
func isWithin(tile tlog.Tile, size int64) bool {
	for level := 0; level < tile.L; level++ {
		size >>= tileHeight
	}
	return tile.N <= size>>tileHeight && tile.N<<tileHeight+int64(tile.W) <= size
}

// checkTile compares a tile as it was read with the one that the entries hash to.
func checkTile(path string, tile tlog.Tile, raw []byte, hashes tlog.HashReader) error {
	if len(raw) != tile.W*tlog.HashSize {
		return disagree("tile", path, "%d bytes, want %d hashes", len(raw), tile.W)
	}
	want, err := tlog.ReadTileData(tile, hashes)
	if err != nil {
		return disagree("tile", path, "%v", err)
	}
	if !bytes.Equal(raw, want) {
		return disagree("tile", path, "the entries have other hashes")
	}
	return nil
}

// A tileReader gives the tiles of a source to sumdb, which trusts none of them.
type tileReader struct {
	source source
	read   map[string][]byte
}

// Height returns the height of every tile.
func (r *tileReader) Height() int { return tileHeight }

// ReadTiles returns the bytes of tiles.
func (r *tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := tilePath(tile)
		if r.read[path] == nil {
			raw, err := r.source.read(path)
			if err != nil {
				return nil, err
			}
			r.read[path] = raw
		}
		all = append(all, r.read[path])
	}
	return all, nil
}

// SaveTiles does nothing: what was read is kept as it was read.
func (r *tileReader) SaveTiles([]tlog.Tile, [][]byte) {}
