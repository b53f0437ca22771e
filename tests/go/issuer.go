package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	noteType = 0x01
	records  = 20
)

// An issuer is a log that the driver keeps, to show it to a witness: its key follows from its name.
type issuer struct {
	origin string
	vkey   string
	signer note.Signer
	tree   tree
}

// newIssuer returns the log of an origin whose key is named like it.
func newIssuer(origin string) *issuer { return newIssuerNamed(origin, origin) }

func newIssuerNamed(origin, name string) *issuer {
	log := &issuer{origin: origin}
	log.signer, log.vkey = newKey(name, name)
	for number := 0; number < records; number++ {
		log.tree.grow([]byte(fmt.Sprintf("%s %d", origin, number)))
	}
	return log
}

// newKey returns a key that follows from a seed.
func newKey(name, seed string) (note.Signer, string) {
	secret := sha256.Sum256([]byte("proof: a key that everybody knows: " + seed))
	public := ed25519.NewKeyFromSeed(secret[:]).Public().(ed25519.PublicKey)
	typed := append([]byte{noteType}, public...)
	id := keyID(name, typed)
	encode := base64.StdEncoding.EncodeToString
	private := encode(append([]byte{noteType}, secret[:]...))
	signer, err := note.NewSigner(fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", name, id, private))
	if err != nil {
		panic(err)
	}
	return signer, fmt.Sprintf("%s+%08x+%s", name, id, encode(typed))
}

// fork returns a log of the same key and another history after its first record.
func (l *issuer) fork() *issuer {
	other := &issuer{origin: l.origin, vkey: l.vkey, signer: l.signer}
	other.tree.grow([]byte(l.origin + " 0"))
	for number := 1; number < records; number++ {
		other.tree.grow([]byte(fmt.Sprintf("another history: %s %d", l.origin, number)))
	}
	return other
}

// text returns the text of the checkpoint of a size.
func (l *issuer) text(size int64) string {
	root, err := l.tree.root(size)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("%s\n%d\n%s\n", l.origin, size, root)
}

// sign returns a note over any text.
func (l *issuer) sign(text string, others ...note.Signer) []byte {
	signers := append([]note.Signer{l.signer}, others...)
	raw, err := note.Sign(&note.Note{Text: text}, signers...)
	if err != nil {
		panic(err)
	}
	return raw
}

// line returns a signature line as it stands in a note, with any bytes for a signature.
func (l *issuer) line(name string, id uint32, signature []byte) string {
	raw := binary.BigEndian.AppendUint32(nil, id)
	raw = append(raw, signature...)
	return fmt.Sprintf("— %s %s\n", name, base64.StdEncoding.EncodeToString(raw))
}

// proof returns the hashes that lead from one size to another, as lines.
func (l *issuer) proof(old, size int64) []string {
	lines := []string{}
	if old == 0 || old >= size {
		return lines
	}
	path, err := tlog.ProveTree(size, old, &l.tree)
	if err != nil {
		panic(err)
	}
	for _, hash := range path {
		lines = append(lines, hash.String())
	}
	return lines
}

// ask returns the request that a good log makes.
func (l *issuer) ask(old, size int64) request {
	return request{fmt.Sprintf("old %d", old), l.proof(old, size), l.sign(l.text(size))}
}
