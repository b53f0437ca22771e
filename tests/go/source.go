package main

import (
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	silence    = 30 * time.Second
	bytesMax   = 64 << 20
	tileType   = "application/octet-stream"
	textType   = "text/plain; charset=utf-8"
	anyType    = "*/*"
	checkpoint = "checkpoint"
)

var client = &http.Client{Timeout: silence}

// A source is where a log's files are: whatever it answers is doubted.
type source interface {
	// read returns the file at a path below the log.
	read(path string) ([]byte, error)
	// names returns the path of every file, or nothing where files cannot be listed.
	names() ([]string, error)
}

func openSource(target string, untyped bool) source {
	if strings.HasPrefix(target, "http://") || strings.HasPrefix(target, "https://") {
		return address{strings.TrimRight(target, "/"), untyped}
	}
	return folder(target)
}

// A folder holds a published log or a mirror.
type folder string

func (f folder) read(path string) ([]byte, error) {
	return os.ReadFile(filepath.Join(string(f), filepath.FromSlash(path)))
}

func (f folder) names() ([]string, error) {
	var names []string
	err := filepath.WalkDir(string(f), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(string(f), path)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	return names, err
}

// An address is that of a log on a server.
type address struct {
	url     string
	untyped bool
}

func (a address) read(path string) ([]byte, error) {
	want := tileType
	if path == checkpoint {
		want = textType
	}
	if a.untyped {
		want = anyType
	}
	return fetch(a.url+"/"+path, want)
}

func (a address) names() ([]string, error) { return nil, nil }

// fetch returns the body of an answer that has to be of the type `want`.
func fetch(url, want string) ([]byte, error) {
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", want)
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: HTTP %d", url, response.StatusCode)
	}
	if got := response.Header.Get("Content-Type"); got != want && want != anyType {
		return nil, fmt.Errorf("%s: Content-Type %q, want %q", url, got, want)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, bytesMax+1))
	if len(body) > bytesMax {
		return nil, fmt.Errorf("%s: more than %d bytes", url, bytesMax)
	}
	return body, err
}
