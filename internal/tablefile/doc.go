// Package tablefile reads the tables that offices keep themselves: the division
// of tasks (任务分工表) as a workbook or as comma-separated values. It finds the
// header, tells which column means what, and hands over one Item a row with
// everything that is wrong, row by row. It writes nothing.
package tablefile
