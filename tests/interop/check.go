// Checks a log of Shidra by golang.org/x/mod/sumdb alone: notes, tree, tiles, inclusion, consistency, cosignatures.
//
// It reads one JSON document on standard input and exits with 1 at the first thing that does not hold.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type document struct {
	Key         string            `json:"key"`
	Witness     string            `json:"witness"`
	Origin      string            `json:"origin"`
	Entries     []string          `json:"entries"`
	Checkpoints map[string]string `json:"checkpoints"`
	Tiles       map[string][]byte `json:"tiles"`
	Inclusion   []struct {
		Position int64    `json:"position"`
		Size     int64    `json:"size"`
		Hashes   [][]byte `json:"hashes"`
	} `json:"inclusion"`
	Consistency []struct {
		Old    int64    `json:"old"`
		Size   int64    `json:"size"`
		Hashes [][]byte `json:"hashes"`
	} `json:"consistency"`
}

func fail(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", arguments...)
	os.Exit(1)
}

func must(err error, what string) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

func hashes(all [][]byte) []tlog.Hash {
	found := make([]tlog.Hash, len(all))
	for i, one := range all {
		if copy(found[i][:], one) != tlog.HashSize || len(one) != tlog.HashSize {
			fail("a hash of %d bytes", len(one))
		}
	}
	return found
}

// A cosigner is what x/mod does not know: a key of type 4 whose signatures carry their time.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 72 {
		return false
	}
	moment := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", moment, text)
	return ed25519.Verify(c.key, []byte(message), signature[8:])
}

func newCosigner(text string) cosigner {
	parts := strings.SplitN(text, "+", 3)
	material, err := base64.StdEncoding.DecodeString(parts[2])
	must(err, "witness key")
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), material...))
	return cosigner{parts[0], binary.BigEndian.Uint32(sum[:]), ed25519.PublicKey(material[1:])}
}

func root(d document, verifiers note.Verifiers, size string, signatures int) (int64, tlog.Hash) {
	opened, err := note.Open([]byte(d.Checkpoints[size]), verifiers)
	must(err, "checkpoint of "+size)
	if len(opened.Sigs) != signatures {
		fail("checkpoint of %s: %d signatures", size, len(opened.Sigs))
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != d.Origin || lines[1] != size {
		fail("checkpoint of %s: %q", size, opened.Text)
	}
	number, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, "size")
	hash, err := tlog.ParseHash(lines[2])
	must(err, "root")
	return number, hash
}

func main() {
	var d document
	must(json.NewDecoder(os.Stdin).Decode(&d), "document")
	log, err := note.NewVerifier(d.Key)
	must(err, "key")
	verifiers := note.VerifierList(log, newCosigner(d.Witness))

	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			found[i] = stored[index]
		}
		return found, nil
	})
	roots := map[int64]tlog.Hash{}
	for i, entry := range d.Entries {
		more, err := tlog.StoredHashes(int64(i), []byte(entry), reader)
		must(err, "stored hashes")
		stored = append(stored, more...)
		roots[int64(i)+1], err = tlog.TreeHash(int64(i)+1, reader)
		must(err, "tree hash")
	}
	for size := range d.Checkpoints {
		number, signed := root(d, verifiers, size, 2)
		if signed != roots[number] {
			fail("checkpoint of %d entries: another root than x/mod's", number)
		}
	}
	for _, proof := range d.Inclusion {
		leaf := tlog.RecordHash([]byte(d.Entries[proof.Position]))
		must(tlog.CheckRecord(hashes(proof.Hashes), proof.Size, roots[proof.Size], proof.Position, leaf),
			fmt.Sprintf("inclusion of %d in %d", proof.Position, proof.Size))
	}
	for _, proof := range d.Consistency {
		must(tlog.CheckTree(hashes(proof.Hashes), proof.Size, roots[proof.Size], proof.Old, roots[proof.Old]),
			fmt.Sprintf("consistency of %d with %d", proof.Size, proof.Old))
	}
	size := int64(len(d.Entries))
	for _, tile := range tlog.NewTiles(8, 0, size) {
		path, _, _ := strings.Cut(strings.Replace(tile.Path(), "tile/8/", "tile/", 1), ".p/")
		data := d.Tiles[path] // partial tiles of before are the beginning of what there is now
		if len(data) > tile.W*tlog.HashSize {
			data = data[:tile.W*tlog.HashSize]
		}
		read, err := tlog.ReadTileData(tile, reader)
		must(err, tile.Path())
		if string(read) != string(data) {
			fail("%s is not x/mod's", tile.Path())
		}
	}
	fmt.Printf("%d checkpoints, %d inclusion proofs, %d consistency proofs, %d tiles\n",
		len(d.Checkpoints), len(d.Inclusion), len(d.Consistency), len(d.Tiles))
}
