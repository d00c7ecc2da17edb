// Package access says who may take which step in a matter, and why. It knows
// the tree of units, the seats (岗位) on it and who holds them, and who covers
// for whom on leave. A matter names units and seats, never persons, so that a
// successor in a seat takes over without new paper.
//
// Everything is refused that no rule allows. A seat reaches its own unit and
// what lies below, never aside or above. Whoever does a matter never judges it:
// not the person who took a step in it, not one who holds or covers a doing seat
// in a unit that does it.
//
// The package is pure: it reads no clock and no store.
package access
