package main

import (
	"flag"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// inclusionsMax is how many leaves get a proof of their own: all of a small log's. Every entry was
// hashed into the root before, whatever its number.
const inclusionsMax = 4096

// An audit reads a whole log and recomputes it.
type audit struct {
	keys   keyring
	source source
	report *report
	head   *head
	tree   tree
}

// checkLog is the command `log`.
func checkLog(flags *flag.FlagSet, words []string, report *report) error {
	a := &audit{report: report}
	var old, seen list
	var api string
	var untyped, series bool
	a.keys.declare(flags)
	flags.Var(&old, "old", "`file` with an older checkpoint of the log")
	flags.Var(&seen, "seen", "`file` with an older one that every named witness has cosigned")
	flags.StringVar(&api, "api", "", "`address` of a server that proves things when asked")
	flags.BoolVar(&untyped, "untyped", false, "allow any Content-Type, as plain file servers give")
	flags.BoolVar(&series, "series", false, "check the old checkpoints that a mirror keeps")
	if err := parse(flags, words, 1); err != nil {
		return err
	}
	if err := a.keys.open(); err != nil {
		return err
	}
	if len(seen) > 0 && len(a.keys.witnesses) == 0 {
		return &useError{"-seen: want the witnesses that have seen it"}
	}
	a.source = openSource(flags.Arg(0), untyped)
	if err := a.whole(); err != nil {
		return err
	}
	if series {
		if err := a.series(); err != nil {
			return err
		}
	}
	if _, err := a.past("witnessed", seen, len(a.keys.witnesses)); err != nil {
		return err
	}
	heads, err := a.past("consistency", old, 0)
	if err != nil || api == "" {
		return err
	}
	return a.ask(strings.TrimRight(api, "/"), heads)
}

// whole checks everything that a log of this size consists of.
func (a *audit) whole() error {
	for _, step := range []func() error{
		a.checkpoint, a.entries, a.root, a.tiles, a.leftovers, a.inclusions,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (a *audit) checkpoint() error {
	raw, err := a.source.read(checkpoint)
	if err != nil {
		return disagree("checkpoint", checkpoint, "%v", err)
	}
	if a.head, err = openCheckpoint(raw, &a.keys); err != nil {
		return disagree("checkpoint", checkpoint, "%v", err)
	}
	a.report.add(fact{
		"check": "checkpoint", "origin": a.head.origin, "size": a.head.tree.N,
		"root": a.head.tree.Hash.String(), "witnesses": len(a.head.witnessed),
	})
	return nil
}

func (a *audit) entries() error {
	// One bundle at a time: a size is only what the log has signed, and may be of no use.
	for size := a.head.tree.N; a.tree.size < size; {
		bundle := tileAt(entriesLevel, a.tree.size>>tileHeight, size)
		path := tilePath(bundle)
		raw, err := a.source.read(path)
		if err != nil {
			return disagree("entries", path, "%v", err)
		}
		entries, err := splitBundle(raw)
		if err != nil {
			return disagree("entries", path, "%v", err)
		}
		if len(entries) != bundle.W {
			return disagree("entries", path, "%d entries, want %d", len(entries), bundle.W)
		}
		for _, entry := range entries {
			a.tree.grow(entry)
		}
	}
	a.report.add(fact{"check": "entries", "count": a.tree.size})
	return nil
}

func (a *audit) root() error {
	root, err := a.tree.root(a.head.tree.N)
	if err != nil || root != a.head.tree.Hash {
		return disagree("root", checkpoint, "the entries have the root %v", root)
	}
	a.report.add(fact{"check": "root", "root": root.String()})
	return nil
}

func (a *audit) tiles() error {
	tiles := tilesOf(a.head.tree.N)
	for _, tile := range tiles {
		path := tilePath(tile)
		raw, err := a.source.read(path)
		if err != nil {
			return disagree("tile", path, "%v", err)
		}
		if err := checkTile(path, tile, raw, &a.tree); err != nil {
			return err
		}
	}
	a.report.add(fact{"check": "tile", "count": len(tiles)})
	return nil
}

// leftovers checks what a folder holds beyond its size: partial tiles of what was published before.
func (a *audit) leftovers() error {
	names, err := a.source.names()
	if err != nil {
		return disagree("folder", ".", "%v", err)
	}
	count, ahead := 0, 0
	for _, name := range names {
		if !strings.HasPrefix(name, c2spHashes) {
			continue
		}
		tile, err := parseTilePath(name)
		if err != nil {
			return disagree("folder", name, "%v", err)
		}
		if !isWithin(tile, a.tree.size) {
			ahead++ // Whoever publishes writes the checkpoint last.
			continue
		}
		if err := a.leftover(name, tile); err != nil {
			return err
		}
		count++
	}
	a.report.add(fact{"check": "folder", "count": count, "ahead": ahead})
	return nil
}

func (a *audit) leftover(name string, tile tlog.Tile) error {
	raw, err := a.source.read(name)
	if err != nil {
		return disagree("folder", name, "%v", err)
	}
	if tile.L == entriesLevel {
		return checkBundle(name, tile, raw, &a.tree)
	}
	return checkTile(name, tile, raw, &a.tree)
}

// inclusions proves leaves from the tiles alone, as a client does that has no entries.
func (a *audit) inclusions() error {
	size := a.head.tree.N
	reader := tlog.TileHashReader(a.head.tree, &tileReader{a.source, map[string][]byte{}})
	step := size/inclusionsMax + 1
	count := 0
	for index := size - 1; index >= 0; index -= step {
		path, err := tlog.ProveRecord(size, index, reader)
		if err != nil {
			return disagree("inclusion", checkpoint, "leaf %d: %v", index, err)
		}
		leaf := a.tree.hashes[tlog.StoredHashIndex(0, index)]
		if err := tlog.CheckRecord(path, size, a.head.tree.Hash, index, leaf); err != nil {
			return disagree("inclusion", checkpoint, "leaf %d: %v", index, err)
		}
		count++
	}
	a.report.add(fact{"check": "inclusion", "count": count})
	return nil
}

// past checks that older checkpoints are true of the log that is there today, and that so many
// witnesses have seen each.
func (a *audit) past(check string, files []string, need int) ([]*head, error) {
	var heads []*head
	keys := a.keys
	keys.need = need
	reader := tlog.TileHashReader(a.head.tree, &tileReader{a.source, map[string][]byte{}})
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		older, err := openCheckpoint(raw, &keys)
		if err != nil {
			return nil, disagree(check, file, "%v", err)
		}
		if err := a.extends(older, reader); err != nil {
			return nil, disagree(check, file, "%v", err)
		}
		heads = append(heads, older)
	}
	a.report.add(fact{"check": check, "count": len(heads)})
	return heads, nil
}

func (a *audit) extends(older *head, reader tlog.HashReader) error {
	if older.tree.N == 0 {
		return nil // Every log extends the empty one, whose root was checked when it was read.
	}
	now := a.head.tree
	path, err := tlog.ProveTree(now.N, older.tree.N, reader)
	if err != nil {
		return err
	}
	return tlog.CheckTree(path, now.N, now.Hash, older.tree.N, older.tree.Hash)
}
