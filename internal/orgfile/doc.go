// Package orgfile reads units and people from YAML, from a workbook or from
// comma-separated values into a chart: a whole organisation, or a change to the
// one that is there.
package orgfile
