package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

const (
	cosignatureType = 0x04
	timestampSize   = 8
)

// A cosigner verifies what a witness has signed: c2sp.org/tlog-cosignature, Ed25519. It is a
// note.Verifier, so that sumdb opens a checkpoint with it as with any other key.
type cosigner struct {
	name   string
	id     uint32
	public ed25519.PublicKey
}

func newCosigner(vkey string) (*cosigner, error) {
	name, rest, _ := strings.Cut(vkey, "+")
	hash, key, ok := strings.Cut(rest, "+")
	raw, err := base64.StdEncoding.DecodeString(key)
	if !ok || err != nil || len(raw) != 1+ed25519.PublicKeySize || raw[0] != cosignatureType {
		return nil, errors.New("want name+id+key, of the type 0x04")
	}
	id, err := strconv.ParseUint(hash, 16, 32)
	if err != nil || len(hash) != 8 || uint32(id) != keyID(name, raw) {
		return nil, fmt.Errorf("%s is not the id of this name and key", hash)
	}
	return &cosigner{name, uint32(id), raw[1:]}, nil
}

// keyID returns the id of a public key, given with its type before it.
func keyID(name string, typed []byte) uint32 {
	sum := sha256.Sum256(append([]byte(name+"\n"), typed...))
	return binary.BigEndian.Uint32(sum[:])
}

// Name returns the name of the witness.
func (c *cosigner) Name() string { return c.name }

// KeyHash returns the id of its key.
func (c *cosigner) KeyHash() uint32 { return c.id }

// Verify tells whether the witness has signed a checkpoint's text at the time that it says.
func (c *cosigner) Verify(text, signature []byte) bool {
	if len(signature) != timestampSize+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(signature)
	if at == 0 || at > 1<<63-1 {
		return false
	}
	signed := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", at)), text...)
	return ed25519.Verify(c.public, signed, signature[timestampSize:])
}
