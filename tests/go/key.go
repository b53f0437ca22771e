package main

import (
	"flag"

	"golang.org/x/mod/sumdb/note"
)

// A keyring is whom a checkpoint has to be signed by: the log, and so many of the witnesses.
type keyring struct {
	vkey      string
	witnesses list
	need      int
	log       note.Verifier
	all       note.Verifiers
}

// declare adds the flags that name the keys.
func (k *keyring) declare(flags *flag.FlagSet) {
	flags.StringVar(&k.vkey, "key", "", "verifier `key` of the log")
	flags.Var(&k.witnesses, "witness", "verifier `key` of a witness, type 0x04")
	flags.IntVar(&k.need, "need", 0, "cosignatures that a checkpoint needs")
}

// open reads the keys that the flags have named.
func (k *keyring) open() error {
	var err error
	if k.log, err = note.NewVerifier(k.vkey); err != nil {
		return &useError{"-key: " + err.Error()}
	}
	known := []note.Verifier{k.log}
	for _, vkey := range k.witnesses {
		cosigner, err := newCosigner(vkey)
		if err != nil {
			return &useError{"-witness: " + err.Error()}
		}
		known = append(known, cosigner)
	}
	k.all = note.VerifierList(known...)
	return nil
}
