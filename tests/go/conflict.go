package main

import "net/http"

// conflicts are requests that do not start where the witness stands: 409, and where it does.
var conflicts = []play{
	{"first contact", func(s *stage) {
		s.conflict("old 3 of 8", s.log.ask(3, 8))
		s.conflict("old 8 of 8", s.log.ask(8, 8))
		s.conflict("old 3 without a proof", s.log.ask(3, 8).withProof())
	}},
	{"wrong old", func(s *stage) {
		s.accept("size 13", s.log.ask(0, 13))
		s.conflict("old 0 where 13 is remembered", s.log.ask(0, 20))
		s.conflict("old 8 where 13 is remembered", s.log.ask(8, 20))
		s.conflict("old 16 where 13 is remembered", s.log.ask(16, 20))
		s.conflict("old 20 of 20", s.log.ask(20, 20))
		s.conflict("the same request again", s.log.ask(0, 13))
		s.conflict("a size that is long past", s.log.ask(5, 8))
		s.conflict("size 0", s.log.ask(0, 0))
		s.conflict("a wrong old before a wrong proof", s.log.ask(8, 20).withProof(hashLine(1)))
		s.conflict("a wrong old before another root", s.log.fork().ask(8, 13))
		s.refuse("a wrong signature before a wrong old",
			s.log.ask(8, 20).broken(s.log.origin), http.StatusForbidden)
		s.refuse("an old above the size before a wrong old", s.log.ask(9, 8), http.StatusBadRequest)
		s.refuse("an old that is right, but above", s.log.ask(13, 8), http.StatusBadRequest)
		s.accept("and on from where it stands", s.log.ask(13, 16))
	}},
}
