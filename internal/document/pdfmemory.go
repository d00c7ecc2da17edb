package document

import (
	"runtime/debug"

	"github.com/tetratelabs/wazero/experimental"
)

// muchMemory is how many bytes few files need. Beyond them the engine gets all it
// may have at once: what it does not touch costs nothing.
const muchMemory = 64 << 20

// engineMemory is the memory of one run of the PDF engine. It doubles when it
// grows, so that what it grew out of never amounts to more than it has.
type engineMemory struct {
	buf []byte
	max uint64
}

func newEngineMemory(least, most uint64) experimental.LinearMemory {
	return &engineMemory{buf: make([]byte, 0, least), max: most}
}

// Reallocate implements experimental.LinearMemory.
func (m *engineMemory) Reallocate(size uint64) []byte {
	if size > m.max {
		return nil
	}
	if size > uint64(cap(m.buf)) {
		room := max(size, 2*uint64(cap(m.buf)))
		if room > muchMemory/2 {
			debug.FreeOSMemory() // of what it grew out of before
		}
		if room > muchMemory {
			room = m.max
		}
		grown := make([]byte, size, min(room, m.max))
		copy(grown, m.buf)
		m.buf = grown
	}
	m.buf = m.buf[:size]
	return m.buf
}

// Free implements experimental.LinearMemory. The engine may still be on its way
// to its end, so the memory is left to the garbage collector.
func (m *engineMemory) Free() {}
