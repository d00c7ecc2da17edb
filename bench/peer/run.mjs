// Runs the Chinese number, percentage, currency and dimension recognisers of
// @microsoft/recognizers-text-suite over files, line by line, and prints one
// JSON object: bytes read, seconds taken, results found. Reading and decoding
// the files is not part of the time.
import { readFileSync } from 'node:fs';
import suite from '@microsoft/recognizers-text-suite';

const recognisers = [suite.recognizeNumber, suite.recognizePercentage, suite.recognizeCurrency, suite.recognizeDimension];

function recognise(lines) {
  let results = 0;
  for (const line of lines) {
    for (const recogniser of recognisers) results += recogniser(line, suite.Culture.Chinese).length;
  }
  return results;
}

const lines = [];
let bytes = 0;
for (const file of process.argv.slice(2)) {
  const data = readFileSync(file);
  bytes += data.length;
  lines.push(...data.toString('utf8').split('\n'));
}
recognise(lines.slice(0, 20)); // compile the patterns before the clock runs
let seconds = Infinity; // the best of two rounds
let results = 0;
for (let round = 0; round < 2; round++) {
  const begin = process.hrtime.bigint();
  results = recognise(lines);
  seconds = Math.min(seconds, Number(process.hrtime.bigint() - begin) / 1e9);
}
console.log(JSON.stringify({ bytes, seconds, results }));
