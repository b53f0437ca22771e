package main

import (
	"net/http"
	"strings"
)

// A variant is a part of a request, spoilt in a way that has a name.
type variant struct{ name, text string }

// forms are requests that are none: 400. Of a checkpoint that is out of form the specification says
// only that it must not be cosigned.
var forms = []play{
	{"old line", func(s *stage) {
		for _, line := range []string{
			"", "old", "old ", "old  0", "old 0 ", " old 0", "old\t0", "OLD 0", "0", "old zero",
			"old 00", "old 01", "old +1", "old -1", "old 1_0", "old 0x1", "old 1.0", "old 1e0",
			"old ٣", "old 0\r", "\ufeffold 0", "old 0\x00", "old 9", "old 9223372036854775808",
			"old 18446744073709551616", "old " + strings.Repeat("9", 400),
		} {
			s.refuse(quote(line), s.log.ask(0, 8).withOld(line), http.StatusBadRequest)
		}
	}},
	{"proof line", func(s *stage) {
		s.accept("size 5", s.log.ask(0, 5))
		good := s.log.proof(5, 8)
		for _, v := range []variant{
			{"not base64", "?"},
			{"31 bytes", encoded(31)},
			{"33 bytes", encoded(33)},
			{"no padding", strings.TrimRight(good[0], "=")},
			{"a space behind", good[0] + " "},
			{"a CR behind", good[0] + "\r"},
			{"stray bits", strayBits(good[0])},
			{"another alphabet", strings.Repeat("-_", 21) + "A="},
		} {
			spoilt := append([]string{v.text}, good[1:]...)
			s.refuse(v.name, s.log.ask(5, 8).withProof(spoilt...), http.StatusBadRequest)
		}
		many := strings.Fields(strings.Repeat(hashLine(1)+" ", 64))
		s.refuse("64 lines", s.log.ask(5, 8).withProof(many...), http.StatusBadRequest)
		s.refuse("1000 lines", s.log.ask(5, 8).withProof(
			strings.Fields(strings.Repeat(hashLine(1)+" ", 1000))...), http.StatusBadRequest)
	}},
	{"body", func(s *stage) {
		whole := string(s.log.ask(0, 8).body())
		head, note, _ := strings.Cut(whole, "\n\n")
		for _, v := range []variant{
			{"empty", ""},
			{"a line feed", "\n"},
			{"the old line alone", head + "\n"},
			{"no checkpoint", head + "\n\n"},
			{"no empty line", head + "\n" + note},
			{"no old line", note},
			{"an empty line first", "\n" + whole},
			{"something else", "{\"old\": 0}"},
			{"bytes", "\xff\xfe\x00"},
		} {
			s.refuseBody(v.name, []byte(v.text), http.StatusBadRequest)
		}
	}},
	{"checkpoint", func(s *stage) {
		text, good := s.log.text(8), s.log.ask(0, 8)
		root := s.rootOf(8)
		for _, v := range []variant{
			{"a leading zero", "\n08\n"},
			{"a plus", "\n+8\n"},
			{"a minus", "\n-8\n"},
			{"a hex size", "\n0x8\n"},
			{"a size of 2^63", "\n9223372036854775808\n"},
			{"no size", "\n\n"},
			{"a space", "\n8 \n"},
		} {
			s.spoilt(v.name, good.withText(s.log, strings.Replace(text, "\n8\n", v.text, 1)))
		}
		for _, v := range []variant{
			{"a root of 31 bytes", encoded(31)},
			{"a root of 33 bytes", encoded(33)},
			{"no root", ""},
			{"a root with stray bits", strayBits(root)},
			{"a root without padding", root[:43]},
			{"a root in hex", strings.Repeat("00", 32)},
		} {
			s.spoilt(v.name, good.withText(s.log, strings.Replace(text, root, v.text, 1)))
		}
		s.spoilt("no signature", good.withoutLines())
		s.spoilt("no line feed at the end", good.withNote(good.note[:len(good.note)-1]))
		s.spoilt("something behind", good.withLines("and so on\n"))
		s.spoilt("a control character", good.swapped(s.log.origin, s.log.origin+"\x01"))
		s.spoilt("bytes that are no text", good.swapped(s.log.origin, s.log.origin+"\xff"))
		s.spoilt("CR line ends", good.withNote(
			[]byte(strings.ReplaceAll(string(good.note), "\n", "\r\n"))))
	}},
}

// spoilt wants a checkpoint that is out of form to be refused, by whichever check comes first.
func (s *stage) spoilt(name string, r request) {
	s.refuse(name, r, http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound)
}
