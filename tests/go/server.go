package main

import (
	"encoding/json"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

const jsonType = "application/json"

// ask lets a server prove every leaf and every old checkpoint, and checks its proofs.
func (a *audit) ask(api string, heads []*head) error {
	count := 0
	for index := int64(0); index < a.head.tree.N; index += a.head.tree.N/inclusionsMax + 1 {
		url := fmt.Sprintf("%s/proofs/%d", api, index)
		raw, err := fetch(url, textType)
		if err != nil {
			return disagree("served inclusion", url, "%v", err)
		}
		leaf := a.tree.hashes[tlog.StoredHashIndex(0, index)]
		if err := checkProof(raw, leaf, index, &a.keys); err != nil {
			return disagree("served inclusion", url, "%v", err)
		}
		count++
	}
	a.report.add(fact{"check": "served inclusion", "count": count})
	for _, older := range heads {
		if err := a.askConsistency(api, older); err != nil {
			return err
		}
	}
	a.report.add(fact{"check": "served consistency", "count": len(heads)})
	return nil
}

func (a *audit) askConsistency(api string, older *head) error {
	now := a.head.tree
	url := fmt.Sprintf("%s/consistency?from=%d&to=%d", api, older.tree.N, now.N)
	raw, err := fetch(url, jsonType)
	if err != nil {
		return disagree("served consistency", url, "%v", err)
	}
	var answer struct {
		Consistency tlog.TreeProof `json:"consistency"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return disagree("served consistency", url, "%v", err)
	}
	if older.tree.N == 0 {
		return nil
	}
	path := answer.Consistency
	if err := tlog.CheckTree(path, now.N, now.Hash, older.tree.N, older.tree.Hash); err != nil {
		return disagree("served consistency", url, "%v", err)
	}
	return nil
}
