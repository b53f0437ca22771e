package main

import (
	"fmt"
	"math"
	"net/http"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

const rotation = "two keys"

// acceptance is what a witness has to cosign.
var acceptance = []play{
	{"growth", func(s *stage) {
		sizes := []int64{0, 1, 2, 3, 7, 8, 8, 13, 16, 19, 20, 20}
		for i := 1; i < len(sizes); i++ {
			name := fmt.Sprintf("from %d to %d", sizes[i-1], sizes[i])
			s.accept(name, s.log.ask(sizes[i-1], sizes[i]))
		}
	}},
	{"empty tree", func(s *stage) {
		s.accept("first contact with size 0", s.log.ask(0, 0))
		s.accept("size 0 again", s.log.ask(0, 0))
		s.conflict("old 1 where 0 is remembered", s.log.ask(1, 8))
		s.accept("growth from size 0", s.log.ask(0, 5))
		s.conflict("back to size 0", s.log.ask(0, 0))
	}},
	{"strangers beside the log", func(s *stage) {
		stranger, _ := newKey("stranger.example/log", "stranger")
		namesake, _ := newKey(s.log.origin, "namesake")
		s.accept("the line of a stranger", s.signedBeside(0, 3, stranger))
		s.accept("a key of the same name and another id", s.signedBeside(3, 4, namesake))
		id := s.log.signer.KeyHash()
		same := s.log.line("other.example/log", id, make([]byte, 64))
		s.accept("a key of another name and the same id", s.log.ask(4, 5).withLines(same))
		witness := s.log.line("witness.example/w1", 7, make([]byte, 72))
		s.accept("the cosignature of another witness", s.log.ask(5, 6).withLines(witness))
		var many []string
		for number := uint32(0); number < 15; number++ {
			many = append(many, s.log.line(fmt.Sprintf("n%d.example", number), number, []byte("?")))
		}
		s.accept("sixteen signatures", s.log.ask(6, 7).withLines(many...))
		s.accept("fifteen strangers first", s.log.ask(7, 8).linesFirst(many))
	}},
	{rotation, func(s *stage) {
		second := newIssuerNamed(s.log.origin, s.log.origin+newKeySuffix)
		s.accept("the first key", s.log.ask(0, 3))
		s.accept("both keys", s.signedBeside(3, 5, second.signer))
		s.accept("the second key alone", second.ask(5, 8))
		s.refuse("the second one broken beside the first",
			s.signedBeside(8, 9, second.signer).broken(second.signer.Name()), http.StatusForbidden)
	}},
	{"largest size", func(s *stage) {
		size := fmt.Sprint(int64(math.MaxInt64))
		text := strings.Replace(s.log.text(8), "\n8\n", "\n"+size+"\n", 1)
		s.accept("2^63-1 entries", s.log.ask(0, 8).withText(s.log, text))
		s.conflict("and never fewer", s.log.ask(0, 8))
	}},
	{"chunks", func(s *stage) {
		s.acceptBody("a body without a length", s.log.ask(0, 8), -1)
	}},
	{"extension line", func(s *stage) {
		// A checkpoint may have them; tlog-cosignature wants them signed with the rest. A witness
		// that refuses all such checkpoints is strict, one that drops the line would be wrong.
		r := s.log.ask(0, 8).withText(s.log, s.log.text(8)+"an extension\n")
		got, err := s.witness.post(r.body(), int64(len(r.body())))
		if err == nil && got.status == http.StatusOK {
			err = s.witness.checkCosigned(r.note, got.body, s.keys)
			s.remember(r)
		} else if err == nil {
			err = want(got, http.StatusBadRequest)
		}
		s.tell("is cosigned with the rest, or refused", got.status, err)
	}},
}

// signedBeside returns a good request that another key has signed too.
func (s *stage) signedBeside(old, size int64, other note.Signer) request {
	return s.log.ask(old, size).withNote(s.log.sign(s.log.text(size), other))
}

// linesFirst puts signature lines before the log's own.
func (r request) linesFirst(lines []string) request {
	return r.swapped("\n\n", "\n\n"+strings.Join(lines, ""))
}

// broken changes the last bytes of the signature of one key.
func (r request) broken(name string) request {
	lines := strings.SplitAfter(string(r.note), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "— "+name+" ") {
			end := len(line) - len("AAA=\n")
			lines[i] = line[:end] + "AAA=\n"
			if lines[i] == line {
				lines[i] = line[:end] + "BBA=\n"
			}
		}
	}
	return r.withNote([]byte(strings.Join(lines, "")))
}
