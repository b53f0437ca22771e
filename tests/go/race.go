package main

import (
	"fmt"
	"net/http"
)

const racers = 8

// races are requests at the same moment: comparing and storing have to be one step.
var races = []play{
	{"same first contact", func(s *stage) {
		s.compete("one is cosigned, the others are told", repeated(s.log.ask(0, 8)))
	}},
	{"same growth", func(s *stage) {
		s.accept("size 5", s.log.ask(0, 5))
		s.compete("one is cosigned, the others are told", repeated(s.log.ask(5, 13)))
	}},
	{"different growths", func(s *stage) {
		s.accept("size 5", s.log.ask(0, 5))
		var requests []request
		for size := int64(6); size < 6+racers; size++ {
			requests = append(requests, s.log.ask(5, size))
		}
		s.compete("one is cosigned, and none is rolled back", requests)
	}},
	{"two histories", func(s *stage) {
		var requests []request
		for fork := s.log.fork(); len(requests) < racers; {
			requests = append(requests, s.log.ask(0, 8), fork.ask(0, 8))
		}
		s.compete("one history alone is cosigned", requests)
	}},
	{"same size", func(s *stage) {
		s.accept("size 8", s.log.ask(0, 8))
		answers, err := s.race(repeated(s.log.ask(8, 8)))
		for _, got := range answers {
			if err == nil {
				err = want(got, http.StatusOK)
			}
		}
		s.tell("all are cosigned", http.StatusOK, err)
	}},
}

func repeated(r request) []request {
	var all []request
	for len(all) < racers {
		all = append(all, r)
	}
	return all
}

// compete wants exactly one of the requests to be cosigned, and the others to be told its size.
func (s *stage) compete(name string, requests []request) {
	answers, err := s.race(requests)
	if err != nil {
		s.tell(name, 0, err)
		return
	}
	winners := 0
	for i, got := range answers {
		if got.status == http.StatusOK {
			winners++
			s.remember(requests[i])
			err = s.witness.checkCosigned(requests[i].note, got.body, s.keys)
		}
	}
	if winners != 1 {
		err = fmt.Errorf("%d of %d were cosigned", winners, len(answers))
	}
	for _, got := range answers {
		if err == nil && got.status != http.StatusOK {
			err = wantConflict(got, s.size)
		}
	}
	s.tell(name, http.StatusConflict, err)
}
