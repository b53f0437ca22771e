package main

import (
	"encoding/base64"
	"strconv"
)

const quoteMax = 30

// quote returns a line as it may stand in a name of a case.
func quote(line string) string {
	if len(line) > quoteMax {
		line = line[:quoteMax] + "..."
	}
	return strconv.QuoteToASCII(line)
}

// encoded returns the base64 of so many bytes.
func encoded(length int) string { return base64.StdEncoding.EncodeToString(make([]byte, length)) }

// strayBits returns a second spelling of the base64 of 32 bytes, with a bit set that means nothing.
func strayBits(text string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	last := []byte(text)
	for i := range alphabet {
		if alphabet[i] == last[42] {
			last[42] = alphabet[i+1]
			return string(last)
		}
	}
	panic("not base64: " + text)
}
