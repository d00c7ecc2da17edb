package words

// Doors lead past the first character of a walk at once. They know the
// characters of three bytes, which nearly all of Chinese has. At most places of a
// text the door is shut: no word stands there.
type doors struct {
	rows  [1 << 10]uint16 // by the first two bytes of a character: a row of rooms, 0 where all doors are shut
	rooms []int32         // by row and third byte: the cell that the walk comes to, 0 where the door is shut
}

// three reports whether a character of three bytes begins with c.
func three(c byte) bool { return c-0xE0 < 0x10 }

// door returns the cell that a walk over the character of the bytes a, b and c
// comes to, 0 where no word has it there.
func (d *doors) door(a, b, c byte) int {
	return int(d.rooms[int(d.rows[int(a&0xF)<<6|int(b&0x3F)])<<6|int(c&0x3F)])
}

// open makes the door of the character a, b, c, which begins a walk that has
// come to cell at.
func (d *doors) open(a, b, c byte, at int) {
	row := &d.rows[int(a&0xF)<<6|int(b&0x3F)]
	if *row == 0 {
		*row = uint16(len(d.rooms) >> 6)
		d.rooms = append(d.rooms, make([]int32, 64)...)
	}
	d.rooms[int(*row)<<6|int(c&0x3F)] = int32(at)
}
