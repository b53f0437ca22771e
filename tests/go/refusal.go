package main

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// refusals are requests that are in form, and not to be cosigned: 403, 404, 405 and 422.
var refusals = []play{
	{"no such tree", func(s *stage) {
		nothing := s.log.text(0)
		root := base64.StdEncoding.EncodeToString(sha256Of(nil))
		for _, v := range []variant{
			{"the root of a tree", s.rootOf(8)},
			{"zeros for a root", tlog.Hash{}.String()},
			{"the hash of an empty leaf", tlog.RecordHash(nil).String()},
		} {
			text := strings.Replace(nothing, root, v.text, 1)
			s.refuse("size 0 with "+v.name, s.log.ask(0, 0).withText(s.log, text),
				http.StatusUnprocessableEntity)
		}
		s.refuse("size 0 with a proof", s.log.ask(0, 0).withProof(hashLine(1)),
			http.StatusUnprocessableEntity)
		s.refuse("old 1 of size 0", s.log.ask(1, 0), http.StatusBadRequest)
	}},
	{"proof from nothing", func(s *stage) {
		s.refuse("one hash", s.log.ask(0, 8).withProof(hashLine(1)), http.StatusUnprocessableEntity)
		s.refuse("the root", s.log.ask(0, 8).withProof(s.rootOf(8)), http.StatusUnprocessableEntity)
	}},
	{"proof", func(s *stage) {
		s.accept("size 5", s.log.ask(0, 5))
		good := s.log.proof(5, 13)
		last := len(good) - 1
		for _, v := range []struct {
			name  string
			lines []string
		}{
			{"none", nil},
			{"a hash too few", good[:last]},
			{"a hash too many", append(append([]string{}, good...), hashLine(1))},
			{"another hash", append(append([]string{}, good[:last]...), hashLine(1))},
			{"in another order", append([]string{good[last]}, good[:last]...)},
			{"of another size", s.log.proof(4, 13)},
			{"of other entries", s.log.fork().proof(5, 13)},
			{"63 lines", strings.Fields(strings.Repeat(hashLine(1)+" ", 63))},
		} {
			s.refuse(v.name, s.log.ask(5, 13).withProof(v.lines...), http.StatusUnprocessableEntity)
		}
		s.refuse("of a size that did not change", s.log.ask(5, 5).withProof(hashLine(1)),
			http.StatusUnprocessableEntity)
		s.accept("the right one after all that", s.log.ask(5, 13))
	}},
	{"fork", func(s *stage) {
		s.accept("size 8", s.log.ask(0, 8))
		fork := s.log.fork()
		s.refuse("the same size, another root", fork.ask(8, 8), http.StatusUnprocessableEntity)
		s.refuse("another history that grows", fork.ask(8, 13), http.StatusUnprocessableEntity)
		s.refuse("a proof of its own for another root",
			s.log.ask(8, 13).withNote(fork.sign(fork.text(13))), http.StatusUnprocessableEntity)
		s.conflict("another history from its beginning", fork.ask(0, 8))
		s.accept("the first history goes on", s.log.ask(8, 13))
	}},
	{"signature", func(s *stage) {
		stranger, namesake, neighbour := *s.log, *s.log, *s.log
		stranger.signer, _ = newKey("stranger.example/log", "stranger")
		namesake.signer, _ = newKey(s.log.origin, "namesake")
		neighbour.signer = newIssuer(originOf("growth")).signer
		id, good := s.log.signer.KeyHash(), s.log.ask(0, 8)
		bad := s.log.line(s.log.origin, id, make([]byte, 64))
		for _, v := range []struct {
			name string
			request
		}{
			{"of a stranger", stranger.ask(0, 8)},
			{"of another key so named", namesake.ask(0, 8)},
			{"of another known log", neighbour.ask(0, 8)},
			{"that does not hold", good.broken(s.log.origin)},
			{"of another text", good.swapped("\n8\n", "\n9\n")},
			{"of another origin's text", good.withNote(s.log.signLike(originOf("growth")))},
			{"and one that fails", good.withLines(bad)},
			{"after one that fails", good.linesFirst([]string{bad})},
		} {
			s.refuse(v.name, v.request, http.StatusForbidden)
		}
		for _, length := range []int{0, 63, 65} {
			odd := s.log.line(s.log.origin, id, make([]byte, length))
			s.spoilt(fmt.Sprintf("of %d bytes", length), good.withoutLines().withLines(odd))
		}
	}},
	{"origin", func(s *stage) {
		for _, origin := range []string{
			"unknown.example/log", s.log.origin + "/x", strings.ToUpper(s.log.origin), "x",
		} {
			s.refuse("unknown: "+origin, newIssuer(origin).ask(0, 8), http.StatusNotFound)
			known := *s.log
			known.origin = origin
			s.refuse("unknown, of a known key: "+origin, known.ask(0, 8), http.StatusNotFound)
		}
	}},
	{"method", func(s *stage) {
		for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodDelete} {
			got, err := s.witness.request(method, "/add-checkpoint")
			s.answered(method, got, err, http.StatusMethodNotAllowed)
		}
		got, err := s.witness.monitored("unknown.example/log")
		s.answered("monitoring an unknown log", got, err, http.StatusNotFound)
	}},
}

// signLike returns a checkpoint of this log's tree and origin under a signature of another origin.
func (l *issuer) signLike(origin string) []byte {
	other := *l
	other.origin = origin
	signed := string(other.sign(other.text(8)))
	return []byte(l.text(8) + signed[strings.Index(signed, "\n\n")+1:])
}

// withoutLines takes every signature away.
func (r request) withoutLines() request {
	return r.withNote(r.note[:strings.LastIndex(string(r.note), "\n\n")+2])
}

func (s *stage) rootOf(size int64) string {
	root, err := s.log.tree.root(size)
	if err != nil {
		panic(err)
	}
	return root.String()
}

// hashLine returns a hash of nothing in particular.
func hashLine(number byte) string { return tlog.RecordHash([]byte{number}).String() }

func sha256Of(raw []byte) []byte {
	sum := sha256.Sum256(raw)
	return sum[:]
}
