package document

import "github.com/tetratelabs/wazero/experimental"

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
		grown := make([]byte, size, min(max(size, 2*uint64(cap(m.buf))), m.max))
		copy(grown, m.buf)
		m.buf = grown
	}
	m.buf = m.buf[:size]
	return m.buf
}

// Free implements experimental.LinearMemory. The engine may still be on its way
// to its end, so the memory is left to the garbage collector.
func (m *engineMemory) Free() {}
