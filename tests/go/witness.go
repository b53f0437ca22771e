package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

const (
	sizeType  = "text/x.tlog.size"
	clockSkew = 5 * time.Minute
)

// A witness is one at an address, and the key that it has to sign with.
type witness struct {
	address string
	key     *cosigner
}

// An answer is what a witness says.
type answer struct {
	status int
	kind   string
	body   []byte
}

// post hands in a body; `length` below 0 sends it in chunks.
func (w *witness) post(body []byte, length int64) (*answer, error) {
	request, err := http.NewRequest(http.MethodPost, w.address+"/add-checkpoint", nil)
	if err != nil {
		return nil, err
	}
	request.Body, request.ContentLength = io.NopCloser(bytes.NewReader(body)), length
	return send(request)
}

func send(request *http.Request) (*answer, error) {
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, bytesMax))
	return &answer{response.StatusCode, response.Header.Get("Content-Type"), body}, err
}

// request makes any other request below the witness's address.
func (w *witness) request(method, path string) (*answer, error) {
	request, err := http.NewRequest(method, w.address+path, nil)
	if err != nil {
		return nil, err
	}
	return send(request)
}

// monitored returns what the witness tells everybody of a log.
func (w *witness) monitored(origin string) (*answer, error) {
	hash := sha256.Sum256([]byte(origin))
	return w.request(http.MethodGet, "/"+hex.EncodeToString(hash[:])+"/checkpoint")
}

// checkCosigned checks that the lines are cosignatures by this witness, made now, on a checkpoint.
func (w *witness) checkCosigned(checkpoint, lines []byte, log []note.Verifier) error {
	if len(lines) == 0 || lines[len(lines)-1] != '\n' {
		return errors.New("want lines, each with a line feed at its end")
	}
	for _, line := range strings.Split(strings.TrimSuffix(string(lines), "\n"), "\n") {
		if !strings.HasPrefix(line, "— ") {
			return fmt.Errorf("%q is no signature line", line)
		}
	}
	return w.checkNote(append(append([]byte{}, checkpoint...), lines...), log)
}

// checkNote checks that a note is signed by a key of the log and, now, by the witness.
func (w *witness) checkNote(raw []byte, log []note.Verifier) error {
	known := append([]note.Verifier{w.key}, log...)
	opened, err := note.Open(raw, note.VerifierList(known...))
	if err != nil {
		return err
	}
	isLogged, isWitnessed := false, false
	for _, signature := range opened.Sigs {
		if signature.Name != w.key.name || signature.Hash != w.key.id {
			isLogged = true
			continue
		}
		isWitnessed = true
		if err := checkTime(signature.Base64); err != nil {
			return err
		}
	}
	if !isLogged || !isWitnessed {
		return fmt.Errorf("signed by the log: %t, by the witness: %t", isLogged, isWitnessed)
	}
	return nil
}

// checkTime checks that a cosignature was made at this hour.
func checkTime(signature string) error {
	raw, err := base64.StdEncoding.DecodeString(signature)
	if err != nil {
		return err
	}
	at := time.Unix(int64(binary.BigEndian.Uint64(raw[4:])), 0)
	if off := time.Since(at); off < -clockSkew || off > clockSkew {
		return fmt.Errorf("it says %v, which is %v off", at.UTC(), off)
	}
	return nil
}
